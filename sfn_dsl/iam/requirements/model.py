"""What a definition asks of the role it runs with, as values."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

Conditions = Mapping[str, Mapping[str, str]]
"""An IAM condition block: operator → context key → value."""


@attrs.frozen
class Permission:
    """One action on some resources.

    ``resources`` are ARNs, with ``*`` where the definition shows no more; ``widened`` then says
    why, and is empty where they are as narrow as the action allows. ``pointers`` name the parts of
    the definition that need it; there are none for what the machine as a whole needs.
    """

    action: str
    resources: tuple[str, ...]
    pointers: tuple[str, ...] = ()
    widened: str = ""
    conditions: Conditions = attrs.field(factory=dict)


@attrs.frozen
class Unknown:
    """A part of the definition whose permissions are not known, and why."""

    pointer: str
    reason: str


@attrs.frozen
class Delegated:
    """What a task needs of the role that it assumes in place of the machine's own."""

    role: str
    permission: Permission


Found = Permission | Unknown | Delegated
"""What one part of a definition gives."""


@attrs.frozen
class Requirements:
    """Everything that the role must allow, and what nobody can say.

    ``delegated`` is needed of other roles, which tasks with ``Credentials`` assume.
    """

    permissions: tuple[Permission, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    delegated: tuple[Delegated, ...] = ()
