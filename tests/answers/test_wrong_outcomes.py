"""Outcomes, times and callbacks that no task can have, and values that a test changes later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.definition import Definition
from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.effects import Failed, Hangs, Succeeded, TaskCall
from sfn_dsl.testing import TaskFailed, hangs, simulate

TASK: dict[str, Any] = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token", "tags": ["new"]}},
    "End": True,
}
ASK = Definition({"StartAt": "Ask", "States": {"Ask": TASK}})
PASS = Definition(
    {"StartAt": "Give", "States": {"Give": {"Type": "Pass", "Result": {"a": [1]}, "End": True}}}
)


class Starting:
    """Answers every task with one value, as an object with a method start()."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def start(self, call: TaskCall) -> Any:
        return self.value


@pytest.mark.parametrize("value", [None, 5, {"a": 1}, "x", hangs()])
def test_own_tasks_that_give_no_outcome_are_told_what_to_give(value: object) -> None:
    with pytest.raises(AnswerError, match=r"write Succeeded\(output\), Failed"):
        simulate(ASK, tasks=Starting(value))


@pytest.mark.parametrize("wrap", [lambda it: it, lambda it: lambda call: it, Starting])
@pytest.mark.parametrize(
    ("outcome", "complaint"),
    [
        (Succeeded(object()), "not JSON"),
        (Succeeded(1, after=-5), "seconds, a number from 0 on, not -5"),
        (Succeeded(1, after=float("inf")), "not inf"),
        (Succeeded(1, after=float("nan")), "not nan"),
        (Succeeded(1, after="x"), "not 'x'"),  # type: ignore[arg-type]  # a mistake
        (Succeeded(1, worker=5), "name of a worker, not 5"),  # type: ignore[arg-type]  # a mistake
        (Succeeded(10**4300), "more than 4,300 digits"),
        (Failed(5), "name as text, not 5"),  # type: ignore[arg-type]  # a mistake
        (Failed("States.ALL"), "no task fails with 'States.ALL'"),
        (Failed("E", phase="end"), '"end" is not a valid phase'),  # type: ignore[arg-type]  # a mistake
        (Hangs(submitted={1, 2}), "not JSON"),
    ],
)
def test_an_outcome_that_no_task_can_have_is_a_mistake(
    wrap: Callable[[Any], Any], outcome: Any, complaint: str
) -> None:
    with pytest.raises(AnswerError, match=complaint):
        simulate(ASK, tasks=Starting(outcome) if wrap is Starting else {"Ask": wrap(outcome)})


def test_a_failure_that_is_raised_has_a_name_that_is_text() -> None:
    def fail(call: TaskCall) -> None:
        raise TaskFailed(5)  # type: ignore[arg-type]  # a mistake

    with pytest.raises(AnswerError, match="name as text, not 5"):
        simulate(ASK, tasks=fail)


@pytest.mark.parametrize(
    ("call_back", "complaint"),
    [
        (lambda call: call.callbacks.succeed(call.token, object()), "not JSON"),
        (lambda call: call.callbacks.succeed(call.token, 1, after=-1), "not -1"),
        (lambda call: call.callbacks.succeed(call.token, 1, after=float("nan")), "not nan"),
        (lambda call: call.callbacks.succeed(None, 1), "a task's token, not None"),
        (lambda call: call.callbacks.fail(call.token, 5), "name as text, not 5"),
        (lambda call: call.callbacks.heartbeat(call.token, after="5"), "not '5'"),
    ],
)
def test_a_callback_that_cannot_be_is_a_mistake_where_it_is_made(
    call_back: Callable[[TaskCall], None], complaint: str
) -> None:
    def answer(call: TaskCall) -> object:
        call_back(call)
        return hangs()

    with pytest.raises(AnswerError, match=complaint):
        simulate(ASK, tasks=answer)


def test_a_callback_gives_what_its_output_was_when_it_was_made() -> None:
    output = {"approved": True}

    def answer(call: TaskCall) -> object:
        call.callbacks.succeed(call.token, output, after=timedelta(minutes=1))  # type: ignore[arg-type]  # it may be one
        output["approved"] = False
        return hangs()

    run = simulate(ASK, tasks=answer)
    assert run.output == {"approved": True}
    assert run.elapsed == timedelta(minutes=1)


def test_what_a_test_does_to_an_output_changes_no_later_run() -> None:
    simulate(PASS).output["a"].append(2)
    assert simulate(PASS).output == {"a": [1]}
    assert PASS.document["States"]["Give"]["Result"] == {"a": [1]}


def test_what_a_test_does_to_the_parameters_of_a_call_changes_no_later_run() -> None:
    run = simulate(ASK, tasks={"Ask": 1})
    run.calls()[0].parameters["MessageBody"]["tags"].append("old")
    again = simulate(ASK, tasks={"Ask": 1})
    assert run.calls("Ask")[0].parameters["MessageBody"]["tags"] == ["new"]
    assert again.calls()[0].parameters["MessageBody"]["tags"] == ["new"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ({"name": 5}, "name=5"),
        ({"start": "2025"}, "start='2025'"),
        ({"start": datetime.max.replace(tzinfo=UTC)}, "a year up to 9000"),
        ({"seed": None}, "seed=None"),
        ({"machine_type": "express"}, "machine_type='express'"),
        ({"state": 5}, "state=5"),
        ({"limits": {"payload": 1}}, "limits="),
        ({"input": {1: 2}}, 'write "1"'),
        ({"input": 10**4300}, "more than 4,300 digits"),
    ],
)
def test_an_argument_that_cannot_be_used_is_refused_before_the_run(
    arguments: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(AuthoringError, match=complaint):
        simulate(PASS, **arguments)
