"""Narrowing what a definition leaves open, by what its author knows.

A resource that is wider than necessary is set by the text that the policy has for it, and a
placeholder by itself. Nothing else changes: no action is added or removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import place
from sfn_dsl.expressions.placeholders import (
    PLACEHOLDER,
    PLACEHOLDER_ACCOUNT,
    filled_in,
    placeholders_in,
)
from sfn_dsl.iam.requirements.model import (
    Delegated,
    Machine,
    Permission,
    Requirement,
    Requirements,
)
from sfn_dsl.language.permissions import ALL
from sfn_dsl.model.resources import split_resource

Narrowings = Mapping[str, tuple[str, ...]]
"""The ARNs that each RESOURCE stands for."""


def with_placeholders(definition: Definition, machine: Machine) -> Definition:
    """The definition with the placeholders filled in that are set to an ARN."""
    values = {
        resource[2:-1]: _filled(arns[0], machine)
        for resource, arns in machine.resources.items()
        if PLACEHOLDER.fullmatch(resource)
    }
    if not values:
        return definition
    document: Any = filled_in(definition.document, values)
    return attrs.evolve(definition, document=document)


def narrowed(found: Iterable[Requirement], machine: Machine) -> Iterator[Requirement]:
    """The requirements with the ARNs that resources are set to."""
    settings = [
        (*split_resource(_filled(resource, machine)), tuple(_filled(arn, machine) for arn in arns))
        for resource, arns in machine.resources.items()
    ]
    for one in found:
        if isinstance(one, Permission):
            yield _narrowed(one, settings)
        elif isinstance(one, Delegated):
            yield attrs.evolve(one, permission=_narrowed(one.permission, settings))
        else:
            yield one


def _narrowed(one: Permission, settings: Iterable[tuple[str, str, tuple[str, ...]]]) -> Permission:
    if not one.widened:
        return one
    states = {place(pointer).state for pointer in one.pointers}
    left = list(one.resources)
    given: list[str] = []
    for state, pattern, arns in settings:
        if pattern in left and (not state or state in states):
            left.remove(pattern)
            given += arns
    if not given:
        return one
    return attrs.evolve(
        one, resources=tuple(dict.fromkeys((*left, *given))), widened=one.widened if left else ""
    )


def settable(requirements: Requirements, definition: Definition) -> tuple[str, ...]:
    """Each RESOURCE that can be set: what the policy widens, and placeholders."""
    permissions = [*requirements.permissions, *(one.permission for one in requirements.delegated)]
    wide = [
        resource
        for one in permissions
        if one.widened
        for resource in one.resources
        if resource != ALL
    ]
    names = (f"${{{name}}}" for name in placeholders_in(definition.document))
    return tuple(dict.fromkeys((*wide, *names)))


def pattern_of(resource: str, machine: Machine) -> str:
    """The resource in the policy that a RESOURCE means."""
    return split_resource(_filled(resource, machine))[1]


def _filled(text: str, machine: Machine) -> str:
    return machine.filled(text).replace(PLACEHOLDER_ACCOUNT, machine.account)
