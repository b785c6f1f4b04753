"""State machines, versions and aliases as they are kept in the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from sfn_dsl.definition import MachineType
from sfn_dsl.local.stepfunctions.database import Database

ACTIVE: Final = "ACTIVE"
DELETING: Final = "DELETING"
INITIAL: Final = "INITIAL"
"""How the revision is called that a machine has until its first update."""

_MACHINE: Final = "machine"
_VERSION: Final = "version"
_ALIAS: Final = "alias"
# Definitions are long, and lists do without them.
_DEFINITION: Final = "definition"


@attrs.frozen(kw_only=True)
class Machine:
    """A state machine; ``revision`` is None until its first update, ``latest`` its last version.

    ``published`` is what its creation said of a version: whether to publish one, described how.
    """

    arn: str
    name: str
    type: MachineType
    role: str
    settings: Mapping[str, Any]
    created: float
    updated: float
    status: str = ACTIVE
    revision: str | None = None
    latest: int = 0
    published: tuple[bool, str | None] = (False, None)


@attrs.frozen(kw_only=True)
class Version:
    """A version, which keeps what its machine was when it was published."""

    machine: str
    number: int
    role: str
    settings: Mapping[str, Any]
    created: float
    revision: str | None = None
    description: str | None = None

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"{self.machine}:{self.number}"


@attrs.frozen(kw_only=True)
class Alias:
    """An alias; ``routes`` are versions by their ARNs, each with its weight."""

    machine: str
    name: str
    routes: tuple[tuple[str, int], ...]
    created: float
    updated: float
    description: str | None = None

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"{self.machine}:{self.name}"


class Store:
    """Reads and writes them; whoever changes several opens the transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def machine(self, arn: str) -> Machine | None:
        """A state machine."""
        found = self.database.get(_MACHINE, arn)
        return None if found is None else _machine(found)

    def machines(self, prefix: str) -> list[str]:
        """The ARNs of state machines that begin with a prefix, by their names."""
        return self.database.keys(_MACHINE, prefix)

    def number_of_machines(self, prefix: str) -> int:
        """How many state machines there are whose ARNs begin with a prefix."""
        return self.database.count(_MACHINE, prefix)

    def definition(self, arn: str) -> str:
        """The text of a definition, of a machine or a version."""
        found = self.database.get(_DEFINITION, arn)
        return "" if found is None else str(found["text"])

    def put_machine(self, machine: Machine, definition: str | None = None) -> None:
        """Write a machine, and its definition if that is another."""
        self.database.put(_MACHINE, machine.arn, attrs.asdict(machine))
        if definition is not None:
            self.database.put(_DEFINITION, machine.arn, {"text": definition})

    def version(self, machine: str, number: int) -> Version | None:
        """A version of a machine."""
        found = self.database.get(_VERSION, f"{machine}:{number}")
        return None if found is None else Version(**found)

    def versions(self, machine: str) -> list[Version]:
        """The versions of a machine, the newest first."""
        found = [Version(**each) for _, each in self.database.find(_VERSION, f"{machine}:")]
        return sorted(found, key=lambda version: -version.number)

    def put_version(self, version: Version, definition: str) -> None:
        """Write a version."""
        self.database.put(_VERSION, version.arn, attrs.asdict(version))
        self.database.put(_DEFINITION, version.arn, {"text": definition})

    def delete_version(self, arn: str) -> None:
        """Remove a version, if it is there."""
        self.database.delete(_VERSION, arn)
        self.database.delete(_DEFINITION, arn)

    def alias(self, arn: str) -> Alias | None:
        """An alias by its ARN."""
        found = self.database.get(_ALIAS, arn)
        return None if found is None else _alias(found)

    def aliases(self, machine: str) -> list[Alias]:
        """The aliases of a machine, the newest first."""
        found = [_alias(each) for _, each in self.database.find(_ALIAS, f"{machine}:")]
        return sorted(found, key=lambda alias: -alias.created)

    def put_alias(self, alias: Alias) -> None:
        """Write an alias."""
        self.database.put(_ALIAS, alias.arn, attrs.asdict(alias))

    def delete_alias(self, arn: str) -> None:
        """Remove an alias, if it is there."""
        self.database.delete(_ALIAS, arn)

    def delete_machine(self, arn: str) -> None:
        """Remove a machine, with its versions and aliases."""
        for version in self.versions(arn):
            self.delete_version(version.arn)
        for alias in self.aliases(arn):
            self.delete_alias(alias.arn)
        self.database.delete(_MACHINE, arn)
        self.database.delete(_DEFINITION, arn)


def _machine(found: Mapping[str, Any]) -> Machine:
    publishes, description = found["published"]
    return Machine(**{**found, "published": (bool(publishes), cast("str | None", description))})


def _alias(found: Mapping[str, Any]) -> Alias:
    return Alias(**{**found, "routes": tuple((arn, weight) for arn, weight in found["routes"])})
