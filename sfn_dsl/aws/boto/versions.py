"""The calls about versions and aliases over boto3, a part of `BotoApi`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeVar

from sfn_dsl.aws.api import Alias, Execution, RefusalError, Route, UnsupportedError, Version
from sfn_dsl.aws.boto.connection import Connection
from sfn_dsl.errors import DeploymentError

Item = TypeVar("Item")

_ALARMS: Final = frozenset(("MetricAlarms", "CompositeAlarms"))
_ALARM_STATES: Final = frozenset(("OK", "ALARM", "INSUFFICIENT_DATA"))
_ALL: Final = 100


class BotoVersionCalls(Connection):
    """`VersionCalls`, and the alarms that a release watches."""

    def publish_state_machine_version(
        self, arn: str, *, revision: str, description: str | None
    ) -> int:
        """Publish the machine as it is as a version, and return its number."""
        more: Any = {"description": description} if description else {}
        with self._asking("PublishStateMachineVersion"):
            answer = self._stepfunctions.publish_state_machine_version(
                stateMachineArn=arn, revisionId=revision, **more
            )
            return _number(answer["stateMachineVersionArn"], arn)

    def list_state_machine_versions(self, arn: str) -> Iterator[Version]:
        """The versions of a machine, by as many calls as there are pages."""
        operation, member = "ListStateMachineVersions", "stateMachineVersions"
        call = self._for_versions().list_state_machine_versions
        with self._knowing_versions():
            yield from self._pages(operation, call, arn, member, partial(_version, arn))

    def delete_state_machine_version(self, arn: str, number: int) -> None:
        """Delete a version."""
        with self._asking("DeleteStateMachineVersion"):
            self._stepfunctions.delete_state_machine_version(
                stateMachineVersionArn=f"{arn}:{number}"
            )

    def list_state_machine_aliases(self, arn: str) -> Iterator[str]:
        """The names of the aliases of a machine."""
        call = self._for_versions().list_state_machine_aliases
        with self._knowing_versions():
            yield from self._pages(
                "ListStateMachineAliases",
                call,
                arn,
                "stateMachineAliases",
                lambda answer: _qualifier(answer["stateMachineAliasArn"], arn),
            )

    def describe_state_machine_alias(self, arn: str, name: str) -> Alias | None:
        """An alias of a machine, None for ResourceNotFound."""
        try:
            with self._asking("DescribeStateMachineAlias"):
                answer = self._stepfunctions.describe_state_machine_alias(
                    stateMachineAliasArn=f"{arn}:{name}"
                )
                routing = answer["routingConfiguration"]
                serving = tuple(
                    sorted(
                        Route(_number(route["stateMachineVersionArn"], arn), route["weight"])
                        for route in routing
                        if route["weight"]
                    )
                )
                if sum(route.weight for route in serving) != _ALL:
                    raise ValueError(serving)
                return Alias(name, serving, answer.get("description") or "")
        except RefusalError as refusal:
            if refusal.code == "ResourceNotFound":
                return None
            raise

    def create_state_machine_alias(
        self, arn: str, name: str, routes: Sequence[Route], *, description: str
    ) -> None:
        """Create an alias."""
        with self._asking("CreateStateMachineAlias"):
            answer = self._stepfunctions.create_state_machine_alias(
                name=name, routingConfiguration=_routing(arn, routes), description=description
            )
            _ = answer["stateMachineAliasArn"]  # there is none where it is not AWS that answers

    def update_state_machine_alias(
        self, arn: str, name: str, routes: Sequence[Route], *, description: str
    ) -> float:
        """Point an alias at other versions."""
        with self._asking("UpdateStateMachineAlias"):
            answer = self._stepfunctions.update_state_machine_alias(
                stateMachineAliasArn=f"{arn}:{name}",
                routingConfiguration=_routing(arn, routes),
                description=description,
            )
            return answer["updateDate"].timestamp()

    def list_executions(self, arn: str, number: int) -> Iterator[Execution]:
        """The executions of a version, the last started first."""
        call = self._stepfunctions.list_executions
        yield from self._pages("ListExecutions", call, f"{arn}:{number}", "executions", _execution)

    def describe_alarms(self, names: Sequence[str]) -> Mapping[str, str]:
        """The states of alarms, metric and composite ones."""
        with self._asking("DescribeAlarms"):
            answer = self._sibling("cloudwatch").describe_alarms(
                AlarmNames=list(names),
                AlarmTypes=["MetricAlarm", "CompositeAlarm"],
                MaxRecords=100,
            )
            if not _ALARMS & answer.keys():  # AWS names both, even where there are none
                raise KeyError(*_ALARMS)
            alarms = [*answer.get("MetricAlarms", ()), *answer.get("CompositeAlarms", ())]
            states = {alarm["AlarmName"]: alarm["StateValue"] for alarm in alarms}
            if not _ALARM_STATES.issuperset(states.values()):
                raise ValueError(states)
            return states

    @contextmanager
    def _knowing_versions(self) -> Iterator[None]:
        """The block of a call that meets an emulator without versions, as the first of its kind."""
        try:
            yield
        except DeploymentError as refusal:
            if refusal.code != "500" or self._for_versions() is self._stepfunctions:
                raise
            endpoint = self._stepfunctions.meta.endpoint_url
            raise UnsupportedError(
                f"the endpoint {endpoint} does not support versions of state machines; use one "
                "that does, or deploy without --publish and --alias"
            ) from refusal

    def _pages(
        self, operation: str, call: Any, arn: str, member: str, read: Callable[[Any], Item]
    ) -> Iterator[Item]:
        """The items of all pages of a list; botocore has no paginators for these calls."""
        token: dict[str, str] = {}
        known: set[str] = set()
        while True:
            with self._asking(operation):
                page = call(stateMachineArn=arn, maxResults=1000, **token)
                listed = [read(each) for each in page[member]]
                following = page.get("nextToken")
                if following in known:
                    raise ValueError("a page leads back to an earlier one")
            yield from listed
            if not following:
                return
            known.add(following)
            token = {"nextToken": following}


def _version(arn: str, answer: Any) -> Version:
    number = _number(answer["stateMachineVersionArn"], arn)
    return Version(number, answer["creationDate"].timestamp())


def _execution(answer: Any) -> Execution:
    return Execution(answer["status"], answer["startDate"].timestamp())


def _number(version_arn: str, arn: str) -> int:
    number = int(_qualifier(version_arn, arn))
    if number < 1:
        raise ValueError(version_arn)
    return number


def _qualifier(qualified: str, arn: str) -> str:
    """What a version or an alias of a machine is called; ValueError for another machine's."""
    of, _, name = qualified.rpartition(":")
    if of != arn or not name:
        raise ValueError(qualified)
    return name


def _routing(arn: str, routes: Sequence[Route]) -> list[Any]:
    return [
        {"stateMachineVersionArn": f"{arn}:{route.version}", "weight": route.weight}
        for route in routes
    ]
