"""The rows of the table of permissions, as one task needs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from sfn_dsl.iam.machine import Machine
from sfn_dsl.iam.requirements.model import Permission
from sfn_dsl.iam.requirements.payload import Payload
from sfn_dsl.iam.requirements.resources import Resource, filled_condition, resources
from sfn_dsl.language.permissions import ALL, SYNC, Grant


def granted(
    rows: Iterable[Grant], payload: Payload, machine: Machine, pointer: str, wait: str = ""
) -> Iterator[Permission]:
    """What a task needs, by its rows; ``wait`` is the pattern that it waits by."""
    for row in rows:
        if applies(row, payload, wait):
            yield from permissions(row, payload, machine, pointer)


def applies(row: Grant, payload: Payload, wait: str) -> bool:
    """Tell whether a task needs what a row says."""
    if row.wait == SYNC and not wait.startswith(SYNC):
        return False
    if not row.when:
        return True
    parameter, is_compared, value = row.when.partition("!=")
    if not is_compared:
        return payload.has(parameter)
    found = [text for shown in payload.find(parameter) for text in shown.texts]
    return any(text != value for text in found)


def permissions(
    row: Grant, payload: Payload, machine: Machine, pointer: str
) -> Iterator[Permission]:
    """One row's permissions: one for each action, and for each reason why one is wide."""
    found = [one for template in row.resources for one in _resources(template, payload, machine)]
    condition, why = filled_condition(row.condition, payload)
    for widened in dict.fromkeys(one.widened for one in found):
        narrow = tuple(dict.fromkeys(one.arn for one in found if one.widened == widened))
        for action in row.actions:
            unseen = row.unseen if any("*" in resource for resource in narrow) else ""
            reason = widened or unseen or why
            yield Permission(action, narrow, (pointer,), reason, condition)


def _resources(template: str, payload: Payload, machine: Machine) -> tuple[Resource, ...]:
    return (Resource(ALL),) if template == ALL else resources(template, payload, machine)


def merged(found: Iterable[Permission]) -> tuple[Permission, ...]:
    """The permissions with equal ones made one, which names all the parts that need it."""
    kept: dict[tuple[object, ...], Permission] = {}
    for one in found:
        key = (one.action, one.resources, one.widened, repr(one.conditions))
        if key in kept:
            pointers = tuple(dict.fromkeys((*kept[key].pointers, *one.pointers)))
            one = attrs.evolve(one, pointers=pointers)
        kept[key] = one
    return tuple(kept.values())
