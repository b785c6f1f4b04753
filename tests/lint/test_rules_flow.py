"""The rules of flow: loops, polling, days that no calendar has."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Severity
from sfn_dsl.lint.rules import (
    endless_loop,
    idle_self_transition,
    impossible_date,
    polling_without_wait,
)

from .control_flow import END, asks, choice, found, machine, places


def test_a_loop_that_only_a_catch_leaves_is_not_an_endless_loop() -> None:
    work: dict[str, Any] = {"Type": "Task", "Resource": "r", "Next": "Wait"}
    wait = {"Type": "Wait", "Seconds": 1, "Next": "Work"}
    ask = {"Type": "Choice", "Choices": [{**asks("IsNull", True), "Next": "Done"}]}
    ask["Default"] = "Work"
    endless = machine(Ask=ask, Work=work, Wait=wait, Done=END)
    assert found(endless_loop, endless) == [("/States/Work", Severity.WARNING)]
    work["Catch"] = [{"ErrorEquals": ["States.ALL"], "Next": "Done"}]
    assert found(endless_loop, endless) == []


def test_only_the_last_of_two_endless_loops_in_a_row_is_reported() -> None:
    def either(one: str, other: str) -> dict[str, Any]:
        return {"Type": "Choice", "Choices": [{"Next": one}], "Default": other}

    document = machine(
        S=either("End", "A"), A=either("A2", "B"), A2={"Next": "A"}, B={"Next": "B"}, End=END
    )
    assert places(endless_loop, document) == ["/States/B"]


def test_a_machine_without_any_end_and_one_with_a_misspelt_target_have_no_endless_loop() -> None:
    assert places(endless_loop, machine(A={"Next": "B"}, B={"Next": "A"})) == []
    assert places(endless_loop, machine(A={"Next": "B"}, B={"Next": "AA"}, C=END)) == []


def test_a_choice_may_lead_to_itself_where_that_changes_something() -> None:
    rule = {**asks("BooleanEquals", True), "Next": "B"}
    state: dict[str, Any] = {"Type": "Choice", "Choices": [rule], "Default": "A"}
    document = machine(A=state, B=END)
    assert places(idle_self_transition, document) == ["/States/A/Default"]
    assert places(idle_self_transition, machine(A={**state, "OutputPath": "$.next"}, B=END)) == []
    rule["Variable"] = "$$.State.EnteredTime"
    assert places(idle_self_transition, document) == []


def test_a_task_that_only_a_catch_leaves_is_reported() -> None:
    task: dict[str, Any] = {"Type": "Task", "Next": "A"}
    task["Catch"] = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    assert places(idle_self_transition, machine(A=task, B=END)) == ["/States/A/Next"]
    task["Next"], task["Catch"][0]["Next"] = "B", "A"
    assert places(idle_self_transition, machine(A=task, B=END)) == []


def test_turning_pages_and_waiting_for_a_job_are_not_polling() -> None:
    def loop(**task: Any) -> dict[str, Any]:
        ask = {"Type": "Choice", "Choices": [{**asks("IsNull", True), "Next": "C"}]}
        return machine(A={"Type": "Task", "Next": "B", **task}, B={**ask, "Default": "A"}, C=END)

    sdk = "arn:aws:states:::aws-sdk:glue:getJobRun"
    assert found(polling_without_wait, loop(Resource=sdk)) == [("/States/A", Severity.INFO)]
    assert found(polling_without_wait, loop(Resource=sdk, Parameters={"NextToken.$": "$.t"})) == []
    job = "arn:aws:states:::glue:startJobRun.sync"
    assert found(polling_without_wait, loop(Resource=job)) == []


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        ("2030-02-29", False),
        ("2032-02-29", True),
        ("2100-02-29", False),
        ("2030-04-31", False),
        ("2030-12-31", True),
        ("0000-02-29", True),
    ],
)
def test_a_day_is_looked_up_in_the_calendar(day: str, is_one: bool) -> None:
    wait = machine(A={"Type": "Wait", "Timestamp": f"{day}T00:00:00Z", "End": True})
    assert places(impossible_date, wait) == ([] if is_one else ["/States/A/Timestamp"])
    rule = {"Not": {"And": [asks("TimestampLessThan", f"{day}T00:00:00Z")]}}
    where = "/States/A/Choices/0/Not/And/0/TimestampLessThan"
    assert places(impossible_date, choice(rule)) == ([] if is_one else [where])


def test_what_is_not_a_timestamp_is_left_to_the_schema() -> None:
    for text in ("2030-02-30", "${When}", "{% $when %}", 5, None):
        assert places(impossible_date, machine(A={"Type": "Wait", "Timestamp": text})) == []
