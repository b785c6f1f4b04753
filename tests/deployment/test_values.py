"""What the functions return: values that read well, and that can be copied and pickled."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest

from sfn_dsl.definition.reading import read_json
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.drift import drift_of
from sfn_dsl.deployment.options import DeployOptions, Release, Shift
from sfn_dsl.deployment.pull import pulled
from sfn_dsl.deployment.saved_plan import saved
from sfn_dsl.model.target import Target

from .model_of_aws import ACCOUNT, ModelOfAws
from .planning import evolved, plan_desired

PLACE = Target(ACCOUNT, "us-east-1")
ARN = PLACE.arn("states", "stateMachine:nightly")
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
TEXT = '{"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": 5, "End": true}}}'
NIGHTLY = Desired(
    "nightly",
    read_json(TEXT, "nightly.asl.json"),
    "Nightly",
    tags={"team": "data"},
    release=Release(alias="live", shift=Shift(10), alarms=("errors",)),
)
CHANGED = evolved(
    NIGHTLY, definition=read_json(TEXT.replace("5", "6"), "n.json"), tracing={"enabled": True}
)


@pytest.fixture
def aws() -> ModelOfAws:
    model = ModelOfAws()
    model.role("Nightly")
    deploy_desired(lambda *_: NIGHTLY, model, check=lambda _: [])
    return model


def values(aws: ModelOfAws) -> dict[str, Any]:
    made = plan_desired(lambda *_: CHANGED, aws, check=lambda _: [])
    drift = drift_of(CHANGED, aws, PLACE)
    source = pulled("nightly", aws, PLACE, lambda _: None)
    unreleased = attrs.evolve(CHANGED, release=None)
    done = deploy_desired(lambda *_: unreleased, aws, check=lambda _: [])
    options = DeployOptions(release=NIGHTLY.release)
    return {
        "plan": made,
        "drift": drift,
        "deployment": done,
        "pulled": source,
        "saved": saved(made),
        "options": options,
        "machine": aws.describe_state_machine(ARN),
    }


def test_they_are_reported_in_a_line_without_whole_definitions(aws: ModelOfAws) -> None:
    told = {name: repr(value) for name, value in values(aws).items()}
    alias = "point alias 'live' at the new version"
    assert (
        told["plan"] == f"Plan('nightly': update definition, tracing; publish a version; {alias})"
    )
    assert told["drift"] == "Drift('nightly': tracing, definition, alias 'live')"
    assert told["deployment"] == f"Deployment(updated: {ARN}, Update(definition, tracing))"
    assert told["pulled"].startswith(f"Pulled({ARN!r}, ")
    assert told["saved"] == f"SavedPlan({ARN!r}: update, publish, alias)"
    assert all("StartAt" not in text and len(text) < 400 for text in told.values())


def test_they_can_be_pickled_and_copied(aws: ModelOfAws) -> None:
    for name, value in values(aws).items():
        assert pickle.loads(pickle.dumps(value)) == value, name  # noqa: S301 - made a line ago
        assert copy.deepcopy(value) == value, name
