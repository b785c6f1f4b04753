"""Logging that is off is the same as none, wherever it would go; logging that is on is not."""

from __future__ import annotations

import itertools
from typing import Any

import attrs
import pytest

from sfn_dsl import Definition
from sfn_dsl.aws.api import Machine
from sfn_dsl.definition import canonical_text
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.drift import compared
from sfn_dsl.deployment.plan import Actual, Plan, Update, plan
from sfn_dsl.deployment.render.drift import as_text

from .model_of_aws import ACCOUNT

ARN = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:nightly"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Nightly"
GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:nightly"
DOCUMENT = {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
WRITTEN = Desired("nightly", Definition(DOCUMENT), ROLE)
DEPLOYED = Machine(ARN, "nightly", "STANDARD", "ACTIVE", canonical_text(DOCUMENT), ROLE)


def to(*groups: str) -> list[dict[str, Any]]:
    return [{"cloudWatchLogsLogGroup": {"logGroupArn": group}} for group in groups]


Logging = dict[str, Any] | None
OFF: dict[str, Logging] = {
    "none": None,
    "nothing said": {},
    "off": {"level": "OFF"},
    "off, to nowhere": {"level": "OFF", "includeExecutionData": False, "destinations": []},
    "off, with data": {"level": "OFF", "includeExecutionData": True},
    "off, to a group": {"level": "OFF", "destinations": to(f"{GROUP}:*")},
    "off, to another group": {"level": "OFF", "destinations": to(f"{GROUP}-2:*")},
    "a group without a level": {"destinations": to(f"{GROUP}:*")},
}
ON: dict[str, Logging] = {
    "all": {"level": "ALL", "destinations": to(f"{GROUP}:*")},
    "all, with data": {
        "level": "ALL",
        "includeExecutionData": True,
        "destinations": to(f"{GROUP}:*"),
    },
    "errors": {"level": "ERROR", "destinations": to(f"{GROUP}:*")},
    "all, to another group": {"level": "ALL", "destinations": to(f"{GROUP}-2:*")},
    "all, to two groups": {"level": "ALL", "destinations": to(f"{GROUP}:*", f"{GROUP}-2:*")},
}
EVERY = {**OFF, **ON}


def planned(written: Logging, deployed: Logging) -> tuple[Plan, str]:
    """What a deploy would do, and what is told of drift."""
    desired = attrs.evolve(WRITTEN, settings={"logging": written})
    actual = Actual(attrs.evolve(DEPLOYED, settings={"logging": deployed}), {})
    return plan(ARN, desired, actual), as_text(compared(ARN, desired, actual))


@pytest.mark.parametrize(("written", "deployed"), list(itertools.product(OFF, OFF)))
def test_where_nothing_is_logged_it_does_not_matter_where_to(written: str, deployed: str) -> None:
    made, drift = planned(OFF[written], OFF[deployed])
    assert made.summary == "nothing to do"
    assert drift.startswith("no drift")


@pytest.mark.parametrize(
    ("written", "deployed"),
    [(a, b) for a, b in itertools.product(EVERY, EVERY) if a != b and (a in ON or b in ON)],
)
def test_logging_that_is_turned_on_off_or_changed_is_updated(written: str, deployed: str) -> None:
    made, drift = planned(EVERY[written], EVERY[deployed])
    assert made.summary == "update logging"
    (update,) = made.steps
    assert isinstance(update, Update)
    sent = update.parts["logging"]
    assert sent == (EVERY[written] if EVERY[written] is not None else OFF["off, to nowhere"])
    assert "logging: written" in drift


@pytest.mark.parametrize("case", ON)
def test_defaults_and_the_ending_of_a_log_group_make_no_difference(case: str) -> None:
    logging = ON[case]
    assert logging is not None
    groups = [group["cloudWatchLogsLogGroup"]["logGroupArn"] for group in logging["destinations"]]
    bare = to(*(group.removesuffix(":*") for group in groups))
    made, _ = planned(logging, {"includeExecutionData": False, **logging, "destinations": bare})
    assert made.summary == "nothing to do"
