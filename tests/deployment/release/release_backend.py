"""An endpoint that knows versions and aliases as AWS does, and what releases find there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, groupby
from typing import TYPE_CHECKING, Any

import attrs
import boto3
import pytest

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.desired import definition_text

from ..backend import connected, definition
from ..local_endpoint import make_alarm, make_role
from ..model_of_aws import ACCOUNT
from ..proxy import Proxy, proxy

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

NAMES = (f"nightly-{number}" for number in count())
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
ALARM = "errors"
MOVE = "UpdateStateMachineAlias"

Routes = Mapping[int, int]
"""The weights of versions, by their numbers."""


@attrs.frozen
class Held:
    """What there is of a machine: its type, versions, and where its aliases point."""

    type: str
    seconds: int
    versions: tuple[int, ...]
    aliases: Mapping[str, Routes]


def arn_of(name: str) -> str:
    return f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:{name}"


@attrs.frozen
class Account:
    """The endpoint, asked past any proxy."""

    states: SFNClient

    def prepare(self, made: Sequence[int], aliases: Mapping[str, Routes]) -> str:
        """Have a machine with a version for each number of seconds, and return its new name."""
        name = next(NAMES)
        for number, seconds in enumerate(made):
            text = definition_text(definition(seconds))
            if number == 0:
                self.states.create_state_machine(name=name, definition=text, roleArn=ROLE)
            else:
                self.states.update_state_machine(stateMachineArn=arn_of(name), definition=text)
            self.states.publish_state_machine_version(stateMachineArn=arn_of(name))
        for alias, routes in aliases.items():
            self.states.create_state_machine_alias(
                name=alias, routingConfiguration=routing(name, routes)
            )
        return name

    def held(self, name: str) -> Held:
        arn = arn_of(name)
        machine = self.states.describe_state_machine(stateMachineArn=arn)
        versions = self.states.list_state_machine_versions(stateMachineArn=arn)
        aliases = self.states.list_state_machine_aliases(stateMachineArn=arn)
        names = [_last(a["stateMachineAliasArn"]) for a in aliases["stateMachineAliases"]]
        numbers = [
            int(_last(v["stateMachineVersionArn"])) for v in versions["stateMachineVersions"]
        ]
        return Held(
            machine["type"],
            _seconds(machine["definition"]),
            tuple(sorted(numbers)),
            {alias: self.routes(name, alias) for alias in names},
        )

    def seconds(self, name: str, version: int) -> int:
        """What tells a version from the others."""
        told = self.states.describe_state_machine(stateMachineArn=f"{arn_of(name)}:{version}")
        return _seconds(told["definition"])

    def routes(self, name: str, alias: str = "live") -> Routes:
        told = self.states.describe_state_machine_alias(
            stateMachineAliasArn=f"{arn_of(name)}:{alias}"
        )
        found = told["routingConfiguration"]
        return {int(_last(r["stateMachineVersionArn"])): r["weight"] for r in found}

    def record(self, name: str, served: str, alias: str = "live") -> None:
        """Have an alias remember which versions it served."""
        self.states.update_state_machine_alias(
            stateMachineAliasArn=f"{arn_of(name)}:{alias}",
            description=f"[sfn rollback: {served}]",
        )

    def noting_moves(self, name: str, aws: Proxy) -> list[Routes]:
        """Everywhere that ``live`` points from now on, as often as it is set."""
        moves: list[Routes] = []

        def after(_number: int, operation: str) -> None:
            if operation in ("CreateStateMachineAlias", MOVE):
                moves.append(self.routes(name))

        aws.after = after
        return moves


def routing(name: str, routes: Routes) -> list[Any]:
    arn = arn_of(name)
    return [{"stateMachineVersionArn": f"{arn}:{n}", "weight": w} for n, w in routes.items()]


def without_repeats(moves: Sequence[Routes]) -> tuple[Routes, ...]:
    """Where an alias pointed one after the other; setting it to the same moves nothing."""
    return tuple(routes for routes, _ in groupby(moves))


def _seconds(text: str) -> int:
    seconds: int = json.loads(text)["States"]["Pause"]["Seconds"]
    return seconds


def _last(arn: str) -> str:
    return arn.rpartition(":")[2]


@pytest.fixture(scope="module")
def aws(local_endpoint: str) -> Iterator[Proxy]:
    with proxy(local_endpoint) as between:
        yield between


@pytest.fixture(scope="module")
def account(local_endpoint: str, session: boto3.Session) -> Account:
    make_role(session, local_endpoint, "Nightly")
    cloudwatch = session.client("cloudwatch", endpoint_url=local_endpoint)
    make_alarm(cloudwatch, ALARM)
    return Account(session.client("stepfunctions", endpoint_url=local_endpoint))


@pytest.fixture(scope="module")
def impatient(aws: Proxy, account: Account, session: boto3.Session) -> Api:
    api = connected(aws.url, session, AWS_MAX_ATTEMPTS="1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", aws.url)
        api.describe_alarms(["any"])
    return api
