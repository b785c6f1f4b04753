"""The permissions that a definition requires of the state machine's role.

Each task requires what its integration needs; a Map requires access to its items, its results and
its child executions; the machine requires it for logs, traces and its encryption key. What the
definition leaves open is widened, with the reason, and what cannot be determined is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sfn_dsl.arns import is_arn, resource_part
from sfn_dsl.definition import Definition
from sfn_dsl.errors import SfnError
from sfn_dsl.iam.requirements.buckets import access_points, with_sessions
from sfn_dsl.iam.requirements.foreign import foreign_resources
from sfn_dsl.iam.requirements.hidden import hidden_parts
from sfn_dsl.iam.requirements.model import (
    Delegated,
    Machine,
    Note,
    Permission,
    Requirement,
    Requirements,
    Unknown,
)
from sfn_dsl.iam.requirements.narrow import narrowed, pattern_of, settable, with_placeholders
from sfn_dsl.iam.requirements.payload import StateInDefinition, states_in
from sfn_dsl.iam.requirements.references import resolved
from sfn_dsl.iam.requirements.tasks import is_distributed, map_label, of_map, of_task
from sfn_dsl.language.permissions import (
    KEY_ACTIONS,
    KEY_CONTEXT,
    LOG_KEY_CONTEXT,
    LOGGING,
    NO_NAME,
    TRACING,
)

_UNREAD: Final = {
    "logging": "what it needs is granted in case that it is on",
    "tracing": "what it needs is granted in case that it is on",
    "encryption": f"add {' and '.join(KEY_ACTIONS)} on its key if it has one",
}


def derive(definition: Definition, machine: Machine | None = None) -> Requirements:
    """The permissions that a definition requires, by default for a machine in YOUR_ACCOUNT.

    Nothing is raised, whatever the document contains: what cannot be read is unknown.
    """
    machine = Machine() if machine is None else machine
    definition = resolved(with_placeholders(definition, machine))
    states = list(states_in(definition))
    found = [one for place in states for one in _of_state(place, machine)]
    labels = [map_label(place) for place in states if is_distributed(place)]
    found += [*_of_settings(machine, labels), *hidden_parts(definition.document)]
    found = [*narrowed(with_sessions(found, machine), machine), *_unread_settings(definition)]
    found += [*foreign_resources(found, machine), *access_points(found)]
    return Requirements(
        _merged(one for one in found if isinstance(one, Permission)),
        tuple(dict.fromkeys(one for one in found if isinstance(one, Unknown))),
        tuple(one for one in found if isinstance(one, Delegated)),
        tuple(dict.fromkeys(one for one in found if isinstance(one, Note))),
    )


def require_known(resources: Iterable[str], definition: Definition, machine: Machine) -> None:
    """Raise SfnError for a resource that the policy of a definition does not leave open."""
    for resource in unused(resources, definition, machine):
        known = settable(derive(definition, machine), definition)
        listed = ", ".join(f"'{one}'" for one in known) or "none"
        raise SfnError(
            f"'{resource}' is not a resource that the policy leaves open; those are: {listed}"
        )


def unused(resources: Iterable[str], definition: Definition, machine: Machine) -> tuple[str, ...]:
    """Those of some resources that the policy of a definition does not leave open."""
    resources = tuple(resources)
    known = settable(derive(definition, machine), definition) if resources else ()
    return tuple(one for one in resources if pattern_of(one, machine) not in known)


def _of_state(place: StateInDefinition, machine: Machine) -> Iterator[Requirement]:
    kind = place.state.get("Type")
    if kind == "Task":
        yield from of_task(place, machine)
    elif kind == "Map":
        yield from of_map(place, machine)


def _unread_settings(definition: Definition) -> Iterator[Note]:
    """What the settings of a template may need that are known only when it is deployed."""
    for name in definition.template.unread if definition.template else ():
        if name in _UNREAD:
            yield Note(
                "", f"the template's {name} is known only when it is deployed; {_UNREAD[name]}"
            )


def _merged(found: Iterable[Permission]) -> tuple[Permission, ...]:
    """The permissions without duplicates; each names all parts of the definition that need it."""
    kept: dict[tuple[object, ...], Permission] = {}
    for one in found:
        key = (one.action, one.resources, one.widened, repr(one.conditions))
        if key in kept:
            pointers = tuple(dict.fromkeys((*kept[key].pointers, *one.pointers)))
            # What one part always needs is needed, whatever the others do.
            one = attrs.evolve(one, pointers=pointers, only=one.only and kept[key].only)
        kept[key] = one
    return tuple(kept.values())


def _of_settings(machine: Machine, labels: Iterable[str] = ()) -> Iterator[Permission]:
    """What the machine as a whole needs; ``labels`` are those of its distributed Maps."""
    settings = ((LOGGING, machine.logging), (TRACING, machine.tracing))
    for grant, is_enabled in settings:
        for action in grant.actions if is_enabled else ():
            yield Permission(action, grant.resources)
    if machine.kms_key:
        yield from _of_key(machine, labels)


def _of_key(machine: Machine, labels: Iterable[str]) -> Iterator[Permission]:
    key, widened = _key(machine)
    name = machine.filled("arn:{partition}:states:{region}:{account}:stateMachine:")
    name += machine.name or "*"
    why = widened or ("" if machine.name else NO_NAME)
    for context in (name, *(f"{name}/{label}" for label in dict.fromkeys(labels))):
        operator = "StringLike" if "*" in context else "StringEquals"
        for action in KEY_ACTIONS:
            condition = {operator: {KEY_CONTEXT: context}}
            yield Permission(action, (key,), (), why, condition)
    if machine.logging:
        logs = machine.filled("arn:{partition}:logs:{region}:{account}:*")
        condition = {"StringLike": {LOG_KEY_CONTEXT: logs}}
        yield Permission(KEY_ACTIONS[1], (key,), (), widened, condition)


def _key(machine: Machine) -> tuple[str, str]:
    """The key's ARN, and the reason if it stands for more than one key."""
    key = machine.kms_key
    if "alias/" in key:
        reason = f"the alias '{key}' does not say which key it is of; write the key's ARN"
        return machine.filled("arn:{partition}:kms:{region}:{account}:key/*"), reason
    if is_arn(key):
        return key, ""
    own = f"arn:{{partition}}:kms:{{region}}:{{account}}:key/{resource_part(key)}"
    return machine.filled(own), ""
