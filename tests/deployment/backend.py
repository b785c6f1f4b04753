"""An AWS endpoint on this machine and the machines that tests deploy to it, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

import attrs
import boto3
import pytest
from moto.server import ThreadedMotoServer

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.boto.client import connect
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired

from .model_of_aws import ACCOUNT, TRUST, FakeTime

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
OTHER_ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/Other"


def definition(seconds: int) -> Definition:
    pause = {"Type": "Wait", "Seconds": seconds, "End": True}
    return Definition({"StartAt": "Pause", "States": {"Pause": pause}})


BEFORE = Desired("nightly", definition(5), "Nightly", tags={"old": "1", "both": "1"})
AFTER = Desired(
    "nightly",
    definition(9),
    "Other",
    settings={"tracing": {"enabled": True}},
    tags={"new": "1", "both": "2"},
)


@attrs.frozen
class Held:
    """What the endpoint holds for a machine, as far as these tests change it."""

    document: Any
    role: str
    tracing: bool
    tags: Mapping[str, str]


def held_for(desired: Desired) -> Held:
    """What it should hold."""
    role = {"Nightly": ROLE, "Other": OTHER_ROLE}[desired.role]
    is_traced = bool(desired.settings.get("tracing", {}).get("enabled"))
    return Held(desired.definition.document, role, is_traced, desired.tags or {})


class Backend:
    """The endpoint, asked past any proxy."""

    def __init__(self, url: str, session: boto3.Session) -> None:
        self.url = url
        self.states = session.client("stepfunctions", endpoint_url=url)
        self._iam = session.client("iam", endpoint_url=url)

    def forget(self) -> None:
        """Be as on the first day; moto keeps one account for the whole process."""
        with urlopen(Request(f"{self.url}/moto-api/reset", method="POST")) as answer:  # noqa: S310 - it is http, on loopback
            answer.read()

    def furnish(self) -> None:
        """Have nothing but two roles that Step Functions may assume."""
        self.forget()
        for name, path in (("Nightly", "/"), ("Other", "/team/")):
            trust = json.dumps(TRUST)
            self._iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=trust)

    def held(self) -> Held | None:
        """The machine as it is, None when there is none."""
        try:
            found: Any = self.states.describe_state_machine(stateMachineArn=ARN)
        except self.states.exceptions.StateMachineDoesNotExist:
            return None
        tags = self.states.list_tags_for_resource(resourceArn=ARN)["tags"]
        tracing = found.get("tracingConfiguration", {}).get("enabled", False)
        named = {tag["key"]: tag["value"] for tag in tags}
        return Held(json.loads(found["definition"]), found["roleArn"], tracing, named)


@contextmanager
def emulated(session: boto3.Session) -> Iterator[Backend]:
    """moto on a free port of the loopback interface, until the block ends."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    backend = Backend(f"http://{host}:{port}", session)
    try:
        yield backend
    finally:
        backend.forget()
        server.stop()


def connected(url: str, session: boto3.Session, **environment: str) -> Api:
    """The calls to an endpoint by clients of their own, made in an environment of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", url)
        for name, text in environment.items():
            patch.setenv(name, text)
        api = connect(session=session)
        api.get_caller_identity()  # the clients of STS and IAM are made when first needed
        api.get_role("Nobody")
        return api


def deployed(desired: Desired, api: Api, **options: Any) -> Deployment:
    """Deploy in a time that only waiting moves."""
    options = {"check": lambda _: [], "timing": FakeTime().timing, **options}
    return deploy_desired(lambda *_: desired, api, **options)
