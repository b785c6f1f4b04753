"""The calls that a machine makes in its role's name, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.iam.evaluation.conditions import Context
from sfn_dsl.iam.evaluation.evaluate import Call
from sfn_dsl.iam.requirements.model import Permission, Requirements

_EQUALITIES = frozenset({"stringequals", "stringlike", "arnequals", "arnlike", "bool"})


@attrs.frozen
class Identity:
    """Who makes the calls: a machine, by its ARN, with a role, by its ARN.

    The name of a machine that has none yet is ``*``; the role is ``""`` while its documents are
    all there is of it. ``now`` is for conditions on the time, which are unknown without it.
    """

    machine: str
    role: str = ""
    now: datetime | None = None

    @property
    def account(self) -> str:
        """The account of the machine."""
        return read_arn(self.machine).account

    @property
    def region(self) -> str:
        """The region of the machine."""
        return read_arn(self.machine).region


@attrs.frozen
class Asked:
    """A permission on one of its resources, and the call that stands for it."""

    permission: Permission
    call: Call


def asked(requirements: Requirements, identity: Identity) -> tuple[Asked, ...]:
    """What a role is asked for: each permission, on each of its resources."""
    return tuple(
        Asked(
            permission, Call(permission.action, resource, _context(permission, resource, identity))
        )
        for permission in requirements.permissions
        for resource in permission.resources
    )


def assuming(identity: Identity) -> Context:
    """What is known when Step Functions assumes the role for the machine."""
    known = {"aws:SourceArn": (identity.machine,), "aws:SourceAccount": (identity.account,)}
    return Context({**known, **_time(identity)}, absent=frozenset({"sts:ExternalId"}))


def _context(permission: Permission, resource: str, identity: Identity) -> Context:
    known = {
        "aws:PrincipalAccount": identity.account,
        "aws:PrincipalArn": identity.role,
        "aws:PrincipalType": "AssumedRole" if identity.role else "",
        "aws:SecureTransport": "true",
        "aws:RequestedRegion": _plain(read_arn(resource).region),
        "aws:ResourceAccount": _plain(read_arn(resource).account),
        **dict(_given(permission)),
    }
    given = {key: (value,) for key, value in known.items() if value}
    return Context({**given, **_time(identity)})


def _given(permission: Permission) -> Iterator[tuple[str, str]]:
    """The context keys whose values the permission itself names: it is asked for with these."""
    for operator, keys in permission.conditions.items():
        if operator.lower() in _EQUALITIES:
            yield from ((key, value) for key, value in keys.items() if isinstance(value, str))


def _time(identity: Identity) -> dict[str, tuple[str, ...]]:
    if identity.now is None:
        return {}
    now = identity.now.astimezone(UTC)
    return {"aws:CurrentTime": (now.isoformat(),), "aws:EpochTime": (str(int(now.timestamp())),)}


def _plain(text: str) -> str:
    return "" if "*" in text else text
