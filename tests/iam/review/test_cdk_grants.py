"""A role that has what the AWS CDK grants for a task is not found wanting."""

from __future__ import annotations

import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import Decision, Policies
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.review.review import Review, RoleDocuments, review

from ..requirements.test_compared_with_cdk import CDK, HERE, PARAMETERS

IDENTITY = Identity("arn:aws:states:us-east-1:123456789012:stateMachine:m")
CALLS = CDK["calls"]


def reviewed(call: str, statements: list[dict[str, object]]) -> Review:
    parameters = PARAMETERS.get(call, PARAMETERS.get(call.partition(".")[0], {}))
    task = {"Type": "Task", "Resource": f"arn:aws:states:::{call}", "Parameters": parameters}
    definition = Definition({"StartAt": "Work", "States": {"Work": {**task, "End": True}}})
    policies = Policies((read_document({"Statement": statements}, "what the CDK grants"),))
    return review(derive(definition, HERE), RoleDocuments("r", policies), IDENTITY, definition)


@pytest.mark.parametrize("call", CALLS)
def test_what_the_cdk_grants_is_never_found_wanting(call: str) -> None:
    granted = [
        {"Effect": "Allow", "Action": one["actions"], "Resource": one["resources"]}
        for one in CALLS[call]
    ]
    found = reviewed(call, granted)
    assert [one for one in found.checks if one.result.decision is Decision.MISSING] == []
    assert not found.is_insufficient


@pytest.mark.parametrize("call", [call for call, grants in CALLS.items() if grants])
def test_without_it_a_role_is_always_found_wanting(call: str) -> None:
    assert reviewed(call, []).is_insufficient
