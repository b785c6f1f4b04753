"""Answers for tasks: values, one after the other, failures, delays, functions."""

from __future__ import annotations

import datetime
import decimal
import enum
from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.simulation.effects import Outcome
from sfn_dsl.testing import (
    AnswerError,
    Failed,
    Hangs,
    Succeeded,
    TaskCall,
    TaskFailed,
    UnansweredTaskError,
    after,
    answers,
    fails,
    hangs,
    returns,
    submitted,
)

from .calls import RecordedCallbacks, a_call, a_definition

PUBLISH = "arn:aws:states:::sns:publish"
WAITING = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
INVOKE = "arn:aws:states:::lambda:invoke"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pay"


def outcomes(answer: object, calls: int = 1, resource: str = PUBLISH) -> list[Outcome]:
    """What a task is answered at each of its calls."""
    tasks = prepare_tasks({"Announce": answer}, a_definition(Announce=resource))
    return [tasks.start(a_call(resource, attempt=nth + 1)) for nth in range(calls)]


@pytest.mark.parametrize(
    "value", [{"MessageId": "1"}, [1, 2.5], "text", 0, None, False, {}], ids=repr
)
def test_a_json_value_is_the_output_of_every_call(value: Any) -> None:
    assert outcomes(value, calls=2) == [Succeeded(value), Succeeded(value)]


def test_what_is_json_by_another_type_of_python_becomes_plain_json() -> None:
    class Level(enum.IntEnum):
        HIGH = 3

    class Color(enum.StrEnum):
        RED = "red"

    [outcome] = outcomes({Color.RED: (Level.HIGH, Color.RED)})
    assert outcome == Succeeded({"red": [3, "red"]})
    assert isinstance(outcome, Succeeded)
    [name] = outcome.output
    assert [type(name), *map(type, outcome.output[name])] == [str, int, str]


def test_a_value_that_is_changed_after_the_run_began_does_not_change_the_answer() -> None:
    value = {"items": [1]}
    tasks = prepare_tasks({"Announce": value}, a_definition(Announce=PUBLISH))
    value["items"].append(2)
    assert tasks.start(a_call()) == Succeeded({"items": [1]})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"at": datetime.datetime.now(datetime.UTC)}, "at 'at' is a date; write its .isoformat()"),
        ({"a": [{"price": decimal.Decimal(1)}]}, "at 'a[0].price' is a Decimal; write float(...)"),
        ({1, 2}, "it is a set; write a list"),
        (b"text", "it is bytes; write text"),
        (float("nan"), "it is nan; write a finite number"),
        (iter([1, 2]), "it is an iterator; write answers(*values)"),
        ({1: "one"}, 'is 1, which is not text; write "1"'),
        (object(), "it is of type 'object'; write a dict, a list"),
        ([fails("E")], "at '[0]' is fails(...), and an answer stands for a whole output"),
        ([fails("E")], "or answers(a, b) for one after the other"),
        ({"then": print}, "write a function of the call"),
    ],
)
def test_what_is_not_json_is_refused_with_its_place_and_what_to_write(
    value: object, message: str
) -> None:
    with pytest.raises(AnswerError, match='tasks["Announce"] is not JSON'.replace("[", r"\[")) as e:
        outcomes(value)
    assert message in str(e.value)


def test_a_value_that_holds_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(AnswerError, match="nested too deeply, or holds itself"):
        outcomes(value)


def test_answers_are_given_in_turn() -> None:
    assert outcomes(answers({"n": 1}, fails("E", "why"), after(5, {"n": 3})), calls=3) == [
        Succeeded({"n": 1}),
        Failed("E", "why"),
        Succeeded({"n": 3}, after=5),
    ]


def test_a_call_after_the_last_answer_is_an_error_that_says_what_to_write() -> None:
    with pytest.raises(UnansweredTaskError) as e:
        outcomes(answers(1, 2), calls=3)
    assert str(e.value) == (
        "tasks[\"Announce\"] has 2 answers, and 'Announce' is call 3 (attempt 3, with {}); "
        "add one, or repeat_last=True to give the last one again"
    )
    with pytest.raises(UnansweredTaskError, match="write it without answers\\(\\) to give it at"):
        outcomes(answers({"MessageId": "1"}), calls=2)


