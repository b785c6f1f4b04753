"""AWS through boto3: the one module of this package that imports it.

Endpoint, profile, region and credentials are found by boto3's own conventions (AWS_ENDPOINT_URL,
AWS_PROFILE, AWS_DEFAULT_REGION, ~/.aws/config, ...); where these give no region, AWS_REGION does,
which boto3 does not read but AWS's other tools do. Throttled calls and failing servers are tried
again by botocore, ten times in all unless AWS_MAX_ATTEMPTS says otherwise; an endpoint that
does not answer three times.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from json import JSONDecodeError
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as UnreachableError
from botocore.parsers import ResponseParserError

from sfn_dsl.aws import serialize
from sfn_dsl.aws.api import RefusalError
from sfn_dsl.aws.boto.answers import UNREADABLE, require_sound_answers
from sfn_dsl.aws.boto.iam import BotoRoleCalls
from sfn_dsl.aws.boto.machines import BotoMachineCalls
from sfn_dsl.aws.boto.versions import BotoVersionCalls
from sfn_dsl.aws.errors import fault, refused_beforehand, unsendable
from sfn_dsl.aws.rate_limit import Pace
from sfn_dsl.aws.secrets import (
    CREDENTIALS,
    remember_addresses,
    remember_credentials,
    without_secrets,
    without_user,
)
from sfn_dsl.errors import DeploymentError

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

_CONFIG = Config(
    retries={"mode": "standard", "total_max_attempts": 10},
    connect_timeout=5,
    read_timeout=60,
    max_pool_connections=32,  # as many as there may be jobs
)
_RETRY_VARIABLES = {"mode": "AWS_RETRY_MODE", "total_max_attempts": "AWS_MAX_ATTEMPTS"}
# An emulator that does not know a call fails like a server that may recover.
_ONCE = _CONFIG.merge(
    Config(retries={"mode": "standard", "total_max_attempts": 1}, read_timeout=20)
)
_ATTEMPTS_TO_CONNECT = 3
_BROKEN_FROM = 500  # the statuses of HTTP by which a server says that the fault is its own
_MOST_OF_A_TEXT = 300


class BotoApi(BotoMachineCalls, BotoRoleCalls, BotoVersionCalls):
    """The calls of `Api` over boto3 clients; those of IAM and STS are made when first needed."""

    def __init__(
        self,
        stepfunctions: SFNClient,
        session: boto3.Session,
        settings: Mapping[str, Any],
        pace: Pace,
    ) -> None:
        self._stepfunctions = stepfunctions
        self._session = session
        self._settings = settings
        self._pace = pace
        self._siblings: dict[str, Any] = {}
        self._once: SFNClient | None = None
        self._making_sibling = Lock()

    @property
    def region(self) -> str:
        """The region of the Step Functions client."""
        return self._stepfunctions.meta.region_name

    @property
    def partition(self) -> str:
        """The partition of the client, by the endpoint data that botocore carries."""
        return self._stepfunctions.meta.partition

    def _sibling(self, service: str) -> Any:
        """The client of another service, in the same place and with the same credentials.

        A Step Functions client with an address of its own belongs to an emulator, and an emulator
        has its other services at the same address.
        """
        with self._making_sibling:  # a session serves one thread at a time, unlike its clients
            if service not in self._siblings:
                client = _client(self._session, service, self.region, self._settings)
                own = self._stepfunctions.meta
                if _is_elsewhere(own) and not _is_elsewhere(client.meta):
                    client = self._client_at_own_address(service)
                self._siblings[service] = client
            return self._siblings[service]

    def _client_at_own_address(self, service: str, config: Config | None = None) -> Any:
        settings = {**self._settings, "endpoint_url": self._stepfunctions.meta.endpoint_url}
        return _client(self._session, service, self.region, settings, config)

    def _trying_once(self) -> SFNClient:
        """A second client of Step Functions, at the address of the first, however that was set."""
        with self._making_sibling:
            if self._once is None:
                self._once = self._client_at_own_address("stepfunctions", _ONCE)
            return self._once

    def _for_versions(self) -> SFNClient:
        """The client for what an emulator may not know, and is not asked for again and again."""
        is_emulator = _is_elsewhere(self._stepfunctions.meta)
        return self._trying_once() if is_emulator else self._stepfunctions

    @contextmanager
    def _asking(self, operation: str) -> Iterator[None]:
        endpoint = self._stepfunctions.meta.endpoint_url
        self._pace.keep(operation)
        with (
            _explaining(self.region, lambda: _regions(self._session), endpoint),
            _sending(self._stepfunctions),
        ):
            try:
                yield
            except ClientError as error:
                answer: Any = error.response  # Any: what an answer lacks that is not AWS's
                status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
                found = serialize.error(answer)
                if found is None and status < _BROKEN_FROM:
                    raise ResponseParserError from error
                code, said = found or (str(status), "")
                remember_credentials(_found_credentials(self._stepfunctions).values())
                is_broken = status >= _BROKEN_FROM
                beforehand = refused_beforehand(code, self.region, is_broken=is_broken)
                said = without_secrets(said)
                if not code and _is_elsewhere(self._stepfunctions.meta):
                    unlike = _unlike_aws(without_user(endpoint), operation, said)
                    raise DeploymentError(unlike) from error
                raise beforehand or RefusalError(operation, code, said) from error
            except JSONDecodeError:  # of a credential_process; answers are decoded by botocore
                raise
            except UNREADABLE as error:
                raise ResponseParserError from error


def connect(
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    region: str | None = None,
    profile: str | None = None,
    endpoint: str | None = None,
    pace: Pace | None = None,
) -> BotoApi:
    """The calls to AWS by the given client, or by a session, or by what boto3 finds by itself.

    Calls of AWS keep within the rates that it grants, unless another pace is given; an emulator
    has none. With a client and no session, its region, address and credentials also serve for IAM
    and STS. A client that is given comes to refuse answers that are not AWS's, for others too.

    Raises DeploymentError when there is no such region or profile, or no valid configuration.
    """
    with _explaining(region, lambda: _regions(session)):
        remember_addresses(endpoint)
        session = session or boto3.Session(profile_name=profile, region_name=region)
        remember_addresses(_configuration(session))
        region = region or session.region_name or os.environ.get("AWS_REGION")
        address = {} if endpoint is None else {"endpoint_url": endpoint}
        settings = address if client is None else _credentials(client)
        made = client or _client(session, "stepfunctions", region, settings)
        require_sound_answers(made)
        if not _is_elsewhere(made.meta):
            _require_region(session, made.meta.region_name)
        return BotoApi(made, session, settings, pace or _pace(made.meta))


def _client(
    session: boto3.Session,
    service: Any,
    region: str | None,
    settings: Mapping[str, Any],
    config: Config | None = None,
) -> Any:
    try:
        settled = config or _config()
        client = session.client(service, region_name=region, config=settled, **settings)
        _ = urlsplit(client.meta.endpoint_url).port  # else read, and refused, with the first call
    except ValueError as error:  # an endpoint that is no address, a number that is none
        raise fault(error, region=region, regions=lambda: _regions(session)) from error
    # Handlers of the service's own event come before those of the event for all services.
    name = client.meta.service_model.service_id.hyphenize()
    client.meta.events.register_first(f"needs-retry.{name}", _give_up_connecting)
    require_sound_answers(client)
    return client


def _config() -> Config:
    """The settings of a client; what the environment says of retries is left to botocore.

    A setting here would win over the environment.
    """
    # Any: the stubs of botocore do not declare what a Config was made with.
    ours: Any = _CONFIG
    named = _RETRY_VARIABLES.items()
    left = {key: ours.retries[key] for key, name in named if name not in os.environ}
    return _CONFIG.merge(Config(retries=left))  # type: ignore[arg-type]  # a TypedDict of theirs


def _give_up_connecting(
    attempts: int, caught_exception: Exception | None = None, **_: object
) -> bool | None:
    """Stop botocore's retries where nobody answers; the first handler to say anything decides.

    A refused connection or an unknown host is a wrong address far more often than a passing
    fault, and ten attempts at it take half a minute; ten at what is silent take ten minutes.
    """
    is_unanswered = isinstance(caught_exception, UnreachableError | ReadTimeoutError)
    is_unaskable = type(caught_exception) is HTTPClientError  # its subclasses are of lost answers
    is_hopeless = (is_unanswered or is_unaskable) and attempts >= _ATTEMPTS_TO_CONNECT
    return False if is_hopeless else None


def _credentials(client: SFNClient) -> dict[str, Any]:
    """The credentials that a client was made with, so that STS answers for the same account.

    boto3 has no public way to ask. Where this one is gone, the session's credentials serve, which
    differ only for a client made with others than the default ones.
    """
    credentials = getattr(client, "_get_credentials", lambda: None)()
    if credentials is None:
        return {}
    frozen = credentials.get_frozen_credentials()
    return {
        "aws_access_key_id": frozen.access_key,
        "aws_secret_access_key": frozen.secret_key,
        "aws_session_token": frozen.token,
    }


def _found_credentials(client: SFNClient) -> dict[str, Any]:
    """The credentials that a client has found so far; to ask for them might find others."""
    held = getattr(getattr(client, "_get_credentials", lambda: None)(), "__dict__", {})
    # Those that are renewed have them under another name.
    return {part: held.get(part) or held.get(f"_{part}") for part in CREDENTIALS}


def _configuration(session: boto3.Session) -> object:
    """The files of the AWS configuration; a session that has none of boto3's shows none."""
    return getattr(getattr(session, "_session", None), "full_config", {})


