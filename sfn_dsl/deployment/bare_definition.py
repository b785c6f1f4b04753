"""A definition that nobody made a workflow of, with what AWS needs beside it."""

from __future__ import annotations

import attrs

from sfn_dsl.aws.api import MachineType
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.origin import Position

_SETTINGS = frozenset(("logging", "tracing", "encryption"))


@attrs.frozen
class NamedDefinition:
    """A definition, and the name and the role it is deployed with.

    It says nothing of logging, tracing, encryption and tags, so those that AWS holds stay, and so
    does the type where nothing says it; a new machine is then a standard one.
    """

    definition: Definition
    name: str
    role: str
    type: MachineType | None = None

    def desired(self) -> Desired:
        """What AWS should hold; the type may also be said by the template it comes from."""
        said = self.type or self.definition.machine_type
        return Desired(
            self.name,
            attrs.evolve(self.definition, machine_type=said),
            self.role,
            said or "STANDARD",
            position=Position(self.definition.source.name, 1, 1),
            unsaid=_SETTINGS if said else _SETTINGS | {"type"},
        )
