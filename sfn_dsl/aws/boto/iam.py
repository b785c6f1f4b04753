"""The calls to IAM over boto3, a part of `BotoApi`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sfn_dsl.aws import serialize
from sfn_dsl.aws.api import Simulated
from sfn_dsl.aws.boto.connection import Connection

Item = TypeVar("Item")


class BotoRoleCalls(Connection):
    """The calls to IAM that read a role."""

    def list_attached_role_policies(self, name: str) -> Iterator[str]:
        """The ARNs of a role's managed policies, by as many calls as there are pages."""
        yield from self._iam_pages(
            "ListAttachedRolePolicies",
            lambda page: [policy["PolicyArn"] for policy in page.get("AttachedPolicies", ())],
            RoleName=name,
        )

    def list_role_policies(self, name: str) -> Iterator[str]:
        """The names of a role's inline policies, by as many calls as there are pages."""
        yield from self._iam_pages(
            "ListRolePolicies", lambda page: list(page.get("PolicyNames", ())), RoleName=name
        )

    def get_role_policy(self, name: str, policy: str) -> object:
        """The document of an inline policy."""
        with self._asking("GetRolePolicy"):
            answer = self._sibling("iam").get_role_policy(RoleName=name, PolicyName=policy)
            return serialize.document(answer["PolicyDocument"])

    def get_policy_version(self, arn: str) -> object:
        """The document of a managed policy, in the version that is in force."""
        iam = self._sibling("iam")
        with self._asking("GetPolicy"):
            version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        with self._asking("GetPolicyVersion"):
            answer = iam.get_policy_version(PolicyArn=arn, VersionId=version)
            return serialize.document(answer["PolicyVersion"]["Document"])

    def simulate_principal_policy(
        self, arn: str, *, actions: Sequence[str], resource: str, context: Mapping[str, str]
    ) -> Iterator[Simulated]:
        """IAM's own decisions; called once, as there is another way to find them.

        An emulator that does not know the call fails like a server that may recover.
        """
        operation = "SimulatePrincipalPolicy"
        events = self._sibling("iam").meta.events
        events.register_first(f"needs-retry.iam.{operation}", _never, unique_id=f"once-{operation}")
        yield from self._iam_pages(
            operation,
            lambda page: [serialize.simulated(one) for one in page.get("EvaluationResults", ())],
            PolicySourceArn=arn,
            ActionNames=list(actions),
            ResourceArns=[resource],
            ContextEntries=serialize.context_entries(context),
        )

    def _iam_pages(
        self, operation: str, read: Callable[[Any], list[Item]], **parameters: Any
    ) -> Iterator[Item]:
        """What is read in the pages of a call to IAM, as they are requested."""
        iam = self._sibling("iam")
        names = {called: name for name, called in iam.meta.method_to_api_mapping.items()}
        pages = iter(iam.get_paginator(names[operation]).paginate(**parameters))
        while True:
            with self._asking(operation):
                page = next(pages, None)
                found = None if page is None else read(page)
            if found is None:
                return
            yield from found


def _never(**_: object) -> bool:
    return False
