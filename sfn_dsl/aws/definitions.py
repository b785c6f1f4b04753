"""A definition that nobody made a workflow of, with what AWS needs beside it."""

from __future__ import annotations

import attrs

from sfn_dsl.aws.api import MachineType
from sfn_dsl.aws.desired import Desired
from sfn_dsl.definition import Definition
from sfn_dsl.origin import Position

_SETTINGS = frozenset(("logging", "tracing", "encryption"))


@attrs.frozen
class NamedDefinition:
    """A definition, and the name and the role it is deployed with.

    It says nothing of logging, tracing, encryption and tags, so those that AWS holds stay, and so
    does the type when it is None; a new machine is then a standard one.
    """

    definition: Definition
    name: str
    role: str
    type: MachineType | None = None

    def desired(self) -> Desired:
        """What AWS should hold."""
        return Desired(
            self.name,
            self.definition,
            self.role,
            self.type or "STANDARD",
            position=Position(self.definition.source.name, 1, 1),
            unsaid=_SETTINGS if self.type else _SETTINGS | {"type"},
        )
