"""A role as IAM knows it: its ARN, its policies, and whether it may soon be ready for use.

IAM takes some seconds to tell the other services of a new role, trust policy or permission. Step
Functions refuses such a role with the same words as one that will never do, so how long another
try is worthwhile depends on what IAM knows of the role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from sfn_dsl.arns import read_arn, role_name
from sfn_dsl.aws.api import Api, RefusalError, Role
from sfn_dsl.deployment.errors.messages import allow_statement, trust_statement
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.errors import DeploymentError
from sfn_dsl.iam.evaluation.conditions import RequestContext
from sfn_dsl.iam.evaluation.documents import PolicyDocument, read_document
from sfn_dsl.iam.evaluation.evaluate import Decision, Policies, evaluate_trust
from sfn_dsl.iam.review.review import RoleDocuments

ReadRole = Callable[[Api, str], RoleDocuments]
"""Reads a role and its policies, by its ARN."""

YOUNG_SECONDS: Final = 600
"""A role is young for so long after its creation."""

YOUNG_ROLE_SECONDS: Final = 120.0
SHORT_SECONDS: Final = 30.0

_READS = ("iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies")
_READS_OF_POLICIES = ("iam:GetRolePolicy", "iam:GetPolicy", "iam:GetPolicyVersion")


def role_arn(api: Api, role: str, account: str) -> str:
    """The ARN of a role given by name, as IAM has it, with its path; an ARN stays as it is.

    Raises DeploymentError when there is no such role, when IAM may not be called, or when the role
    is of another account than the machine, which Step Functions does not accept.
    """
    arn = role if role.startswith("arn:") else _found(api, role, account).arn
    owner = read_arn(arn).account
    if owner != account:
        raise DeploymentError(
            f"the role {arn!r} belongs to account {owner}, and the state machine to account "
            f"{account}; write a role of that account, or use credentials of the role's"
        )
    return arn


def role_documents(api: Api, arn: str) -> RoleDocuments:
    """The role of an ARN with its trust policy, its policies and its permissions boundary.

    Raises DeploymentError when there is no such role, and when IAM does not let it be read.
    """
    name = role_name(arn)
    try:
        role = api.get_role(name)
        if role is None:
            raise _missing(name, read_arn(arn).account)
        return RoleDocuments(name, _policies(api, name, role), _trust(role))
    except RefusalError as refusal:
        if reason(refusal) not in (Reason.DENIED, Reason.FORBIDDEN):
            raise
        raise _unreadable(name, refusal) from refusal


def patience(api: Api, why: Reason, arn: str, now: float) -> float:
    """For how many seconds a call that was refused because of the role `arn` is worth repeating.

    Until it can be assumed: two minutes for a young role; half a minute for one of unknown age, or
    an old one whose trust policy does name Step Functions and may have been changed a moment ago;
    0 when that policy does not. For its permissions half a minute, if only for a young role where
    the permission is one that AWS checks of the role itself.
    """
    if why is Reason.LOG_ACCESS:
        return SHORT_SECONDS
    if why not in (Reason.NOT_ASSUMABLE, Reason.MANAGED_RULE):
        return 0.0
    role = _known(api, arn)
    young = role is not None and role.created is not None and now - role.created < YOUNG_SECONDS
    if why is Reason.MANAGED_RULE:
        return SHORT_SECONDS if young else 0.0
    if role is not None and not _may_be_trusted(role, api.region):
        return 0.0
    return YOUNG_ROLE_SECONDS if young else SHORT_SECONDS


def _found(api: Api, name: str, account: str) -> Role:
    try:
        role = api.get_role(name)
    except RefusalError as refusal:
        if reason(refusal) not in (Reason.DENIED, Reason.FORBIDDEN):
            raise
        roles = f"arn:{api.partition}:iam::{account}:role/*"
        raise DeploymentError(
            f"these credentials may not look up the role {name!r} in IAM; write the role's ARN "
            "instead of its name, or add to the policy of whoever deploys: "
            f"{allow_statement('iam:GetRole', resource=roles)}",
            code=refusal.code,
        ) from refusal
    if role is None:
        raise _missing(name, account)
    return role


def _may_be_trusted(role: Role, region: str) -> bool:
    """Return whether a trust policy may let Step Functions in, if all its conditions hold."""
    document = attrs.evolve(_trust(role), faults=())
    answer = evaluate_trust(document, RequestContext(), region)
    return answer.decision in (Decision.ALLOWED, Decision.UNKNOWN)


def _known(api: Api, arn: str) -> Role | None:
    """The role as IAM knows it, None when IAM does not know it, or cannot be reached."""
    try:
        return api.get_role(role_name(arn))
    except DeploymentError:
        return None


def _trust(role: Role) -> PolicyDocument:
    return read_document(role.trust, "its trust policy", "trust policy")


def _policies(api: Api, name: str, role: Role) -> Policies:
    boundary = None
    if role.boundary is not None:
        document = api.get_policy_version(role.boundary)
        boundary = read_document(document, f"its permissions boundary '{role.boundary}'")
    return Policies(tuple(_documents(api, name)), boundary)


def _documents(api: Api, name: str) -> Iterator[PolicyDocument]:
    for policy in api.list_role_policies(name):
        document = api.get_role_policy(name, policy)
        yield read_document(document, f"its inline policy '{policy}'")
    for arn in api.list_attached_role_policies(name):
        yield read_document(api.get_policy_version(arn), f"policy '{arn}'")


def _missing(name: str, account: str) -> DeploymentError:
    return DeploymentError(
        f"the role {name!r} does not exist in account {account}; create it with the trust "
        f"statement {trust_statement()}, or write the name of a role that exists"
    )


def _unreadable(name: str, refusal: RefusalError) -> DeploymentError:
    allow = allow_statement(*_READS, *_READS_OF_POLICIES, resource="*")
    return DeploymentError(
        f"these credentials may not read the role {name!r} in IAM ({refusal.operation} is denied); "
        f"add to the policy of whoever runs this: {allow}",
        code=refusal.code,
    )
