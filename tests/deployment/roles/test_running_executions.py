"""What a new definition no longer needs, and executions of the deployed one still do."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.differences import deployed_definition
from sfn_dsl.deployment.roles.lookup import role_documents
from sfn_dsl.deployment.roles.review import reviewed
from sfn_dsl.deployment.roles.subject import subject_of
from sfn_dsl.diagnostics import Severity
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Permission, Requirements
from sfn_dsl.iam.requirements.workflow import machine_at
from sfn_dsl.iam.review.findings import findings
from sfn_dsl.iam.review.review import Review
from sfn_dsl.iam.review.running import running_findings, still_needed
from sfn_dsl.model.target import Target

from ..model_of_aws import ACCOUNT, FakeTime, ModelOfAws

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:orders"
MACHINE = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
TELL = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sns:publish",
    "Parameters": {"TopicArn": TOPIC, "Message": "m"},
    "End": True,
}
OLD = Desired("nightly", Definition({"StartAt": "A", "States": {"A": TELL}}), "Nightly")
NEW = attrs.evolve(
    OLD, definition=Definition({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
)


def allow(*actions: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": TOPIC}
    return {"Version": "2012-10-17", "Statement": [statement]}


@pytest.fixture
def aws() -> ModelOfAws:
    aws = ModelOfAws()
    aws.role("Nightly")
    aws.role("Other")
    aws.inline["Nightly"] = {"Work": allow("sns:Publish")}
    return aws


def deploy(aws: ModelOfAws, desired: Desired, *, dry_run: bool = False) -> Deployment:
    return deploy_desired(
        lambda *_: desired,
        aws,
        check=lambda _: [],
        timing=FakeTime().timing,
        dry_run=dry_run,
        read_role=role_documents,
    )


def test_a_plan_says_what_running_executions_still_need(aws: ModelOfAws) -> None:
    assert deploy(aws, OLD).plan.findings == ()
    (finding,) = deploy(aws, NEW, dry_run=True).plan.findings
    assert (finding.code, finding.severity) == ("SFN926", Severity.INFO)
    statement = {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": [TOPIC]}
    assert f"still run need {json.dumps(statement)}" in finding.message
    assert finding.message.endswith("which may take up to a year")


def test_a_plan_that_removes_nothing_or_the_role_says_nothing(aws: ModelOfAws) -> None:
    deploy(aws, OLD)
    more = {"A": {**TELL, "End": False, "Next": "B"}, "B": {"Type": "Succeed"}}
    del more["A"]["End"]
    longer = attrs.evolve(OLD, definition=Definition({"StartAt": "A", "States": more}))
    assert deploy(aws, longer, dry_run=True).plan.findings == ()
    assert deploy(aws, attrs.evolve(NEW, role="Other"), dry_run=True).plan.findings == ()


def review(aws: ModelOfAws, desired: Desired) -> Review:
    role = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return reviewed(aws, subject_of(desired, MACHINE), role, now=now, is_new=True)


def test_a_review_of_the_new_definition_does_not_call_it_excess(aws: ModelOfAws) -> None:
    deploy(aws, OLD)
    found = review(aws, NEW)
    assert found.excess == ()
    (finding,) = findings(found, NEW.definition)
    assert finding.code == "SFN926"


def test_what_neither_definition_needs_is_excess(aws: ModelOfAws) -> None:
    deploy(aws, OLD)
    aws.inline["Nightly"] = {"Work": allow("sns:Publish", "sns:Subscribe")}
    found = findings(review(aws, NEW), NEW.definition)
    assert [one.code for one in found] == ["SFN926", "SFN925"]
    assert '"Action": ["sns:Publish"]' in found[1].message


def test_without_a_deployed_machine_the_advice_says_for_whom_to_look(aws: ModelOfAws) -> None:
    (finding,) = findings(review(aws, NEW), NEW.definition)
    assert finding.code == "SFN925"
    assert finding.message.endswith("such as executions of an earlier definition that still run")


def test_what_is_covered_by_a_wider_permission_is_no_difference() -> None:
    old = Requirements((Permission("sns:Publish", (TOPIC, "arn:aws:sns:us-east-1:1:b")),))
    wide = Requirements((Permission("sns:Publish", ("arn:aws:sns:*",)),))
    assert still_needed(old, wide) == ()
    (left,) = still_needed(old, Requirements((Permission("sns:Publish", (TOPIC,)),)))
    assert left.resources == ("arn:aws:sns:us-east-1:1:b",)
    conditional = Permission("sns:Publish", (TOPIC,), conditions={"Bool": {"a:b": "true"}})
    assert still_needed(old, Requirements((conditional,)))[0].resources[0] == TOPIC


def test_an_express_workflow_ends_soon() -> None:
    (finding,) = running_findings((Permission("sns:Publish", (TOPIC,)),), "EXPRESS")
    assert finding.message.endswith("which may take up to five minutes")


def test_a_deployed_definition_comes_with_the_settings_of_its_machine(aws: ModelOfAws) -> None:
    deploy(aws, attrs.evolve(OLD, settings={"tracing": {"enabled": True}}))
    machine = aws.describe_state_machine(MACHINE)
    assert machine is not None
    definition = deployed_definition(machine)
    found = derive(definition, machine_at(Target(ACCOUNT), definition=definition)).permissions
    assert "xray:PutTraceSegments" in {one.action for one in found}
