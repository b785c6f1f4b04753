"""The API calls that a state machine makes with its role, as the requests that IAM evaluates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.iam.evaluation.conditions import RequestContext
from sfn_dsl.iam.evaluation.evaluate import AccessRequest
from sfn_dsl.iam.requirements.actions import find_action
from sfn_dsl.iam.requirements.model import Permission, Requirements
from sfn_dsl.language.permissions import ALL

_EQUALITIES = frozenset({"stringequals", "stringlike", "arnequals", "arnlike", "bool"})


@attrs.frozen
class Identity:
    """Who makes the calls: a state machine and its role, both by ARN.

    A machine that is not named yet has the name ``*``; the role is ``""`` if only its documents are
    known. ``now`` is for conditions on the time, which are unknown without it.
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
class RequiredAccess:
    """A permission on one of its resources, and the request that needs it."""

    permission: Permission
    request: AccessRequest

    @property
    def narrowed(self) -> Permission:
        """The permission on this resource alone."""
        return attrs.evolve(self.permission, resources=(self.request.resource,))


def required_access(requirements: Requirements, identity: Identity) -> tuple[RequiredAccess, ...]:
    """What a role must allow: each permission on each of its resources."""
    return tuple(
        RequiredAccess(
            permission,
            AccessRequest(
                permission.action,
                resource,
                _context(permission, resource, identity),
                is_of_no_resource=_is_of_no_resource(permission, resource),
            ),
        )
        for permission in requirements.permissions
        for resource in permission.resources
    )


def _is_of_no_resource(permission: Permission, resource: str) -> bool:
    """Return whether IAM is asked for ``*`` itself, as the call names nothing and need not."""
    if resource != ALL or permission.widened or permission.only:
        return False
    action = find_action(*permission.action.split(":", 1))
    return action is not None and not any(each.is_required for each in action.types)


def assume_role_context(identity: Identity) -> RequestContext:
    """The context keys when Step Functions assumes the role for the machine."""
    known = {"aws:SourceArn": (identity.machine,), "aws:SourceAccount": (identity.account,)}
    return RequestContext({**known, **_time(identity)}, absent=frozenset({"sts:ExternalId"}))


def _context(permission: Permission, resource: str, identity: Identity) -> RequestContext:
    known = {
        "aws:PrincipalAccount": identity.account,
        "aws:PrincipalArn": identity.role,
        "aws:PrincipalType": "AssumedRole" if identity.role else "",
        "aws:SecureTransport": "true",
        "aws:RequestedRegion": _if_exact(read_arn(resource).region),
        "aws:ResourceAccount": _if_exact(read_arn(resource).account),
        **dict(_own_conditions(permission)),
    }
    given = {key: (value,) for key, value in known.items() if value}
    return RequestContext({**given, **_time(identity)})


def _own_conditions(permission: Permission) -> Iterator[tuple[str, str]]:
    """The context keys in the permission's own conditions: requests are made with these values."""
    for operator, keys in permission.conditions.items():
        if operator.lower() in _EQUALITIES:
            yield from ((key, value) for key, value in keys.items() if isinstance(value, str))


def _time(identity: Identity) -> dict[str, tuple[str, ...]]:
    if identity.now is None:
        return {}
    now = identity.now.astimezone(UTC)
    return {"aws:CurrentTime": (now.isoformat(),), "aws:EpochTime": (str(int(now.timestamp())),)}


def _if_exact(text: str) -> str:
    return "" if "*" in text else text
