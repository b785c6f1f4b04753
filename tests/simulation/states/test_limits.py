from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sfn_dsl.errors import AuthoringError
from sfn_dsl.testing import Limits

from .histories import PASS, distributed, machine, run, task

LARGE = "x" * 262_200
OTHER = {"Other": {"Type": "Wait", "Seconds": 1, "Next": "Other"}}
LOOP = {"Turn": {"Type": "Pass", "Next": "Turn"}}
END = {"End": True}


def test_event_25000_says_that_the_history_is_full() -> None:
    execution = run(LOOP, {})
    last = execution.history[-1]
    assert (execution.status, len(execution.history)) == ("FAILED", 25_000)
    assert (last.id, last.previous_id, last.type) == (25_000, 24_999, "ExecutionFailed")
    assert last.details == {
        "error": "States.Runtime",
        "cause": "The execution reached the maximum number of history events (25000).",
    }


def test_a_full_history_ends_everything_and_is_not_caught() -> None:
    inner = machine(LOOP)
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Tell"}]
    states = {
        "All": {"Type": "Parallel", "Branches": [inner, machine(OTHER)], "Catch": catch, **END},
        "Tell": {"Type": "Succeed"},
    }
    execution = run(states, {}, limits=Limits(events=500))
    assert execution.error == "States.Runtime"
    assert len(execution.history) == 500


def test_each_child_of_a_map_run_has_a_history_of_its_own() -> None:
    states = {"Each": {"Type": "Map", "ItemProcessor": distributed(LOOP), **END}}
    execution = run(states, [1, 2], limits=Limits(events=500))
    assert execution.error == "States.ExceedToleratedFailureThreshold"


def test_an_express_loop_ends_by_its_five_minutes() -> None:
    waits = {"Sleep": {"Type": "Wait", "Seconds": 1, "Next": "Sleep"}}
    execution = run(waits, {}, machine_type="EXPRESS")
    assert (execution.status, execution.elapsed) == ("TIMED_OUT", timedelta(minutes=5))


def test_an_express_loop_that_takes_no_time_ends_too() -> None:
    execution = run(LOOP, {}, machine_type="EXPRESS", history=False)
    assert execution.status == "TIMED_OUT"


INNER = machine({"Keep": PASS})
RESULT = "The state/task '{}' returned a result with a size exceeding the maximum number of bytes"
FUNCTION = task()["Resource"]


@pytest.mark.parametrize(
    ("state", "named"),
    [
        ({"Type": "Pass", "Result": LARGE, **END}, "Make"),
        ({"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, **END}, "Make"),
        ({"Type": "Succeed", "QueryLanguage": "JSONata", "Output": LARGE}, "Make"),
        (task(Parameters={"a.$": "$", "b.$": "$"}), "Make"),
        (task(), FUNCTION),
        (task("arn:aws:states:::lambda:invoke", Parameters={"FunctionName": "f"}), "lambda"),
        (task(ResultSelector={"half": 1}, ResultPath="$.x"), FUNCTION),
        ({"Type": "Parallel", "Branches": [INNER, INNER], **END}, "Make"),
        (
            {
                "Type": "Parallel",
                "Parameters": {"a.$": "$", "b.$": "$"},
                "Branches": [INNER],
                "ResultPath": None,
                **END,
            },
            "Make",
        ),
        (
            {
                "Type": "Map",
                "ItemsPath": "$.items",
                "ItemSelector": {"a.$": "$", "b.$": "$"},
                "ItemProcessor": INNER,
                **END,
            },
            "Make",
        ),
    ],
)
def test_a_value_above_256_kib_fails_the_state(state: dict[str, Any], named: str) -> None:
    data = {"items": [1], "half": "x" * 140_000}
    execution = run({"Make": state}, data, tasks={"Make": LARGE} if "Resource" in state else None)
    assert execution.error == "States.DataLimitExceeded"
    assert (execution.cause or "").startswith(RESULT.format(named))


def test_a_result_that_is_too_large_may_be_caught() -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "ResultPath": None, "Next": "Tell"}]
    states = {"Pack": task(Catch=catch), "Tell": {"Type": "Succeed"}}
    execution = run(states, {"n": 1}, tasks={"Pack": LARGE})
    assert execution.output == {"n": 1}
    assert [event.type for event in execution.history][4:6] == [
        "LambdaFunctionFailed",
        "TaskStateExited",
    ]


def test_bytes_are_counted_in_utf_8() -> None:
    for text, fits in (("x" * 200_000, True), ("é" * 132_000, False), ("é" * 130_000, True)):
        state = {"Type": "Pass", "Result": [text], **END}
        assert (run({"Make": state}, {}).error is None) is fits


def test_an_input_that_aws_would_not_take_is_a_mistake_of_the_call() -> None:
    with pytest.raises(AuthoringError, match="larger than the 262144 bytes"):
        run({"Keep": PASS}, {"a": LARGE})
    assert run({"Keep": PASS}, {"a": LARGE}, limits=Limits(payload=300_000)).output == {"a": LARGE}


def test_a_value_that_grows_deeper_for_ever_ends_with_an_error() -> None:
    states = {
        "Wrap": {"Type": "Pass", "Parameters": {"in.$": "$"}, "Next": "Wrap"},
    }
    execution = run(states, {})
    assert execution.status == "FAILED"
