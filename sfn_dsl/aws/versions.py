"""Versions and aliases of a machine, and the calls to AWS that are about them.

A version is known by its number, counted from 1 and never used again, and an alias by its name.
Their ARNs are the machine's with ``:3`` or ``:live`` after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import attrs


@attrs.frozen
class Version:
    """One version of ListStateMachineVersions; ``created`` in seconds since the epoch."""

    number: int
    created: float


@attrs.frozen(order=True)
class Route:
    """How many of a hundred executions started by an alias go to a version."""

    version: int
    weight: int = 100


@attrs.frozen
class Alias:
    """What DescribeStateMachineAlias tells of an alias.

    ``routes`` are one or two, by version, none of which has the weight 0.
    """

    name: str
    routes: tuple[Route, ...]


@attrs.frozen
class Execution:
    """One execution of ListExecutions; ``started`` in seconds since the epoch."""

    status: str
    started: float


class VersionCalls(Protocol):
    """The calls about versions and aliases, the part of `Api` that a release needs."""

    def publish_state_machine_version(
        self, arn: str, *, revision: str, description: str | None
    ) -> int:
        """Make a version of the machine as it is, and return its number.

        AWS answers with the version there is when the revision has one already, and refuses with
        ConflictException when the machine has another revision than the one given. The revision of
        a machine that was never updated is ``INITIAL``.
        """

    def list_state_machine_versions(self, arn: str) -> Iterator[Version]:
        """The versions of a machine."""

    def delete_state_machine_version(self, arn: str, number: int) -> None:
        """Take a version away; none is no error, one that an alias leads to is a conflict."""

    def list_state_machine_aliases(self, arn: str) -> Iterator[str]:
        """The names of the aliases of a machine."""

    def describe_state_machine_alias(self, arn: str, name: str) -> Alias | None:
        """An alias of a machine, None when there is none."""

    def create_state_machine_alias(self, arn: str, name: str, routes: Sequence[Route]) -> None:
        """Make an alias; the same again is no error, and with other routes a conflict."""

    def update_state_machine_alias(self, arn: str, name: str, routes: Sequence[Route]) -> float:
        """Lead an alias elsewhere, and return AWS's time of that, in seconds since the epoch."""

    def list_executions(self, arn: str, number: int) -> Iterator[Execution]:
        """The executions of a version, the last started first, page after page."""

    def describe_alarms(self, names: Sequence[str]) -> Mapping[str, str]:
        """The states of CloudWatch alarms, ``OK``, ``ALARM`` or ``INSUFFICIENT_DATA``, by name."""
