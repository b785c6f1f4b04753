"""Requirements and reviews as values in Python: how they print, and that they can be copied."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from sfn_dsl import Definition
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import Policies
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.review.review import Review, RoleDocuments, review

from .asking import FUNCTION, HERE, TOPIC, states, task

ROLE = "arn:aws:iam::123456789012:role/other"
DEFINITION = Definition(
    states(
        Work=task("lambda:invoke", {"FunctionName": FUNCTION}),
        Tell=task("sns:publish", {"TopicArn": TOPIC}),
        Theirs=task("sqs:sendMessage", {"QueueUrl": "q"}, Credentials={"RoleArn": ROLE}),
        Odd=task("${Work.Arn}"),
    )
)
REQUIRED = derive(DEFINITION, HERE)


def _review(*statements: dict[str, Any]) -> Review:
    document = read_document({"Statement": list(statements)}, "its policy")
    role = RoleDocuments("Nightly", Policies((document,)))
    machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:nightly"
    return review(REQUIRED, role, Identity(machine), DEFINITION)


PUBLISH = {"Effect": "Allow", "Action": "sns:Publish", "Resource": TOPIC}


def test_requirements_print_their_actions_and_what_is_not_known() -> None:
    assert repr(REQUIRED) == (
        "Requirements(lambda:InvokeFunction, sns:Publish, sts:AssumeRole; 1 unknown; "
        "1 on other roles)"
    )
    assert repr(Requirements()) == "Requirements(none)"
    assert repr(REQUIRED.permissions[1]) == f"Permission(sns:Publish on {TOPIC})"


def test_a_review_prints_whether_the_role_suffices() -> None:
    found = _review(PUBLISH)
    assert repr(found) == "Review(role 'Nightly' does not suffice: 1 allowed, 2 missing)"
    assert f"AccessCheck(allowed: sns:Publish on {TOPIC})" in map(repr, found.checks)
    everything = _review({"Effect": "Allow", "Action": "*", "Resource": "*"})
    assert repr(everything) == "Review(role 'Nightly' may suffice: 4 allowed)"


def _pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - reads what it has just written


@pytest.mark.parametrize("copied", [copy.deepcopy, _pickled])
@pytest.mark.parametrize(
    "value", [REQUIRED, _review(PUBLISH), HERE], ids=lambda one: type(one).__name__
)
def test_they_can_be_copied_and_pickled(value: object, copied: Any) -> None:
    again = copied(value)
    assert again == value
    assert repr(again) == repr(value)
