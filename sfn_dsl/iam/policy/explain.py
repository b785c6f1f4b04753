"""A policy explained: which state needs what, what is wider than necessary, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import place
from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.iam.policy.document import policy, size, size_warning
from sfn_dsl.iam.requirements.model import Permission, Requirements
from sfn_dsl.language.permissions import ALL


def as_json(requirements: Requirements) -> dict[str, Any]:
    """The policy, its size, and each permission with the states that need it, as JSON."""
    document = policy(requirements)
    return {
        "policy": document,
        "characters": size(document),
        "permissions": [_permission(one) for one in requirements.permissions],
        "delegated": [
            {"role": one.role, **_permission(one.permission)} for one in requirements.delegated
        ],
        "unknown": [{"pointer": one.pointer, "reason": one.reason} for one in requirements.unknown],
        "notes": [{"pointer": one.pointer, "reason": one.reason} for one in requirements.notes],
    }


def as_text(requirements: Requirements, definition: Definition) -> Iterator[str]:
    """The same as lines of text, in the order of the states."""
    yield from _needs(requirements)
    if requirements == Requirements():
        yield "no permissions are needed"
    for role, action, resources in dict.fromkeys(
        (one.role, one.permission.action, one.permission.resources)
        for one in requirements.delegated
    ):
        on = f"{action} on {', '.join(resources)}"
        yield f"note: the role '{role}', which a task assumes, must allow {on}"
    for pointer, why, what in _widened(requirements):
        yield f"{_where(definition, pointer)}note: {what}: {why}"
    yield from _how_to_set(requirements)
    for note in requirements.notes:
        yield f"{_where(definition, note.pointer)}note: {note.reason}"
    names = (name for one in requirements.permissions for name in _placeholders(one))
    placeholders = ", ".join(f"'{name}'" for name in dict.fromkeys(names))
    if placeholders:
        yield f"note: replace placeholders in the policy as in the definition: {placeholders}"
    yield from warnings(requirements, definition)


def _how_to_set(requirements: Requirements) -> Iterator[str]:
    """How to narrow what is wide, with an example to copy."""
    wide = (
        resource
        for one in requirements.permissions
        if one.widened
        for resource in one.resources
        if resource != ALL and "*" in resource
    )
    for resource in wide:
        yield (
            "note: narrow a resource that these notes name with --set RESOURCE=ARN, as in --set "
            f"'{resource}=ARN'"
        )
        break
    yield from _how_to_set_one(requirements)


def _how_to_set_one(requirements: Requirements) -> Iterator[str]:
    """How to narrow the resource of one state that another state has too."""
    states: dict[str, list[str]] = {}
    for one in requirements.permissions:
        for resource in one.resources if one.widened and one.pointers else ():
            states.setdefault(resource, []).extend(place(each).state for each in one.pointers)
    for resource, found in states.items():
        state = found[0]
        if resource != ALL and len(set(found)) > 1:
            yield (
                "note: several states have the same resource; that of one state is STATE/RESOURCE: "
                f"--set '{state}/{resource}=ARN'"
            )
            return


def warnings(requirements: Requirements, definition: Definition) -> Iterator[str]:
    """Why the policy is incomplete, or too large for IAM."""
    for unknown in requirements.unknown:
        where = _where(definition, unknown.pointer)
        yield f"{where}unknown: {unknown.reason}  [{unknown.pointer}]"
    warning = size_warning(policy(requirements))
    if warning:
        yield f"warning: {warning}"


def _placeholders(one: Permission) -> list[str]:
    return PLACEHOLDER.findall(" ".join(one.resources))


def _needs(requirements: Requirements) -> Iterator[str]:
    """What each state needs, and the machine as a whole."""
    found: dict[str, list[str]] = {}
    for one in requirements.permissions:
        for pointer in one.pointers or ("",):
            found.setdefault(_named(pointer), []).append(one.action)
    for name, actions in found.items():
        yield f"{name} needs {', '.join(dict.fromkeys(actions))}"


def _named(pointer: str) -> str:
    """A part of a definition in words, by its innermost state."""
    if not pointer:
        return "the machine"
    found = place(pointer)
    return f"the {found.inside[0]} of '{found.state}'" if found.inside else f"'{found.state}'"


def _widened(requirements: Requirements) -> Iterator[tuple[str, str, str]]:
    """What is wider than necessary: where, why, and the actions on their resources."""
    found: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
    for one in requirements.permissions:
        if one.widened:
            where = (one.pointers[0] if one.pointers else "", one.widened)
            found.setdefault(where, {}).setdefault(one.resources, []).append(one.action)
    for (pointer, why), wide in found.items():
        granted = (f"{', '.join(names)} on {', '.join(on)}" for on, names in wide.items())
        yield pointer, why, "; ".join(granted)


def _where(definition: Definition, pointer: str) -> str:
    position = definition.source.locate(pointer)
    return f"{position}: " if position else ""


def _permission(one: Permission) -> dict[str, Any]:
    found: dict[str, Any] = {
        "action": one.action,
        "resources": list(one.resources),
        "pointers": list(one.pointers),
    }
    if one.conditions:
        found["conditions"] = {key: dict(value) for key, value in one.conditions.items()}
    if one.widened:
        found["widened"] = one.widened
    return found
