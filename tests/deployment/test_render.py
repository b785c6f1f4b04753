"""A plan as people and programs read it."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from sfn_dsl.aws.api import Machine
from sfn_dsl.comparison import as_text as changes_as_text
from sfn_dsl.definition import Definition, canonical_text
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.plan import Actual, Plan, plan
from sfn_dsl.deployment.render.plan import as_json, as_text
from sfn_dsl.diagnostics import Diagnostic, Severity

from .planning import evolved

ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:nightly"
ROLE = "arn:aws:iam::123456789012:role/Nightly"


def definition(seconds: int) -> Definition:
    pause = {"Type": "Wait", "Seconds": seconds, "End": True}
    return Definition({"StartAt": "Pause", "States": {"Pause": pause}})


NIGHTLY = Desired("nightly", definition(5), ROLE, tags={"team": "data"})
HELD = Actual(
    Machine(ARN, "nightly", "STANDARD", "ACTIVE", canonical_text(definition(5).document), ROLE),
    {"team": "data"},
)


def planned(actual: Actual | None = HELD, **fields: Any) -> Plan:
    return plan(ARN, evolved(NIGHTLY, **fields), actual)


def test_nothing_to_do_is_one_line() -> None:
    assert as_text(planned()) == (f"nothing to do: state machine 'nightly' is as written ({ARN})\n")


def test_a_creation_shows_what_will_be() -> None:
    tracing = {"enabled": True}
    assert (
        as_text(planned(None, tracing=tracing))
        == f"""\
create state machine 'nightly' ({ARN})
  definition: 1 state
  type: STANDARD
  role: {ROLE}
  tracing: {{"enabled": true}}
  tag 'team': 'data'
"""
    )


def test_an_update_shows_old_and_new_and_the_changes_of_the_definition() -> None:
    made = planned(definition=definition(6), role=ROLE + "2", tags={"owner": "me"})
    assert made.changes is not None
    changes = changes_as_text(made.changes).splitlines()
    assert as_text(made).splitlines() == [
        f"update state machine 'nightly' ({ARN})",
        "  definition:",
        *(f"    {line}".rstrip() for line in changes),
        f"  role: {ROLE} -> {ROLE}2",
        "  tag 'owner': 'me'",
        "  untag 'team'",
    ]
    assert any("Seconds" in line for line in changes)
    assert made.summary == "update definition, role; tag 'owner'; untag 'team'"


@pytest.mark.parametrize(
    ("made", "action", "steps"),
    [
        (planned(), "nothing", []),
        (planned(None), "create", ["create"]),
        (planned(tags={"owner": "me"}), "update", ["tag", "untag"]),
        (
            planned(definition=definition(6), settings={"tracing": {"enabled": True}}),
            "update",
            ["update"],
        ),
    ],
)
def test_the_json_names_action_and_steps(made: Plan, action: str, steps: list[str]) -> None:
    shown = json.loads(json.dumps(as_json(made)))
    assert (shown["action"], shown["arn"], shown["name"]) == (action, ARN, "nightly")
    assert [step["step"] for step in shown["steps"]] == steps


def test_the_json_of_an_update_holds_old_new_and_changes() -> None:
    (step,) = as_json(planned(definition=definition(6), settings={"tracing": {"enabled": True}}))[
        "steps"
    ]
    assert step["parts"]["tracing"] == {"old": {"enabled": False}, "new": {"enabled": True}}
    assert "/States/Pause/Seconds" in json.dumps(step["parts"]["definition"]["changes"])


def test_warnings_are_in_the_json() -> None:
    finding = Diagnostic("SFN203", Severity.WARNING, "odd; look at it")
    shown = as_json(attrs.evolve(planned(), findings=(finding,)))
    assert shown["findings"][0]["code"] == "SFN203"
