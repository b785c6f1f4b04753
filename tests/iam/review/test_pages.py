"""The pages of roles say of roles what a review finds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import Policies
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.review.findings import findings
from sfn_dsl.iam.review.review import RoleDocuments, review

from ...pages import example
from ..asking import HERE, states, task

IDENTITY = Identity(
    "arn:aws:states:us-east-1:123456789012:stateMachine:orders",
    "arn:aws:iam::123456789012:role/r",
    datetime(2030, 1, 31, tzinfo=UTC),
)
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
SENDING = states(A=task("sqs:sendMessage", {"QueueUrl": QUEUE, "MessageBody": "x"}))
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:load"
CALLING = states(A={"Type": "Task", "Resource": FUNCTION, "End": True})
IDLE = states(A={"Type": "Succeed"})


@pytest.mark.parametrize(
    ("code", "document"),
    [
        ("SFN920", IDLE),
        ("SFN921", CALLING),
        ("SFN922", SENDING),
        ("SFN923", SENDING),
        ("SFN925", SENDING),
    ],
)
def test_a_role_has_the_code_of_what_its_page_calls_bad(
    code: str, document: dict[str, Any]
) -> None:
    assert code in found_of(code, document, "Bad")
    assert found_of(code, document, "Good") == []


def found_of(code: str, document: dict[str, Any], title: str) -> list[str]:
    """The codes of what is found of a role with the policy on a page, or that it trusts."""
    definition = Definition(document)
    given = json.loads(example(code, title))
    if code == "SFN920":
        role = RoleDocuments("r", Policies(()), read_document(given, "its trust", "trust policy"))
    else:
        role = RoleDocuments("r", Policies((read_document(given, "its policy"),)))
    made = review(derive(definition, HERE), role, IDENTITY, definition)
    return [finding.code for finding in findings(made, definition)]
