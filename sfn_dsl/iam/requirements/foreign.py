"""Resources of other accounts, where a policy of that account decides as well.

The role alone does not suffice there: a topic, a queue, a function or a key of another account also
needs a policy of its own that lets the role in. (IAM user guide, "Cross-account policy evaluation
logic".)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sfn_dsl.arns import read_arn
from sfn_dsl.iam.requirements.model import Delegated, Machine, Note, Permission, Requirement
from sfn_dsl.language.permissions import ASSUME_ROLE

_ACCOUNT: Final = re.compile(r"\d{12}")


def foreign_resources(found: Iterable[Requirement], machine: Machine) -> Iterator[Note]:
    """A note for each resource of another account than that of the role that makes the call."""
    calls = list(_calls(found, machine))
    named = {_owner(arn) for one, _ in calls for arn in one.resources} - {""}
    for one, account in calls:
        # Without an account of the role, only several accounts show that some are foreign.
        is_known = _ACCOUNT.fullmatch(account) is not None or len(named) > 1
        owners = {_owner(arn): arn for arn in reversed(one.resources) if is_known}
        for owner, arn in owners.items():
            if owner and owner != account:
                yield Note(one.pointers[0] if one.pointers else "", _reason(one, arn, owner))


def _calls(found: Iterable[Requirement], machine: Machine) -> Iterator[tuple[Permission, str]]:
    """The permissions, with the account of the role that needs them."""
    for one in found:
        if isinstance(one, Permission):
            yield one, machine.account
        elif isinstance(one, Delegated):
            yield one.permission, read_arn(one.role).account


def _owner(arn: str) -> str:
    account = read_arn(arn).account
    return account if _ACCOUNT.fullmatch(account) else ""


def _reason(one: Permission, arn: str, owner: str) -> str:
    if one.action == ASSUME_ROLE:
        return f"'{arn}' is a role of account {owner}, where its trust policy must let this role in"
    return (
        f"{one.action} on '{arn}' is also decided by account {owner}, which it belongs to: its own "
        "policy there must allow this role; if it cannot have one, assume a role of that account"
    )
