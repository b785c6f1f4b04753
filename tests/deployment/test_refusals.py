"""The errors of AWS, as boto3 hands them over, and what is made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
import boto3
import pytest
from botocore.stub import Stubber

from sfn_dsl.aws.boto.client import connect
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.errors.definition import findings_in
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError, SfnError
from sfn_dsl.origin import Position

from .model_of_aws import ACCOUNT, FakeTime

ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
LOG_GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:nightly:*"


class OneLine:
    """A source that knows one place."""

    name = "nightly.py"

    def locate(self, pointer: str) -> Position | None:
        return Position(self.name, 7, 5) if pointer == "/States/Run the job/Resource" else None


JOB = {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "End": True}
DOCUMENT = {"StartAt": "Run the job", "States": {"Run the job": JOB}}
NIGHTLY = Desired(
    "nightly",
    Definition(DOCUMENT, OneLine()),
    ROLE,
    settings={
        "logging": {
            "level": "ALL",
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": LOG_GROUP}}],
        }
    },
)


@pytest.fixture(scope="module")
def session() -> boto3.Session:
    """One for all tests, as reading botocore's models takes most of the time here."""
    return boto3.Session("testing", "testing", region_name="us-east-1")


@pytest.fixture
def stub(session: boto3.Session) -> Iterator[tuple[Any, Stubber]]:
    client = session.client("stepfunctions")
    with Stubber(client) as stubber:
        stubber.add_client_error("describe_state_machine", "StateMachineDoesNotExist", "gone")
        yield client, stubber


def refused(
    stub: tuple[Any, Stubber], code: str, said: str, times: int = 1, **fields: Any
) -> SfnError:
    """What comes of a creation that AWS refuses so."""
    client, stubber = stub
    for _ in range(times):
        stubber.add_client_error("create_state_machine", code, said)
    desired = attrs.evolve(NIGHTLY, **fields)
    with pytest.raises(SfnError) as caught:
        deploy_desired(
            lambda *_: desired,
            connect(client=client),
            check=lambda _: [],
            account=ACCOUNT,
            timing=FakeTime().timing,
        )
    stubber.assert_no_pending_responses()
    return caught.value


def statement(message: str) -> dict[str, Any]:
    """The policy statement at the end of a message."""
    text = message[message.index("{") :]
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def test_a_role_that_may_not_be_passed_comes_with_the_statement(stub: Any) -> None:
    error = refused(
        stub,
        "AccessDeniedException",
        f"User: arn:aws:iam::{ACCOUNT}:user/me is not authorized to perform: iam:PassRole on "
        f"resource: {ROLE} because no identity-based policy allows the iam:PassRole action",
    )
    assert isinstance(error, DeploymentError)
    assert error.code == "AccessDeniedException"
    assert "may not pass the role" in error.message
    assert statement(error.message) == {
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": ROLE,
        "Condition": {"StringEquals": {"iam:PassedToService": "states.amazonaws.com"}},
    }


def test_a_missing_right_to_make_rules_names_the_states_that_need_it(stub: Any) -> None:
    said = f"'{ROLE}' is not authorized to create managed-rule."
    error = refused(stub, "AccessDeniedException", said)
    assert "('Run the job' at nightly.py:7:5)" in str(error)
    assert statement(str(error).partition("policy: ")[2])["Resource"] == (
        f"arn:aws:events:us-east-1:{ACCOUNT}:rule/StepFunctionsGetEvent*"
    )


def test_a_log_group_out_of_the_roles_reach_is_retried_then_reported(stub: Any) -> None:
    said = "The state machine IAM Role is not authorized to access the Log Destination"
    error = refused(stub, "AccessDeniedException", said, times=8)
    assert LOG_GROUP in str(error)
    assert "logs:CreateLogDelivery" in statement(str(error))["Action"]