def test_the_last_answer_is_repeated_when_the_test_says_so() -> None:
    assert outcomes(answers(1, 2, repeat_last=True), calls=4) == [
        Succeeded(1),
        Succeeded(2),
        Succeeded(2),
        Succeeded(2),
    ]


def test_answers_that_two_runs_share_begin_anew_in_each() -> None:
    shared = answers(1, 2)
    assert outcomes(shared, calls=2) == outcomes(shared, calls=2)


def test_a_failure_has_an_error_and_a_cause_which_may_be_json() -> None:
    assert outcomes(fails("E", "why")) == [Failed("E", "why")]
    assert outcomes(fails("E", {"code": 1})) == [Failed("E", '{"code":1}')]
    assert outcomes(fails()) == [Failed(None, None)]
    assert outcomes(fails("Glue.X", phase="submit")) == [Failed("Glue.X", phase="submit")]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: fails("States.ALL"), 'for example "States.TaskFailed"'),
        (lambda: fails(""), "1 to 256 characters, not 0"),
        (lambda: fails(ValueError), 'write fails("ValueError", "the cause")'),
        (lambda: fails("E", phase="begin"), 'write "task", "start" or "submit"'),
        (lambda: answers(), "write answers(a, b)"),
        (lambda: after(-1, {}), "a number from 0 on, not -1"),
        (lambda: after(float("inf"), {}), "not inf"),
        (lambda: after(True, {}), "not True"),
        (lambda: after(60, hangs()), "write hangs() alone"),
    ],
)
def test_a_wrong_argument_is_refused_with_what_to_write(
    wrong: Callable[[], object], message: str
) -> None:
    with pytest.raises(AnswerError) as e:
        wrong()
    assert message in str(e.value)


def test_delays_add_up_and_may_be_timedeltas() -> None:
    half_an_hour = datetime.timedelta(minutes=30)
    assert outcomes(after(half_an_hour, after(5, {}))) == [Succeeded({}, after=1805)]
    assert outcomes(after(1, fails("E"))) == [Failed("E", after=1)]


def test_a_task_may_hang() -> None:
    assert outcomes(hangs()) == [Hangs()]


def test_a_function_answers_with_what_the_call_says() -> None:
    def answer(call: TaskCall) -> dict[str, object]:
        return {"state": call.state, "attempt": call.attempt, "input": call.input}

    expected = {"state": "Announce", "attempt": 2, "input": {"given": 1}}
    assert outcomes(answer, calls=2)[1] == Succeeded(expected)


def test_a_function_may_fail_the_task_or_return_any_other_answer() -> None:
    def failing(call: TaskCall) -> None:
        raise TaskFailed("Busy", "later")

    assert outcomes(failing) == [Failed("Busy", "later")]
    assert outcomes(lambda call: fails("E") if call.attempt == 1 else {}, calls=2) == [
        Failed("E"),
        Succeeded({}),
    ]
    assert outcomes(lambda call: Succeeded({}, worker="w-1")) == [Succeeded({}, worker="w-1")]


def test_what_a_function_does_to_the_parameters_stays_in_the_function() -> None:
    parameters = {"Message": {"text": "hello"}}

    def spoil(call: TaskCall) -> None:
        call.parameters["Message"].clear()

    tasks = prepare_tasks({"Announce": spoil}, a_definition(Announce=PUBLISH))
    tasks.start(a_call(parameters=parameters))
    assert parameters == {"Message": {"text": "hello"}}


def test_a_function_may_end_its_task_by_the_token() -> None:
    def approve_in_an_hour(call: TaskCall) -> object:
        call.callbacks.succeed(call.token, {"approved": True}, after=3600)
        return hangs()

    tasks = prepare_tasks({"Announce": approve_in_an_hour}, a_definition(Announce=WAITING))
    call = a_call(WAITING)
    assert tasks.start(call) == Hangs()
    assert isinstance(call.callbacks, RecordedCallbacks)
    assert call.callbacks.sent == [("succeed", "token-1", {"approved": True}, 3600)]


