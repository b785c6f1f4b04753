"""What a Map asks of the role: its items, its results, and the executions that it is spread over.

ASL reference, sections 3.8 and 8.7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from sfn_dsl.iam.arns import segments
from sfn_dsl.iam.machine import NO_NAME, Machine
from sfn_dsl.iam.requirements.grants import granted
from sfn_dsl.iam.requirements.model import Found, Permission, Unknown
from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.iam.requirements.states import StateInDefinition
from sfn_dsl.language.integrations import Action
from sfn_dsl.language.permissions import CHILD_EXECUTIONS
from sfn_dsl.language.services.s3 import ITEM_READERS, MANIFEST, RESULT_WRITERS

_NO_LABEL: Final = "a Map without a Label is given one when it runs"


def of_map(place: StateInDefinition, machine: Machine) -> Iterator[Found]:
    """What a Map needs beside what the states in it need."""
    yield from _of_part("ItemReader", _reading(place), place, machine)
    yield from _of_part("ResultWriter", RESULT_WRITERS, place, machine)
    if is_distributed(place):
        yield from _of_children(place, machine)


def is_distributed(place: StateInDefinition) -> bool:
    """Tell whether a Map runs its items in child executions."""
    return place.text("ItemProcessor", "ProcessorConfig", "Mode") == "DISTRIBUTED"


def label(place: StateInDefinition) -> str:
    """What a Map's child executions are called after; ``*`` where that is made up when it runs."""
    return place.text("Label") or "*"


def _reading(place: StateInDefinition) -> Mapping[str, Action]:
    if place.part("ItemReader", "ReaderConfig", "InputType") == "MANIFEST":
        return {
            key: row._replace(permissions=(*row.permissions, MANIFEST))
            for key, row in ITEM_READERS.items()
        }
    return ITEM_READERS


def _of_part(
    field: str,
    rows: Mapping[str, Action],
    place: StateInDefinition,
    machine: Machine,
) -> Iterator[Found]:
    text = place.text(field, "Resource")
    if text is None:
        # A writer that names no resource only shapes what the state gives.
        return
    called = segments(text)[-1]
    if called in rows:
        yield from granted(rows[called].permissions, place.payload(field), machine, place.at(field))
    else:
        yield Unknown(
            place.at(field),
            f"'{text}' is no resource that the {field} of a Map can have; write one that ends in "
            f"{' or '.join(map(repr, rows))}",
        )


def _of_children(place: StateInDefinition, machine: Machine) -> Iterator[Permission]:
    names = {"Machine": machine.name or "*", "Label": label(place)}
    payload = Payload(names, place.name)
    pointer = place.at("ItemProcessor")
    for one in granted(CHILD_EXECUTIONS, payload, machine, pointer):
        widened = one.widened and (_NO_LABEL if machine.name else NO_NAME)
        yield attrs.evolve(one, widened=widened)