@pytest.mark.parametrize(
    ("code", "said", "message"),
    [
        (
            "AccessDeniedException",
            "Cross-account pass role is not allowed.",
            "belongs to another account than the state machine",
        ),
        (
            "InvalidLoggingConfiguration",
            "Invalid Logging Configuration: Must specify exactly one Log Destination.",
            "Write exactly one log group",
        ),
        (
            "InvalidLoggingConfiguration",
            "Invalid Logging Configuration: Log Destination not found.",
            f"the log group '{LOG_GROUP}' does not exist; create it",
        ),
        (
            "InvalidLoggingConfiguration",
            (
                "The CloudWatch Logs Resource Policy size was exceeded. We suggest prefixing your "
                "CloudWatch log group name with /aws/vendedlogs/states/."
            ),
            "write a log group whose name starts with '/aws/vendedlogs/states/'",
        ),
        (
            "AccessDeniedException",
            (
                f"User: arn:aws:iam::{ACCOUNT}:user/me is not authorized to perform: "
                "states:CreateStateMachine on resource: arn:aws:states:us-east-1:1:stateMachine:x "
                "because no identity-based policy allows the states:CreateStateMachine action"
            ),
            'may not do states:CreateStateMachine; add to the policy of whoever deploys: {"Effect',
        ),
        ("TooManyTags", "", "would have more than 50 tags; write fewer"),
        ("StateMachineLimitExceeded", "100,000", "or ask AWS for a higher quota"),
        ("KmsAccessDeniedException", "No access", "cannot use the key of the state machine"),
        ("ThrottlingException", "Rate exceeded", "wait a minute and run this again"),
        ("ExpiredTokenException", "The token AKIAABCDEFGHIJKLMNOP expired", "have expired"),
        ("Odd", "of AKIAABCDEFGHIJKLMNOP", "with Odd: of <access key>"),
    ],
)
def test_each_refusal_is_one_message_that_says_what_to_change(
    stub: Any, code: str, said: str, message: str
) -> None:
    error = refused(stub, code, said)
    assert message in str(error)
    assert "AKIA" not in str(error)
    assert isinstance(error, DeploymentError)
    assert error.code == code


def test_a_conflict_is_tried_again_a_few_times(stub: Any) -> None:
    error = refused(stub, "ConflictException", "in progress", times=6)
    assert "somebody else is changing" in str(error)


def test_the_fault_that_aws_finds_in_a_definition_is_at_the_authors_line(stub: Any) -> None:
    error = refused(
        stub,
        "InvalidDefinition",
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The resource provided "
        "arn:aws:states:::glue:startJobRun.sync is not recognized. The value is not a valid "
        "resource ARN, or the resource is not available in this region. at /States/Run the "
        "job/Resource'",
    )
    assert isinstance(error, InvalidDefinitionError)
    (finding,) = error.diagnostics
    assert finding.pointer == "/States/Run the job/Resource"
    assert finding.position == Position("nightly.py", 7, 5)
    assert "not available in this region. (SCHEMA_VALIDATION_FAILED)" in finding.message


FAILED = "SCHEMA_VALIDATION_FAILED"


@pytest.mark.parametrize(
    ("said", "pointers", "texts"),
    [
        (
            f"{FAILED}: Missing 'Next' target: b at /States/a/Next, {FAILED}: No way at /States/c",
            ["/States/a/Next", "/States/c"],
            ["Missing 'Next' target: b", "No way"],
        ),
        (
            f"{FAILED}: These fields are required: [States] at /",
            [""],
            ["These fields are required: [States]"],
        ),
        (
            "MISSING_END_STATE: Workflow has no terminal state at null",
            [""],
            ["Workflow has no terminal state"],
        ),
        (
            f"{FAILED}: Express state machine does not support '.sync' at /States/Publish/Resource",
            ["/States/Publish/Resource"],
            ["Express state machine does not support '.sync'"],
        ),
        (f"{FAILED} at , {FAILED} at ", ["", ""], ["no reason given", "no reason given"]),
    ],
)
def test_every_fault_in_a_verdict_of_aws_is_a_finding_of_its_own(
    said: str, pointers: list[str], texts: list[str]
) -> None:
    found = findings_in(f"Invalid State Machine Definition: '{said}'", NIGHTLY.definition)
    assert [finding.pointer for finding in found] == pointers
    for finding, text in zip(found, texts, strict=True):
        assert finding.message.startswith(f"AWS refuses the definition: {text} (")


@pytest.mark.parametrize("said", ["Something else altogether", ""])
def test_a_verdict_of_another_form_is_one_finding_as_it_is(said: str) -> None:
    (found,) = findings_in(said, NIGHTLY.definition)
    assert (found.pointer, found.message) == (
        "",
        f"AWS refuses the definition: {said}; correct that and run this again",
    )
