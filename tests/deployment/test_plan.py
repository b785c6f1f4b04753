"""What a plan holds for what is wanted and what AWS has."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from sfn_dsl.aws.api import Machine
from sfn_dsl.definition import Definition, canonical_text
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.plan import Actual, Create, Plan, Tag, Untag, Update, plan
from sfn_dsl.errors import DeploymentError

from .planning import evolved

ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:nightly"
ROLE = "arn:aws:iam::123456789012:role/nightly"
LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:nightly:*"
LOGGING = {
    "level": "ALL",
    "includeExecutionData": False,
    "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": LOG_GROUP}}],
}
OWN_KEY = {
    "type": "CUSTOMER_MANAGED_KMS_KEY",
    "kmsKeyId": "arn:aws:kms:us-east-1:123456789012:key/1234",
    "kmsDataKeyReusePeriodSeconds": 300,
}


def document(seconds: float = 5, **more: Any) -> dict[str, Any]:
    pause = {"Type": "Wait", "Seconds": seconds, "End": True}
    return {"StartAt": "Pause", "States": {"Pause": pause}, **more}


DESIRED = Desired("nightly", Definition(document()), ROLE)
MACHINE = Machine(
    arn=ARN,
    name="nightly",
    type="STANDARD",
    status="ACTIVE",
    definition=canonical_text(document()),
    role=ROLE,
    settings={
        "logging": {"level": "OFF", "includeExecutionData": False},
        "tracing": {"enabled": False},
        "encryption": {"type": "AWS_OWNED_KEY"},
    },
)


def planned(
    wanted: dict[str, Any], held: dict[str, Any], tags: dict[str, str] | None = None
) -> Plan:
    """The plan for the two above, each with some fields changed."""
    actual = Actual(evolved(MACHINE, **held), tags or {})
    return plan(ARN, evolved(DESIRED, **wanted), actual)


def updated_parts(made: Plan) -> list[str]:
    return [d.part for step in made.steps if isinstance(step, Update) for d in step.differences]


def test_a_machine_that_is_not_there_is_created_and_nothing_else() -> None:
    made = plan(ARN, attrs.evolve(DESIRED, tags={"team": "data"}), None)
    assert made.steps == (Create(),)
    assert made.changes is None
    assert made.summary == "create state machine 'nightly'"


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        pytest.param({}, {}, id="the same"),
        pytest.param({}, {"definition": json.dumps(document(5.0))}, id="other spelling of it"),
        pytest.param({}, {"logging": None, "tracing": None, "encryption": None}, id="nothing told"),
        pytest.param({}, {"logging": {"level": "OFF"}}, id="logging half told"),
        pytest.param({"logging": {"level": "OFF"}}, {}, id="logging written as its default"),
        pytest.param({}, {"logging": {**LOGGING, "level": "OFF"}}, id="nothing logged anywhere"),
        pytest.param({"logging": {**LOGGING, "level": "OFF"}}, {}, id="nowhere for nothing logged"),
        pytest.param({"tracing": {"enabled": False}}, {}, id="tracing written as its default"),
        pytest.param({"encryption": {"type": "AWS_OWNED_KEY"}}, {}, id="default key"),
        pytest.param({"logging": LOGGING}, {"logging": LOGGING}, id="the same logging"),
        pytest.param(
            {"encryption": {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "1234"}},
            {"encryption": OWN_KEY},
            id="a key by its id, told by its ARN",
        ),
    ],
)
def test_what_means_the_same_makes_no_step(wanted: dict[str, Any], held: dict[str, Any]) -> None:
    made = planned(wanted, held)
    assert not made
    assert made.summary == "nothing to do"


@pytest.mark.parametrize(
    ("wanted", "held", "parts"),
    [
        ({"definition": Definition(document(6))}, {}, ["definition"]),
        ({}, {"definition": "not JSON"}, ["definition"]),
        ({}, {"definition": "[]"}, ["definition"]),
        ({"role": ROLE + "ly"}, {}, ["role"]),
        ({"logging": LOGGING}, {}, ["logging"]),
        ({}, {"logging": LOGGING}, ["logging"]),
        ({"logging": LOGGING}, {"logging": {**LOGGING, "level": "ERROR"}}, ["logging"]),
        ({"tracing": {"enabled": True}}, {}, ["tracing"]),
        ({}, {"tracing": {"enabled": True}}, ["tracing"]),
        ({"encryption": OWN_KEY}, {}, ["encryption"]),
        ({}, {"encryption": OWN_KEY}, ["encryption"]),
        ({"encryption": OWN_KEY}, {"encryption": {**OWN_KEY, "kmsKeyId": "5"}}, ["encryption"]),
        (
            {"definition": Definition(document(6)), "role": ROLE + "ly", "logging": LOGGING},
            {"tracing": {"enabled": True}, "encryption": OWN_KEY},
            ["definition", "role", "logging", "tracing", "encryption"],
        ),
    ],
)
def test_all_that_differs_is_one_update_of_those_parts(
    wanted: dict[str, Any], held: dict[str, Any], parts: list[str]
) -> None:
    made = planned(wanted, held)
    assert len(made.steps) == 1
    assert updated_parts(made) == parts
    assert made.summary == f"update {', '.join(parts)}"


def test_a_setting_left_out_goes_back_to_the_default_of_aws() -> None:
    (update,) = planned({}, {"logging": LOGGING}).steps
    assert isinstance(update, Update)
    assert update.parts["logging"]["level"] == "OFF"
    assert update.parts["logging"]["destinations"] == []


def test_the_changes_of_the_definition_come_with_the_plan() -> None:
    assert planned({"definition": Definition(document(6))}, {}).changes
    assert not planned({"role": ROLE + "ly"}, {}).changes


@pytest.mark.parametrize(
    ("wanted", "held", "steps"),
    [
        pytest.param(None, {"team": "ops"}, (), id="not spoken of"),
        pytest.param({}, {"team": "ops"}, (Untag(("team",)),), id="none"),
        pytest.param({"team": "ops"}, {}, (Tag({"team": "ops"}),), id="one more"),
        pytest.param({"team": "ops"}, {"team": "dev"}, (Tag({"team": "ops"}),), id="other value"),
        pytest.param({"team": "ops"}, {"team": "ops", "aws:stack": "x"}, (), id="one of AWS's"),
        pytest.param({"a": "1"}, {"b": "2"}, (Tag({"a": "1"}), Untag(("b",))), id="another"),
    ],
)
def test_tags_are_brought_to_those_written_if_any_are(
    wanted: dict[str, str] | None, held: dict[str, str], steps: tuple[object, ...]
) -> None:
    assert planned({"tags": wanted}, {}, held).steps == steps


def test_where_old_and_new_tags_are_too_many_together_the_old_ones_go_first() -> None:
    held = {f"old{number}": "" for number in range(50)}
    steps = planned({"tags": {"new": ""}}, {}, held).steps
    assert [type(step) for step in steps] == [Untag, Tag]


def test_a_change_of_type_is_refused_as_aws_has_no_way_to_do_it() -> None:
    with pytest.raises(DeploymentError, match=r"is of type STANDARD.*write type='STANDARD'"):
        planned({"type": "EXPRESS"}, {})
