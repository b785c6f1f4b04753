"""The permissions that a new definition needs of its role, and those that it needs no more."""

from __future__ import annotations

import json
from collections.abc import Iterator

import attrs

from sfn_dsl.iam.requirements.model import Permission, Requirements


@attrs.frozen(order=True)
class Grant:
    """An action on one resource, under a condition as JSON text, "" for none."""

    action: str
    resource: str
    condition: str = ""

    def __str__(self) -> str:
        told = f" if {self.condition}" if self.condition else ""
        return f"{self.action} on {self.resource}{told}"


@attrs.frozen
class GrantChanges:
    """The grants that only the new definition needs, and those that only the old one needed."""

    gained: tuple[Grant, ...] = ()
    lost: tuple[Grant, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost)


def grants_of(permissions: tuple[Permission, ...]) -> list[Grant]:
    """Permissions as grants of one resource each, in order and each once."""
    return sorted({grant for one in permissions for grant in _grants(one)})


def grant_changes(old: Requirements, new: Requirements) -> GrantChanges:
    """What becomes of the permissions between two definitions."""
    before, after = grants_of(old.permissions), grants_of(new.permissions)
    gained = tuple(grant for grant in after if grant not in set(before))
    return GrantChanges(gained, tuple(grant for grant in before if grant not in set(after)))


def _grants(permission: Permission) -> Iterator[Grant]:
    condition = ""
    if permission.conditions:
        given = {key: dict(value) for key, value in permission.conditions.items()}
        condition = json.dumps(given, sort_keys=True, ensure_ascii=False)
    for resource in permission.resources:
        yield Grant(permission.action, resource, condition)
