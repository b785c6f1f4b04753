"""Clients of boto3 for the local services, as tasks of executions use them."""

from __future__ import annotations

import threading
from functools import cache
from typing import Any, Final

from sfn_dsl.local.functions.processes import ACCESS_KEY

_LONGEST_CALL: Final = 960.0  # a Lambda function runs for 15 minutes at most
_MOST_CONNECTIONS: Final = 64


_lock: Final = threading.Lock()


@cache
def _session() -> Any:
    """The session of all clients of this process, which has read what clients are made from."""
    import boto3

    return boto3.Session(ACCESS_KEY, ACCESS_KEY)


class Clients:
    """Clients for one endpoint, made when they are first asked for; threads may share them.

    They try nothing again: whether a task is tried again, its Retry says.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, service: str, region: str) -> Any:
        """The client for a service, by its name in boto3, in a region.

        Raises botocore's UnknownServiceError for a name that boto3 does not know.
        """
        with _lock:  # a session is not for several threads
            client = self._made.get((service, region))
            if client is None:
                client = self._made[service, region] = self._make(service, region)
            return client

    def close(self) -> None:
        """Close the connections."""
        with _lock:
            for client in self._made.values():
                client.close()
            self._made.clear()

    def _make(self, service: str, region: str) -> Any:
        from botocore.config import Config

        settings = Config(
            connect_timeout=10,
            read_timeout=_LONGEST_CALL,
            retries={"total_max_attempts": 1},
            max_pool_connections=_MOST_CONNECTIONS,
            inject_host_prefix=False,
            s3={"addressing_style": "path"},
        )
        return _session().client(
            service, region_name=region, endpoint_url=self._url, config=settings
        )
