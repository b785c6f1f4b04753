"""From a definition to what it asks of the machine's role.

Each task asks for what its integration needs, a Map for its items, its results and its child
executions, and the machine for logs, traces and its key. What a definition does not show is widened
and says so, and what nobody can know is named as unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.definition import Definition
from sfn_dsl.iam.machine import Machine
from sfn_dsl.iam.requirements.grants import merged
from sfn_dsl.iam.requirements.maps import is_distributed, label, of_map
from sfn_dsl.iam.requirements.model import Delegated, Found, Permission, Requirements, Unknown
from sfn_dsl.iam.requirements.settings import of_settings
from sfn_dsl.iam.requirements.states import StateInDefinition, places
from sfn_dsl.iam.requirements.tasks import of_task


def derive(definition: Definition, machine: Machine | None = None) -> Requirements:
    """What a definition asks of the role of a machine, the placeholder one unless given.

    Whatever the document holds, nothing is raised: what cannot be read is unknown.
    """
    machine = Machine() if machine is None else machine
    states = list(places(definition))
    found = [one for place in states for one in _of_state(place, machine)]
    labels = [label(place) for place in states if is_distributed(place)]
    found += of_settings(machine, labels)
    return Requirements(
        merged(one for one in found if isinstance(one, Permission)),
        tuple(dict.fromkeys(one for one in found if isinstance(one, Unknown))),
        tuple(one for one in found if isinstance(one, Delegated)),
    )


def _of_state(place: StateInDefinition, machine: Machine) -> Iterator[Found]:
    kind = place.state.get("Type")
    if kind == "Task":
        yield from of_task(place, machine)
    elif kind == "Map":
        yield from of_map(place, machine)
