"""Narrowing what a definition leaves open, by what its author knows.

A resource that is wider than necessary is set by the text that the policy has for it, and a
placeholder by itself. Nothing else changes: no action is added or removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.arns import resource_part
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

_QUERY: Final = "QueryString"
_ENDS: Final = (":*",)
_QUALIFIED: Final = 2

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
    names = {name: resource_part(arn).rpartition("/")[2] for name, arn in values.items()}
    document: Any = filled_in(_with_names(definition.document, names), values)
    return attrs.evolve(definition, document=document)


def _with_names(value: Any, names: Mapping[str, str]) -> Any:
    """A document with names in the place of placeholders in queries, which hold no ARNs."""
    if isinstance(value, list):
        return [_with_names(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: filled_in(each, names)
        if name.removesuffix(".$") == _QUERY and isinstance(each, str)
        else _with_names(each, names)
        for name, each in value.items()
    }


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
            # Versions, aliases and the like go with what they are of.
            for end in _ENDS:
                if pattern + end in left:
                    left.remove(pattern + end)
                    given += (arn + end for arn in arns if _is_unqualified(arn))
    if not given:
        return one
    return attrs.evolve(
        one, resources=tuple(dict.fromkeys((*left, *given))), widened=one.widened if left else ""
    )


def _is_unqualified(arn: str) -> bool:
    """Return whether an ARN is of a resource itself, and not of a version or an alias of it."""
    return resource_part(arn).count(":") < _QUALIFIED


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
