"""The rules of errors: retriers, catchers, timeouts and the names they go by."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Definition, Severity
from sfn_dsl.lint.rules import (
    heartbeat_not_below_timeout,
    lambda_without_retry,
    max_delay_without_effect,
    reserved_error_name,
    states_all_not_last,
    task_without_timeout,
    uncatchable_error,
    unknown_error_name,
    unreachable_handler,
)
from sfn_dsl.lint.subject import Subject

from .control_flow import END, found, machine, places


def retried(*names: list[str], kind: str = "Task", field: str = "Retry", **more: Any) -> Any:
    handlers = [{"ErrorEquals": listed, "Next": "B", **more} for listed in names]
    return machine(A={"Type": kind, field: handlers, "Next": "B"}, B=END)


@pytest.mark.parametrize("field", ["Retry", "Catch"])
def test_states_all_stands_last(field: str) -> None:
    bad = retried(["X"], ["States.ALL"], ["Y"], field=field)
    place = f"/States/A/{field}/1/ErrorEquals/0"
    assert found(states_all_not_last, bad) == [(place, Severity.ERROR)]
    assert found(states_all_not_last, retried(["X"], ["States.ALL"], field=field)) == []


@pytest.mark.parametrize(("heartbeat", "timeout"), [(5, 6), ("${H}", 5), (9, "${T}"), (True, 0)])
def test_a_heartbeat_that_may_be_below_the_timeout_is_not_reported(
    heartbeat: Any, timeout: Any
) -> None:
    task = {"Type": "Task", "HeartbeatSeconds": heartbeat, "TimeoutSeconds": timeout}
    assert found(heartbeat_not_below_timeout, machine(A=task)) == []


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (retried(["A"], ["A"]), ["/States/A/Retry/1"]),
        (retried(["A", "B"], ["C"], ["B", "C"]), ["/States/A/Retry/2"]),
        (retried(["A"], ["A"], field="Catch"), ["/States/A/Catch/1"]),
        (retried(["States.TaskFailed"], ["Lambda.Unknown"]), ["/States/A/Retry/1"]),
        (retried(["States.TaskFailed"], ["States.Timeout"]), []),
        (retried(["States.TaskFailed"], ["States.Permissions"]), []),
        (retried(["States.TaskFailed"], ["States.ALL"]), []),
        (retried(["States.TaskFailed"], ["Own"], kind="Map"), []),
        (retried(["Lambda.Unknown"], ["States.TaskFailed"]), []),
        (retried(["${A}"], ["${A}"]), []),
        (retried(["States.ALL"], ["States.ALL"]), []),  # told as States.ALL not being last
        (retried([], []), []),
    ],
)
def test_a_handler_that_is_left_no_error_is_reported(document: Any, told: list[str]) -> None:
    expected = [(pointer, Severity.WARNING) for pointer in told]
    assert found(unreachable_handler, document) == expected


def test_a_single_name_that_is_taken_before_is_advice() -> None:
    document = retried(["A"], ["B", "A"])
    assert found(unreachable_handler, document) == [
        ("/States/A/Retry/1/ErrorEquals/1", Severity.INFO)
    ]


def test_an_error_that_no_choice_matched_may_come_out_of_a_map_but_not_of_a_task() -> None:
    document = retried(["States.NoChoiceMatched"])
    assert places(uncatchable_error, document) == ["/States/A/Retry/0/ErrorEquals/0"]
    assert places(uncatchable_error, retried(["States.NoChoiceMatched"], kind="Map")) == []
    runtime = retried(["A", "States.Runtime"], kind="Map", field="Catch")
    assert places(uncatchable_error, runtime) == ["/States/A/Catch/0/ErrorEquals/1"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("States.TaskFail", "'States.TaskFailed'?"),
        ("states.all", "'States.ALL'?"),
        ("States.HeartBeatTimeout", "'States.HeartbeatTimeout'?"),
        ("States.Xyzzy", "does not begin"),
    ],
)
def test_a_misspelt_reserved_name_is_reported_with_the_nearest(name: str, meant: str) -> None:
    (finding,) = unknown_error_name.check(Subject(Definition(retried([name]))))
    assert finding.pointer == "/States/A/Retry/0/ErrorEquals/0"
    assert meant in finding.message


@pytest.mark.parametrize(
    "name",
    ["States.Http.StatusCode.503", "States.Http.Socket", "Statesman", "${E}", "States.${E}"],
)
def test_known_and_foreign_and_unknown_names_are_not_reported(name: str) -> None:
    assert found(unknown_error_name, retried([name])) == []


def test_a_name_that_the_definition_itself_raises_is_not_misspelt() -> None:
    document = retried(["States.Own"])
    document["States"]["B"] = {"Type": "Fail", "Error": "States.Own"}
    assert found(unknown_error_name, document) == []
    assert places(reserved_error_name, document) == ["/States/B/Error"]


def test_a_fail_state_raises_no_reserved_error() -> None:
    for error, is_told in [("States.X", True), ("Own", False), ("States.${E}", False), (5, False)]:
        document = machine(A={"Type": "Fail", "Error": error})
        assert found(reserved_error_name, document) == (
            [("/States/A/Error", Severity.WARNING)] if is_told else []
        )


@pytest.mark.parametrize(
    ("retrier", "is_told"),
    [
        ({"MaxDelaySeconds": 1}, True),
        ({"MaxDelaySeconds": 2}, False),
        ({"MaxDelaySeconds": 5, "IntervalSeconds": 5}, True),
        ({"MaxDelaySeconds": 50, "IntervalSeconds": 5, "BackoffRate": 1.0}, True),
        ({"MaxDelaySeconds": 50, "IntervalSeconds": "${I}"}, False),
        ({"MaxDelaySeconds": "${M}", "IntervalSeconds": 5}, False),
        ({"IntervalSeconds": 5}, False),
    ],
)
def test_a_limit_of_the_delay_is_above_the_first(retrier: dict[str, Any], is_told: bool) -> None:
    expected = ["/States/A/Retry/0/MaxDelaySeconds"] if is_told else []
    assert places(max_delay_without_effect, retried(["A"], **retrier)) == expected


def test_a_limit_of_the_whole_machine_or_a_heartbeat_stops_a_task() -> None:
    task = {"Type": "Task"}
    assert found(task_without_timeout, machine(A=task)) == [("/States/A", Severity.INFO)]
    assert found(task_without_timeout, {**machine(A=task), "TimeoutSeconds": 5}) == []
    assert found(task_without_timeout, machine(A={**task, "HeartbeatSeconds": 5})) == []


@pytest.mark.parametrize(
    ("names", "is_told"),
    [
        (["States.ALL"], False),
        (["States.TaskFailed"], False),
        (["${Errors}"], False),
        (["Lambda.ServiceException"], True),
        (["States.Timeout"], True),
    ],
)
def test_a_function_is_retried_by_whatever_matches(names: list[str], is_told: bool) -> None:
    document = retried(names)
    document["States"]["A"]["Resource"] = "arn:aws-cn:states:::lambda:invoke.waitForTaskToken"
    assert places(lambda_without_retry, document) == (["/States/A"] if is_told else [])
