"""The role of a machine: its ARN, and whether it may soon be of use to Step Functions.

IAM takes some seconds to tell the other services of a new role, trust policy or permission. Step
Functions refuses such a role with the same words as one that will never do, so how long another
try is worth while is judged by what IAM knows of the role.
"""

from __future__ import annotations

import attrs

from sfn_dsl.arns import read_arn, role_name
from sfn_dsl.aws.api import Api, RefusalError, Role
from sfn_dsl.deployment.errors import statements
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.errors import DeploymentError
from sfn_dsl.iam.evaluation.conditions import RequestContext
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import Decision, evaluate_trust

YOUNG_SECONDS = 600
"""A role is young for so long after its creation."""

YOUNG_ROLE_SECONDS = 120.0
SHORT_SECONDS = 30.0


def role_arn(api: Api, role: str, account: str) -> str:
    """The ARN of a role given by name, as IAM tells it, path and all; an ARN is its own.

    Raises DeploymentError when there is no such role, when IAM may not be asked, or when the role
    is of another account than the machine, which Step Functions does not take.
    """
    arn = role if role.startswith("arn:") else _found(api, role, account).arn
    owner = read_arn(arn).account
    if owner != account:
        raise DeploymentError(
            f"the role {arn!r} is of account {owner}, and the state machine is to be in account "
            f"{account}; write a role of that account, or use credentials of the role's"
        )
    return arn


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
            f"{statements.allow('iam:GetRole', resource=roles)}",
            code=refusal.code,
        ) from refusal
    if role is None:
        raise DeploymentError(
            f"the role {name!r} does not exist in account {account}; create it with the trust "
            f"statement {statements.trust()}, or write the name of a role that exists"
        )
    return role


def patience(api: Api, why: Reason, arn: str, now: float) -> float:
    """For how many seconds a refusal that has to do with the role `arn` is worth other tries.

    Until it can be assumed: two minutes for a young role; half a minute for one of unknown age, or
    an old one whose trust policy does name Step Functions and may have been changed a moment ago;
    0 when that policy does not. For its permissions half a minute, if only for a young role where
    the permission is one that AWS checks of the role itself.
    """
    if why is Reason.LOG_ACCESS:
        return SHORT_SECONDS
    if why not in (Reason.NOT_ASSUMABLE, Reason.MANAGED_RULE):
        return 0.0
    role = _looked_up(api, arn)
    young = role is not None and role.created is not None and now - role.created < YOUNG_SECONDS
    if why is Reason.MANAGED_RULE:
        return SHORT_SECONDS if young else 0.0
    if role is not None and not _may_be_trusted(role, api.region):
        return 0.0
    return YOUNG_ROLE_SECONDS if young else SHORT_SECONDS


def _may_be_trusted(role: Role, region: str) -> bool:
    """Tell whether a trust policy may let Step Functions in, if all its conditions do."""
    document = read_document(role.trust, "its trust policy", "trust policy")
    answer = evaluate_trust(attrs.evolve(document, faults=()), RequestContext(), region)
    return answer.decision in (Decision.ALLOWED, Decision.UNKNOWN)


def _looked_up(api: Api, arn: str) -> Role | None:
    """The role as IAM knows it, None when IAM does not know, does not tell, or is out of reach."""
    try:
        return api.get_role(role_name(arn))
    except DeploymentError:
        return None