def test_a_mock_is_called_as_a_function_is() -> None:
    pay = mock.Mock(return_value={"paid": True})
    assert outcomes(pay) == [Succeeded({"paid": True})]
    assert pay.call_args.args[0].state == "Announce"


def test_an_exception_of_a_function_reaches_the_test_with_the_task_it_was_called_for() -> None:
    def broken(call: TaskCall) -> object:
        raise KeyError("orderId")

    with pytest.raises(KeyError) as e:
        outcomes(broken)
    assert e.value.__notes__ == ["tasks[\"Announce\"] raised it, called for the state 'Announce'"]


async def never_awaited(call: TaskCall) -> None: ...


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (fails, 'is the function \'fails\' itself; write fails("Error", "the cause")'),
        (hangs, "write hangs()"),
        (dict, "is the class 'dict'"),
        (TaskFailed("E", "why"), 'is an exception; write fails("E", "why")'),
        (ValueError, 'write fails("ValueError", "the cause")'),
        (lambda: {"paid": True}, "write def answer(call: TaskCall)"),
        (lambda event, context: {}, "or handler("),
        (never_awaited, "is an async function"),
        (mock.AsyncMock(), "is an async function"),
    ],
)
def test_what_is_no_answer_is_refused_before_the_run(wrong: object, message: str) -> None:
    with pytest.raises(AnswerError) as e:
        prepare_tasks({"Announce": wrong}, a_definition(Announce=PUBLISH))
    assert message in str(e.value)


def test_a_function_that_returns_answers_in_turn_is_told_that_they_would_begin_anew() -> None:
    for wrong in (answers(1, 2), after(1, answers(1, 2))):
        with pytest.raises(AnswerError, match="would begin anew at each call"):
            outcomes(lambda call, wrong=wrong: wrong)


def test_what_a_service_answers_first_is_submitted() -> None:
    answer = submitted({"MessageId": "1"}, after(60, {"approved": True}))
    assert outcomes(answer, resource=WAITING) == [
        Succeeded({"approved": True}, after=60, submitted={"MessageId": "1"})
    ]
    assert outcomes(submitted({"MessageId": "1"}, hangs()), resource=WAITING) == [
        Hangs(submitted={"MessageId": "1"})
    ]


def test_a_service_that_refuses_the_request_fails_the_task_before_it_is_submitted() -> None:
    answer = submitted(fails("SQS.AmazonSQSException", "no"), {"approved": True})
    assert outcomes(answer, resource=WAITING) == [
        Failed("SQS.AmazonSQSException", "no", phase="submit")
    ]


def test_only_a_task_that_waits_for_its_job_or_token_is_submitted() -> None:
    with pytest.raises(AnswerError, match="is neither; write the output alone"):
        outcomes(submitted({}, {}))


def test_what_a_function_returns_is_wrapped_for_invoke_and_not_for_its_arn() -> None:
    assert outcomes(returns({"ok": 1}), resource=FUNCTION) == [Succeeded({"ok": 1})]
    [outcome] = outcomes(returns({"ok": 1}), resource=INVOKE)
    assert isinstance(outcome, Succeeded)
    output = outcome.output
    assert list(output) == [
        "ExecutedVersion",
        "Payload",
        "SdkHttpMetadata",
        "SdkResponseMetadata",
        "StatusCode",
    ]
    assert (output["ExecutedVersion"], output["Payload"], output["StatusCode"]) == (
        "$LATEST",
        {"ok": 1},
        200,
    )
    headers = output["SdkHttpMetadata"]["HttpHeaders"]
    assert headers["Content-Length"] == str(len('{"ok":1}'))
    assert headers["x-amzn-RequestId"] == output["SdkResponseMetadata"]["RequestId"]
