"""How a deployed machine differs from what it should be, part by part.

Definitions are compared by meaning, settings after AWS's defaults are filled in on both sides, so
what is deployed already in other words never makes a difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl.aws.api import Machine
from sfn_dsl.comparison import Changes, diff
from sfn_dsl.definition import Definition, Unlocated
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.model.settings import updatable


@attrs.frozen
class Difference:
    """One part of a machine that an update replaces, as it is and as it should be.

    Attributes:
        part: The name of a setting, or ``definition``.
        old: What is deployed, in AWS's form.
        new: What should be, in AWS's form.
    """

    part: str
    old: Any
    new: Any

    def __repr__(self) -> str:
        if self.part == "definition":
            return "Difference(definition)"
        return f"Difference({self.part}: {self.old!r} -> {self.new!r})"


def differences(desired: Desired, machine: Machine) -> tuple[Difference, ...]:
    """The parts of a machine, or of a version of one, that are not as they should be."""
    return changed_parts(desired, machine, diff(deployed_definition(machine), desired.definition))


def changed_parts(desired: Desired, machine: Machine, changes: Changes) -> tuple[Difference, ...]:
    """The same as `differences`, where it is known already how the definition changes."""
    deployed = deployed_definition(machine)
    definition = [Difference("definition", deployed, desired.definition)] if changes else []
    return (*definition, *_settings(desired, machine))


def deployed_definition(machine: Machine) -> Definition:
    """The definition of a machine; an empty one when its text is not a JSON object."""
    try:
        document = json.loads(machine.definition)
    except (ValueError, RecursionError):
        document = None
    return Definition(
        document if isinstance(document, dict) else {},
        Unlocated(machine.arn),
        "EXPRESS" if machine.type == "EXPRESS" else "STANDARD",
        machine.settings,
    )


def _settings(desired: Desired, machine: Machine) -> Iterator[Difference]:
    for setting in updatable():
        old, new = setting.of(machine), setting.of(desired)
        if setting.name not in desired.unmanaged and setting.differs(old, new):
            yield Difference(setting.name, setting.or_default(old), setting.or_default(new))
