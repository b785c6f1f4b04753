"""May Step Functions assume the role that it is passed?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from sfn_dsl.arns import read_arn, role_name
from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, ClientFactory
from sfn_dsl.local.stepfunctions.machines.arns import check_role_arn


class Roles(Protocol):
    """The roles of the local IAM."""

    def trust_policy(self, caller: Caller, role: str) -> Mapping[str, Any] | None:
        """Who may assume a role, by its ARN; None if there is no such role."""


class IamRoles:
    """The roles of the IAM that ``client`` reaches."""

    def __init__(self, client: ClientFactory) -> None:
        self._client = client

    def trust_policy(self, caller: Caller, role: str) -> Mapping[str, Any] | None:
        """The policy as GetRole has it."""
        iam = self._client("iam", caller.region)
        try:
            found = iam.get_role(RoleName=role_name(role))["Role"]
        except iam.exceptions.NoSuchEntityException:
            return None
        policy: Mapping[str, Any] = found["AssumeRolePolicyDocument"]
        return policy if found["Arn"] == role else None


def check_role(roles: Roles, caller: Caller, role: str, machine: str) -> None:
    """Check that a machine may have a role.

    Whoever calls the local AWS may pass every role of its account. Raises ApiError: InvalidArn for
    what is not the ARN of a role, AccessDeniedException for a role of another account, and for one
    that is missing or that Step Functions may not assume.
    """
    check_role_arn(role)
    if read_arn(role).account != caller.account:
        raise ApiError("AccessDeniedException", "Cross-account pass role is not allowed.")
    policy = roles.trust_policy(caller, role)
    if policy is None or not _trusts(policy, caller, role, machine):
        raise ApiError(
            "AccessDeniedException",
            "Neither the global service principal states.amazonaws.com, nor the regional one is "
            "authorized to assume the provided role.",
        )


def _trusts(policy: Mapping[str, Any], caller: Caller, role: str, machine: str) -> bool:
    # Evaluating policies is not needed to start.
    from sfn_dsl.iam.evaluation.calls import Identity, assume_role_context
    from sfn_dsl.iam.evaluation.documents import read_document
    from sfn_dsl.iam.evaluation.evaluate import Decision, evaluate_trust

    document = read_document(policy, "the trust policy", "trust policy")
    context = assume_role_context(Identity(machine, role, datetime.now(UTC)))
    return evaluate_trust(document, context, caller.region).decision is Decision.ALLOWED
