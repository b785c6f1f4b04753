"""A role as IAM holds it, read for a review: trust policy, policies, permission boundary."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.arns import role_name
from sfn_dsl.aws.api import Api, RefusalError, Role
from sfn_dsl.deployment.errors import statements
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.errors import DeploymentError
from sfn_dsl.iam.evaluation.documents import PolicyDocument, read_document
from sfn_dsl.iam.evaluation.evaluate import Policies
from sfn_dsl.iam.review.review import RoleDocuments

_READS = ("iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies")
_READS_OF_POLICIES = ("iam:GetRolePolicy", "iam:GetPolicy", "iam:GetPolicyVersion")


def held_role(api: Api, arn: str) -> RoleDocuments:
    """The role of an ARN with all its documents.

    Raises DeploymentError when there is no such role, and when IAM does not let it be read.
    """
    name = role_name(arn)
    try:
        role = api.get_role(name)
        if role is None:
            raise _absent(name, arn)
        return RoleDocuments(name, _policies(api, name, role), _trust(role))
    except RefusalError as refusal:
        if reason(refusal) not in (Reason.DENIED, Reason.FORBIDDEN):
            raise
        raise _unreadable(name, refusal) from refusal


def _trust(role: Role) -> PolicyDocument:
    return read_document(role.trust, "its trust policy", "trust policy")


def _policies(api: Api, name: str, role: Role) -> Policies:
    boundary = None
    if role.boundary is not None:
        document = api.get_policy_version(role.boundary)
        boundary = read_document(document, f"its permission boundary '{role.boundary}'")
    return Policies(tuple(_documents(api, name)), boundary)


def _documents(api: Api, name: str) -> Iterator[PolicyDocument]:
    for policy in api.list_role_policies(name):
        document = api.get_role_policy(name, policy)
        yield read_document(document, f"its inline policy '{policy}'")
    for arn in api.list_attached_role_policies(name):
        yield read_document(api.get_policy_version(arn), f"policy '{arn}'")


def _absent(name: str, arn: str) -> DeploymentError:
    return DeploymentError(
        f"the role {name!r} does not exist in account {arn.split(':')[4]}; create it with the "
        f"trust statement {statements.trust()}, or write the name of a role that exists"
    )


def _unreadable(name: str, refusal: RefusalError) -> DeploymentError:
    allow = statements.allow(*_READS, *_READS_OF_POLICIES, resource="*")
    return DeploymentError(
        f"these credentials may not read the role {name!r} in IAM ({refusal.operation} is denied); "
        f"add to the policy of whoever asks: {allow}",
        code=refusal.code,
    )
