"""Versions and aliases as the model of AWS holds them.

It keeps to what is known of Step Functions: a revision is published once and its number is never
used again, a stale revision id is a conflict, weights come to 100, an alias is made again only as
it is, and a version that an alias points at stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import attrs

from sfn_dsl.aws.api import Alias, Execution, Machine, RefusalError, Route, Version


@attrs.define(kw_only=True)
class ModelOfVersions:
    """The part of the model that is about versions.

    ``clock`` is AWS's own. ``version_lag`` is for how many looks at versions and aliases what was
    before a change is still told. ``runs`` are the executions of a version, by its number, and
    ``on_update`` is called with the routes whenever an alias is pointed elsewhere.
    """

    clock: Any = lambda: 0.0
    published: dict[str, dict[int, Machine]] = attrs.Factory(dict)
    numbers: dict[str, int] = attrs.Factory(dict)
    aliases: dict[str, dict[str, Alias]] = attrs.Factory(dict)
    alarms: dict[str, str] = attrs.Factory(dict)
    runs: dict[int, list[Execution]] = attrs.Factory(dict)
    on_update: Any = lambda _: None
    version_lag: int = 0
    _outdated: dict[str, list[Any]] = attrs.Factory(dict)

    machines: dict[str, Machine] = attrs.Factory(dict)

    def _call(self, name: str, operation: str) -> AbstractContextManager[None]:
        raise NotImplementedError

    def version(self, arn: str) -> Machine | None:
        """The version of an ARN with a number at its end."""
        machine, _, number = arn.rpartition(":")
        return self.published.get(machine, {}).get(int(number)) if number.isdigit() else None

    def forget_versions(self, arn: str) -> None:
        self.published.pop(arn, None)
        self.aliases.pop(arn, None)
        self.numbers.pop(arn, None)

    def routes(self, arn: str, name: str = "live") -> tuple[Route, ...]:
        """Where an alias points, as seen from outside."""
        return self.aliases[arn][name].routes

    def publish_state_machine_version(
        self, arn: str, *, revision: str, description: str | None
    ) -> int:
        with self._call("publish_state_machine_version", "PublishStateMachineVersion"):
            machine = self.machines[arn]
            if revision != (machine.revision or "INITIAL"):
                raise RefusalError(
                    "PublishStateMachineVersion", "ConflictException", "the revision is another"
                )
            versions = self.published.setdefault(arn, {})
            for number, version in versions.items():
                if version.revision == machine.revision:
                    return number
            number = self.numbers.get(arn, 0) + 1
            self.numbers[arn] = number
            self._outdate(arn, sorted(versions, reverse=True))
            named = attrs.evolve(machine, arn=f"{arn}:{number}", description=description)
            versions[number] = named
            return number

    def list_state_machine_versions(self, arn: str) -> Iterator[Version]:
        with self._call("list_state_machine_versions", "ListStateMachineVersions"):
            numbers = self._told(arn, sorted(self.published.get(arn, {}), reverse=True))
        yield from (Version(number, float(number)) for number in numbers)

    def delete_state_machine_version(self, arn: str, number: int) -> None:
        with self._call("delete_state_machine_version", "DeleteStateMachineVersion"):
            aliases = self.aliases.get(arn, {}).values()
            if any(route.version == number for alias in aliases for route in alias.routes):
                said = "Version to be deleted must not be referenced by an alias"
                raise RefusalError("DeleteStateMachineVersion", "ConflictException", said)
            self._outdate(arn, sorted(self.published.get(arn, {}), reverse=True))
            self.published.get(arn, {}).pop(number, None)

    def list_state_machine_aliases(self, arn: str) -> Iterator[str]:
        with self._call("list_state_machine_aliases", "ListStateMachineAliases"):
            names = sorted(self.aliases.get(arn, {}))
        yield from names

    def describe_state_machine_alias(self, arn: str, name: str) -> Alias | None:
        with self._call("describe_state_machine_alias", "DescribeStateMachineAlias"):
            told: Alias | None = self._told(f"{arn}:{name}", self.aliases.get(arn, {}).get(name))
            return told

    def create_state_machine_alias(
        self, arn: str, name: str, routes: Sequence[Route], *, description: str = ""
    ) -> None:
        with self._call("create_state_machine_alias", "CreateStateMachineAlias"):
            made = self._alias(arn, name, routes, description)
            self._outdate(f"{arn}:{name}", self.aliases.get(arn, {}).get(name))
            held = self.aliases.setdefault(arn, {}).setdefault(name, made)
            if held != made:
                said = "an alias of that name leads elsewhere"
                raise RefusalError("CreateStateMachineAlias", "ConflictException", said)

    def update_state_machine_alias(
        self, arn: str, name: str, routes: Sequence[Route], *, description: str | None = None
    ) -> float:
        with self._call("update_state_machine_alias", "UpdateStateMachineAlias"):
            held = self.aliases[arn][name]
            self._outdate(f"{arn}:{name}", held)
            told = held.description if description is None else description
            self.aliases[arn][name] = self._alias(arn, name, routes, told)
            self.on_update(self.aliases[arn][name].routes)
            return float(self.clock())

    def list_executions(self, arn: str, number: int) -> Iterator[Execution]:
        with self._call("list_executions", "ListExecutions"):
            found = self.runs.get(number, [])
        yield from sorted(found, key=lambda each: each.started, reverse=True)

    def describe_alarms(self, names: Sequence[str]) -> Mapping[str, str]:
        with self._call("describe_alarms", "DescribeAlarms"):
            return {name: self.alarms[name] for name in names if name in self.alarms}

    def _outdate(self, of: str, before: Any) -> None:
        self._outdated[of] = [before] * self.version_lag

    def _told(self, of: str, now: Any) -> Any:
        """What AWS tells: for a while what was before, then what is."""
        outdated = self._outdated.get(of)
        return outdated.pop(0) if outdated else now

    def _alias(self, arn: str, name: str, routes: Sequence[Route], description: str) -> Alias:
        assert len(description) <= 256
        assert 1 <= len(routes) <= 2
        assert sum(route.weight for route in routes) == 100
        assert {route.version for route in routes} <= self.published[arn].keys()
        return Alias(name, tuple(sorted(route for route in routes if route.weight)), description)
