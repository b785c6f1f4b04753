"""Timeouts, heartbeats, callbacks and waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.testing import after, answers, fails, hangs

from .histories import PASS, machine, run, task, types_of, waiting_task

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:paint"


@pytest.mark.parametrize(
    "fields",
    [
        {"TimeoutSeconds": 7},
        {"TimeoutSecondsPath": "$.limit"},
        {"TimeoutSecondsPath": "$limit"},
        {"TimeoutSecondsPath": "$$.Execution.Input.limit"},
        {"QueryLanguage": "JSONata", "TimeoutSeconds": "{% $states.input.limit %}"},
        {"QueryLanguage": "JSONata", "TimeoutSeconds": "{% $limit - 0 %}"},
    ],
)
def test_a_task_ends_at_its_timeout(fields: dict[str, Any]) -> None:
    states = {
        "Set": {"Type": "Pass", "Assign": {"limit": 7}, "Next": "Pack"},
        "Pack": task(**fields),
    }
    execution = run(states, {"limit": 7}, tasks={"Pack": hangs()})
    assert (execution.status, execution.error, execution.cause) == (
        "FAILED",
        "States.Timeout",
        None,
    )
    assert execution.elapsed == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"TimeoutSecondsPath": "$.nothing"}, "States.Runtime"),
        ({"TimeoutSecondsPath": "$.text"}, "States.Runtime"),
        (
            {"QueryLanguage": "JSONata", "TimeoutSeconds": "{% $states.input.text %}"},
            "States.QueryEvaluationError",
        ),
        (
            {"QueryLanguage": "JSONata", "TimeoutSeconds": "{% 1.5 %}"},
            "States.QueryEvaluationError",
        ),
    ],
)
def test_a_timeout_that_is_no_number_of_seconds(fields: dict[str, Any], error: str) -> None:
    execution = run({"Pack": task(**fields)}, {"text": "soon"}, tasks={"Pack": 1})
    assert execution.error == error
    assert execution.calls() == []


def test_an_answer_in_time_ends_the_task_and_its_timeout() -> None:
    states = {"Pack": task(TimeoutSeconds=7, Next="Sleep"), "Sleep": {**PASS}}
    execution = run(states, {}, tasks={"Pack": after(7, "packed")})
    assert execution.output == "packed"


def test_each_attempt_has_the_whole_timeout() -> None:
    retry = [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 2, "BackoffRate": 1}]
    execution = run({"Pack": task(TimeoutSeconds=10, Retry=retry)}, {}, tasks={"Pack": hangs()})
    assert execution.elapsed == timedelta(seconds=3 * 10 + 2)


def test_a_machine_ends_at_its_timeout_without_an_error() -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Tell"}]
    states = {"Pack": task(Catch=catch), "Tell": {"Type": "Succeed"}}
    execution = run(states, {}, tasks={"Pack": hangs()}, top={"TimeoutSeconds": 30})
    assert (execution.status, execution.error, execution.cause) == ("TIMED_OUT", None, None)
    last = execution.history[-1]
    assert (last.type, last.previous_id, last.details) == (
        "ExecutionTimedOut",
        0,
        {"error": "States.Timeout"},
    )
    assert execution.elapsed == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("machine_type", "longest"),
    [("STANDARD", timedelta(days=365)), ("EXPRESS", timedelta(minutes=5))],
)
def test_an_execution_that_never_ends_is_ended_by_aws(
    machine_type: Any, longest: timedelta
) -> None:
    execution = run({"Pack": task()}, {}, tasks={"Pack": hangs()}, machine_type=machine_type)
    assert execution.status == "TIMED_OUT"
    assert execution.elapsed == longest


# Heartbeats and callbacks.


@pytest.mark.parametrize("name", ["States.HeartbeatTimeout", "States.Timeout", "States.ALL"])
@pytest.mark.parametrize("state", [waiting_task, lambda **fields: task(ACTIVITY, **fields)])
def test_a_lost_heartbeat_answers_to_two_names(name: str, state: Any) -> None:
    catch = [{"ErrorEquals": [name], "Next": "Tell"}]
    states = {"Ask": state(HeartbeatSeconds=4, Catch=catch), "Tell": {"Type": "Succeed"}}
    execution = run(states, {}, tasks={"Ask": hangs()})
    assert execution.output == {"Error": "States.Timeout", "Cause": ""}
    assert execution.elapsed == timedelta(seconds=4)


def test_a_heartbeat_that_is_lost_is_no_failure_of_the_task() -> None:
    catch = [{"ErrorEquals": ["States.TaskFailed"], "Next": "Tell"}]
    states = {"Ask": waiting_task(HeartbeatSeconds=4, Catch=catch), "Tell": {"Type": "Succeed"}}
    assert run(states, {}, tasks={"Ask": hangs()}).error == "States.Timeout"


def test_heartbeats_keep_a_task_alive_until_its_timeout() -> None:
    def beat(call: TaskCall) -> Any:
        for seconds in range(3, 100, 3):
            call.callbacks.heartbeat(call.token, after=seconds)
        return hangs()

    states = {"Ask": waiting_task(HeartbeatSeconds=4, TimeoutSeconds=20)}
    execution = run(states, {}, tasks={"Ask": beat})
    assert execution.elapsed == timedelta(seconds=20)
    states = {"Ask": waiting_task(HeartbeatSeconds=4)}
    assert run(states, {}, tasks={"Ask": beat}).elapsed == timedelta(seconds=99 + 4)


def test_a_task_without_callbacks_needs_no_heartbeat() -> None:
    states = {"Pack": task(HeartbeatSeconds=4)}
    execution = run(states, {}, tasks={"Pack": after(60, "packed")})
    assert execution.output == "packed"
    assert "heartbeatInSeconds" not in execution.history[2].details


def test_another_task_sends_the_token() -> None:
    tokens: list[str] = []

    def ask(call: TaskCall) -> Any:
        tokens.append(call.parameters["MessageBody"]["Token"])
        return hangs()

    def confirm(call: TaskCall) -> Any:
        call.callbacks.succeed(tokens[0], {"by": "Confirm"}, after=5)
        return "sent"

    states = {
        "Both": {
            "Type": "Parallel",
            "Branches": [
                machine({"Ask": waiting_task()}),
                machine(
                    {
                        "Sleep": {"Type": "Wait", "Seconds": 10, "Next": "Confirm"},
                        "Confirm": task(),
                    }
                ),
            ],
            "End": True,
        }
    }
    execution = run(states, {}, tasks={"Ask": ask, "Confirm": confirm})
    assert execution.output == [{"by": "Confirm"}, "sent"]
    assert execution.elapsed == timedelta(seconds=15)


def test_a_callback_may_come_while_the_task_is_still_being_called() -> None:
    def ask(call: TaskCall) -> Any:
        call.callbacks.succeed(call.token, "at once")
        return hangs()

    execution = run({"Ask": waiting_task()}, {}, tasks={"Ask": ask})
    assert execution.output == "at once"
    assert types_of(execution)[-3:] == ["TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"]


def test_a_callback_that_comes_too_late_does_nothing() -> None:
    def ask(call: TaskCall) -> Any:
        call.callbacks.succeed(call.token, f"answer {call.attempt}", after=11)
        return hangs()

    retry = [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1, "IntervalSeconds": 5}]
    states = {"Ask": waiting_task(TimeoutSeconds=10, Retry=retry)}
    execution = run(states, {}, tasks={"Ask": ask})
    first, second = execution.calls("Ask")
    assert first.token != second.token
    assert execution.error == "States.Timeout"
    assert execution.elapsed == timedelta(seconds=10 + 5 + 10)


def test_a_callback_may_fail_the_task_with_or_without_an_error() -> None:
    for error, cause in (("Refused", "no"), (None, None)):

        def ask(call: TaskCall, error: Any = error, cause: Any = cause) -> Any:
            call.callbacks.fail(call.token, error, cause, after=1)
            return hangs()

        execution = run({"Ask": waiting_task()}, {}, tasks={"Ask": ask})
        assert (execution.status, execution.error, execution.cause) == ("FAILED", error, cause)
        assert execution.history[-2].type == "TaskFailed"


@pytest.mark.parametrize(
    ("resource", "is_shown"),
    [
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", True),
        ("arn:aws:states:::states:startExecution.sync:2", True),
        (ACTIVITY, True),
        ("arn:aws:states:::lambda:invoke", False),
    ],
)
def test_which_tasks_have_a_token(resource: str, is_shown: bool) -> None:
    states = {"Ask": task(resource, Parameters={"context.$": "$$"})}
    execution = run(states, {}, tasks={"Ask": 1})
    assert ("Task" in execution.calls()[0].context) is is_shown


# Failures to start and to submit.


@pytest.mark.parametrize(
    ("state", "phase", "events"),
    [
        (task(), "start", ["LambdaFunctionScheduled", "LambdaFunctionStartFailed"]),
        (task(ACTIVITY), "start", ["ActivityScheduleFailed"]),
        (
            task("arn:aws:states:::sns:publish", Parameters={"Message": "m", "TopicArn": "t"}),
            "start",
            ["TaskScheduled", "TaskStartFailed"],
        ),
        (waiting_task(), "submit", ["TaskScheduled", "TaskStarted", "TaskSubmitFailed"]),
        (
            task("arn:aws:states:::sns:publish", Parameters={"Message": "m", "TopicArn": "t"}),
            "submit",
            ["TaskScheduled", "TaskStarted", "TaskFailed"],
        ),
    ],
)
def test_a_task_that_cannot_be_started_or_submitted(
    state: dict[str, Any], phase: Any, events: list[str]
) -> None:
    execution = run({"Do": state}, {}, tasks={"Do": fails("Refused", "why", phase=phase)})
    assert types_of(execution) == [
        "ExecutionStarted",
        "TaskStateEntered",
        *events,
        "ExecutionFailed",
    ]
    assert (execution.error, execution.cause) == ("Refused", "why")


def test_a_task_that_step_functions_itself_cannot_start_leaves_no_event() -> None:
    answer = fails("States.Runtime", "The activity paint does not exist.", phase="start")
    execution = run({"Paint": task(ACTIVITY)}, {}, tasks={"Paint": answer})
    assert types_of(execution) == ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"]
    assert execution.cause == (
        "An error occurred while executing the state 'Paint' (entered at the event id #2). "
        "The activity paint does not exist."
    )


@pytest.mark.parametrize("field", ["Headers", "QueryParameters"])
def test_an_api_is_called_with_lists_of_headers_and_of_query_parameters(field: str) -> None:
    parameters = {"ApiEndpoint": "x.execute-api.us-east-1.amazonaws.com", "Method": "GET"}
    given = {**parameters, f"{field}.$": "$.given"}
    states = {"Call": task("arn:aws:states:::apigateway:invoke", Parameters=given)}
    run_with = [run(states, {"given": {"a": a}}, tasks={"Call": 1}) for a in (["b"], "b")]
    assert [execution.status for execution in run_with] == ["SUCCEEDED", "FAILED"]
    assert (run_with[1].cause or "").endswith(
        f"[The value of the field '{field}' has an invalid format]"
    )
    assert run_with[1].calls() == []


# Waits. The executions start on 2025-01-01 at 10:00 in UTC.


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [
        ({"Seconds": 0}, 0),
        ({"Seconds": 86400 * 30}, 86400 * 30),
        ({"SecondsPath": "$.n"}, 5),
        ({"SecondsPath": "$$.Execution.Input.n"}, 5),
        ({"Timestamp": "2025-01-01T10:00:30Z"}, 30),
        ({"Timestamp": "2025-01-01T12:00:30.999+02:00"}, 30),
        ({"Timestamp": "2020-01-01T00:00:00Z"}, 0),
        ({"TimestampPath": "$.t"}, 60),
        ({"QueryLanguage": "JSONata", "Seconds": "{% $states.input.n * 2 %}"}, 10),
        ({"QueryLanguage": "JSONata", "Seconds": "{% 2.0 %}"}, 2),
        ({"QueryLanguage": "JSONata", "Timestamp": "{% $states.input.t %}"}, 60),
        ({"QueryLanguage": "JSONata", "Timestamp": "{% '2025-01-01t10:01:00.7z' %}"}, 60),
    ],
)
def test_a_wait_ends_at_its_time(wait: dict[str, Any], seconds: int) -> None:
    data = {"n": 5, "t": "2025-01-01T10:01:00Z"}
    execution = run({"Sleep": {"Type": "Wait", **wait, "End": True}}, data)
    assert execution.elapsed == timedelta(seconds=seconds)
    assert execution.output == data


@pytest.mark.parametrize(
    ("wait", "error"),
    [
        ({"SecondsPath": "$.f"}, "States.Runtime"),
        ({"SecondsPath": "$.negative"}, "States.Runtime"),
        ({"SecondsPath": "$.nothing"}, "States.Runtime"),
        ({"TimestampPath": "$.f"}, "States.Runtime"),
        ({"Timestamp": "2193-01-01T00:00:00Z"}, "States.Runtime"),
        ({"QueryLanguage": "JSONata", "Seconds": "{% -1 %}"}, "States.QueryEvaluationError"),
        ({"QueryLanguage": "JSONata", "Seconds": "{% 1.5 %}"}, "States.QueryEvaluationError"),
        ({"QueryLanguage": "JSONata", "Timestamp": "{% 'x' %}"}, "States.QueryEvaluationError"),
    ],
)
def test_a_wait_without_a_time_fails_the_execution(wait: dict[str, Any], error: str) -> None:
    execution = run({"Sleep": {"Type": "Wait", **wait, "End": True}}, {"f": 1.5, "negative": -1})
    assert (execution.status, execution.error) == ("FAILED", error)
    assert execution.elapsed == timedelta()
    before_last = execution.history[-2]
    assert before_last.type == (
        "WaitStateEntered" if error == "States.Runtime" else "EvaluationFailed"
    )


def test_a_delay_of_24855_days_is_not_too_long_and_one_of_24856_is() -> None:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    for days, error in ((24855, None), (24856, "States.Runtime")):
        time = (start + timedelta(days=days)).isoformat()
        states = {"Sleep": {"Type": "Wait", "Timestamp": time, "End": True}}
        execution = run(states, {}, start=start)
        assert execution.error == error
    assert (execution.cause or "").endswith("Wait state delay is too long.")


def test_what_is_assigned_and_given_after_a_wait_sees_the_time_after_it() -> None:
    states = {
        "Sleep": {
            "Type": "Wait",
            "QueryLanguage": "JSONata",
            "Seconds": 90,
            "Assign": {"then": "{% $now() %}"},
            "Output": "{% $states.context.State.EnteredTime %}",
            "End": True,
        }
    }
    execution = run(states, {})
    assert execution.output == "2025-01-01T10:00:00.000Z"
    assert execution.variables == {"then": "2025-01-01T10:01:30.000Z"}


def test_answers_that_take_their_time_are_in_the_order_of_their_ends() -> None:
    branches = [machine({name: task()}) for name in ("Slow", "Quick")]
    states = {"Both": {"Type": "Parallel", "Branches": branches, "End": True}}
    tasks = {"Slow": after(20, "slow"), "Quick": answers(after(1, "quick"))}
    execution = run(states, {}, tasks=tasks)
    ended = [e.details["output"] for e in execution.history if e.type == "LambdaFunctionSucceeded"]
    assert ended == ["quick", "slow"]
    assert execution.output == ["slow", "quick"]
