"""The local Step Functions alone on a free port, with roles and log groups that are just said."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import attrs
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from werkzeug.serving import WSGIRequestHandler, make_server

from sfn_dsl.local.stepfunctions.calling import Caller
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.service import StepFunctions

ACCOUNT = "123456789012"
REGION = "us-east-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/workflow"
OTHER_ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/other"
UNTRUSTING_ROLE = f"arn:aws:iam::{ACCOUNT}:role/for-lambda"
LOG_GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/vendedlogs/states/flow:*"

PASS = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
OTHER = json.dumps({"StartAt": "B", "States": {"B": {"Type": "Succeed"}}})


def trust(service: str = "states.amazonaws.com", **condition: Any) -> dict[str, Any]:
    """A trust policy for a service."""
    conditions = {"Condition": condition} if condition else {}
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
        **conditions,
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


@attrs.define
class Surroundings:
    """The roles by their trust policies, and the names of the log groups."""

    roles: dict[str, dict[str, Any]] = attrs.Factory(
        lambda: {
            ROLE: trust(),
            OTHER_ROLE: trust(),
            UNTRUSTING_ROLE: trust("lambda.amazonaws.com"),
        }
    )
    log_groups: set[str] = attrs.Factory(lambda: {"/aws/vendedlogs/states/flow"})

    def trust_policy(self, caller: Caller, role: str) -> Mapping[str, Any] | None:
        return self.roles.get(role)

    def has_log_group(self, caller: Caller, name: str) -> bool:
        return name in self.log_groups


@attrs.define
class Endpoint:
    """A running service, its URL, and what is around it."""

    service: StepFunctions
    url: str
    around: Surroundings

    def client(self, service: str = "stepfunctions", region: str = REGION, **config: Any) -> Any:
        """A client of boto3 that checks nothing itself, so that the service does."""
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id="local",
            aws_secret_access_key="local",  # noqa: S106 - nobody checks it
            config=Config(
                parameter_validation=False,
                inject_host_prefix=False,
                retries={"max_attempts": 1, "mode": "standard"},
                **config,
            ),
        )


@contextmanager
def endpoint(database: Database | None = None) -> Iterator[Endpoint]:
    """The service on a port of its own until the block ends."""
    around = Surroundings()
    own = database or Database()
    service = StepFunctions(own, client=_no_client, roles=around, log_groups=around)
    server = make_server("127.0.0.1", 0, service.wsgi_app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield Endpoint(service, f"http://127.0.0.1:{server.server_port}", around)
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        service.close()
        if database is None:
            own.close()


def refusal(call: Any, /, **request: Any) -> tuple[str, str]:
    """The code and the message with which a call is refused."""
    try:
        answer = call(**request)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    raise AssertionError(f"it was not refused: {answer}")


class _Quiet(WSGIRequestHandler):
    def log(self, kind: str, message: str, *args: Any) -> None:
        pass


def _no_client(service: str, region: str) -> Any:
    raise AssertionError(f"no test here asks {service}")
