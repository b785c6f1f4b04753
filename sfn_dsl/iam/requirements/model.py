"""What is required of the role that a definition runs with, as values."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT

Conditions = Mapping[str, Mapping[str, str]]
"""An IAM condition block: operator → context key → value."""


@attrs.frozen(repr=False)
class Permission:
    """One action on some resources.

    ``resources`` are ARNs, with ``*`` for what the definition leaves open; ``widened`` is the
    reason, empty if they are as narrow as the action allows. ``pointers`` are the JSON pointers of
    the parts of the definition that need it; none if the machine as a whole needs it. ``only`` says
    in which case it is needed, as the end of a sentence, empty if always. Of each tuple in
    ``either``, one of the resources is needed, and it is not known which.
    """

    action: str
    resources: tuple[str, ...]
    pointers: tuple[str, ...] = ()
    widened: str = ""
    conditions: Conditions = attrs.field(factory=dict)
    only: str = ""
    either: tuple[tuple[str, ...], ...] = ()

    def __repr__(self) -> str:
        condition = " with conditions" if self.conditions else ""
        return f"Permission({self.action} on {', '.join(self.resources)}{condition})"


@attrs.frozen
class Unknown:
    """A part of the definition whose permissions cannot be determined, and why."""

    pointer: str
    reason: str


@attrs.frozen
class Note:
    """What decides whether a part of the definition works, besides the permissions of the role."""

    pointer: str
    reason: str


@attrs.frozen
class Delegated:
    """A permission that a task needs on the role that it assumes instead of the machine's."""

    role: str
    permission: Permission


Requirement = Permission | Unknown | Note | Delegated
"""What one part of a definition requires."""


@attrs.frozen(repr=False)
class Requirements:
    """The permissions that the role must have, and what cannot be determined.

    ``delegated`` is required of other roles, which tasks with ``Credentials`` assume. ``notes`` say
    what else decides: policies of other accounts, and what a service may do with the role's rights.
    """

    permissions: tuple[Permission, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    delegated: tuple[Delegated, ...] = ()
    notes: tuple[Note, ...] = ()

    def __repr__(self) -> str:
        actions = ", ".join(dict.fromkeys(one.action for one in self.permissions))
        parts = [actions] if actions else []
        parts += [f"{len(self.unknown)} unknown"] if self.unknown else []
        parts += [f"{len(self.delegated)} on other roles"] if self.delegated else []
        parts += [f"{len(self.notes)} noted"] if self.notes else []
        return f"Requirements({'; '.join(parts) or 'none'})"


@attrs.frozen(kw_only=True)
class Machine:
    """What the permissions of a role depend on besides the definition.

    ``account`` may be a placeholder, which is then in every resource. ``name`` is empty if it is
    not known, as for a bare definition. ``kms_key`` is the customer managed key that the machine is
    encrypted with, empty for a key that AWS owns. ``resources`` are the ARNs that its author knows
    of resources that the definition leaves open. ``home`` is the machine's own account where a task
    assumes a role of another one, which ``account`` then is.
    """

    account: str = PLACEHOLDER_ACCOUNT
    region: str = "us-east-1"
    partition: str = "aws"
    name: str = ""
    logging: bool = False
    tracing: bool = False
    kms_key: str = ""
    home: str = ""
    resources: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)

    def filled(self, template: str) -> str:
        """A resource template filled with the machine's partition, region, account and name."""
        return (
            template.replace("{partition}", self.partition)
            .replace("{region}", self.region)
            .replace("{account}", self.account)
            .replace("{home}", self.home or self.account)
            .replace("{machine}", self.name or "*")
        )