@contextmanager
def _sending(client: SFNClient) -> Iterator[None]:
    """Refuse credentials that cannot be sent, and keep all that are found from being shown."""
    _require_sendable(client)
    try:
        yield
    except Exception:
        _require_sendable(client)
        raise


def _require_sendable(client: SFNClient) -> None:
    found = _found_credentials(client)
    remember_credentials(found.values())
    refusal = unsendable(found)
    if refusal:
        raise refusal


def _pace(meta: Any) -> Pace:
    return Pace(rates={}) if _is_elsewhere(meta) else Pace()


def _is_elsewhere(meta: Any) -> bool:
    """Return whether a client's address is not one of AWS's, which name AWS or the region."""
    host = urlsplit(meta.endpoint_url).hostname or ""
    return "amazonaws." not in host and f".{meta.region_name}." not in host


def _unlike_aws(endpoint: str, operation: str, said: str) -> str:
    """What an emulator says where it has no answer of AWS's, which may be long."""
    shown = said if len(said) <= _MOST_OF_A_TEXT else f"{said[:_MOST_OF_A_TEXT]}…"
    return (
        f"the endpoint {endpoint} does not support {operation}: {shown}; it is not AWS, and may "
        "know less of the States Language: leave out what it does not know, or deploy to AWS"
    )


def _require_region(session: boto3.Session, region: str) -> None:
    """Raise UnknownRegionError for a region of no partition; one that is merely new passes."""
    session.get_partition_for_region(region)


def _regions(session: boto3.Session | None) -> list[str]:
    known = session or boto3.Session()
    return [
        region
        for partition in known.get_available_partitions()
        for region in known.get_available_regions("stepfunctions", partition)
    ]


@contextmanager
def _explaining(
    region: str | None, regions: Callable[[], Sequence[str]], endpoint: str = ""
) -> Iterator[None]:
    """Turn what keeps AWS from being asked, or its answer from being read, into one error."""
    try:
        yield
    except (BotoCoreError, ResponseParserError, JSONDecodeError) as error:
        raise fault(error, region=region, regions=regions, endpoint=endpoint) from error
