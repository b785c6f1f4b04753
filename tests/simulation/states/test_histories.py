"""Whole histories, as goldens that are read like a story."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.testing import after, answers, fails, hangs, submitted

from .histories import PASS, distributed, machine, run, task, text_of, waiting_task

GOLDENS = Path(__file__).with_name("goldens")
CHILD = "arn:aws:states:us-east-1:123456789012:stateMachine:Child"
PAINT = "arn:aws:states:us-east-1:123456789012:activity:paint"
WAIT = {"Type": "Wait", "Seconds": 3, "End": True}


def confirm(call: TaskCall) -> Any:
    call.callbacks.heartbeat(call.token, after=4)
    call.callbacks.succeed(call.token, {"order": 7}, after=8)
    return hangs()


# The states, the input, and the answers to the tasks.
CASES: dict[str, tuple[dict[str, Any], Any, dict[str, Any]]] = {
    "parallel": (
        {
            "Both": {
                "Type": "Parallel",
                "Branches": [machine({"Sleep": WAIT}), machine({"Pack": task()})],
                "End": True,
            }
        },
        {"n": 1},
        {"Pack": after(5, "packed")},
    ),
    "parallel_fails_and_cuts_off_what_runs": (
        {
            "All": {
                "Type": "Parallel",
                "Branches": [
                    machine({"Pack": task()}),
                    machine({"Sleep": {**WAIT, "Seconds": 60}}),
                    machine({"Ship": task()}),
                    machine(
                        {
                            "Each": {
                                "Type": "Map",
                                "ItemsPath": "$.items",
                                "ItemProcessor": machine({"Inner": {**WAIT, "Seconds": 90}}),
                                "End": True,
                            }
                        }
                    ),
                    machine({"Done": PASS}),
                ],
                "Catch": [{"ErrorEquals": ["OutOfBoxes"], "ResultPath": "$.e", "Next": "Stop"}],
                "End": True,
            },
            "Stop": {"Type": "Fail", "Error": "Stopped", "Cause": "no boxes"},
        },
        {"items": [1]},
        {"Pack": after(5, fails("OutOfBoxes", "none left")), "Ship": hangs()},
    ),
    "parallel_is_tried_again": (
        {
            "Both": {
                "Type": "Parallel",
                "Branches": [machine({"Pack": task()}), machine({"Done": PASS})],
                "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2}],
                "End": True,
            }
        },
        {},
        {"Pack": answers(fails("Busy"), "packed")},
    ),
    "map_two_at_a_time": (
        {
            "Each": {
                "Type": "Map",
                "MaxConcurrency": 2,
                "ItemSelector": {"at.$": "$$.Map.Item.Index", "item.$": "$$.Map.Item.Value"},
                "ItemProcessor": machine({"Pack": task(OutputPath="$.at")}),
                "End": True,
            }
        },
        ["a", "b", "c"],
        {"Pack": lambda call: after(5 - call.parameters["at"], call.parameters)},
    ),
    "map_fails_and_cuts_off_what_runs": (
        {
            "Each": {
                "Type": "Map",
                "MaxConcurrency": 3,
                "ItemProcessor": machine({"Pack": task()}),
                "End": True,
            }
        },
        ["a", "b", "c", "d"],
        {"Pack": lambda call: after(1, fails("Torn")) if call.parameters == "b" else hangs()},
    ),
    "retry_and_catch": (
        {
            "Pack": task(
                Retry=[
                    {"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "MaxAttempts": 2},
                    {"ErrorEquals": ["States.ALL"], "MaxAttempts": 1},
                ],
                Catch=[
                    {
                        "ErrorEquals": ["States.TaskFailed"],
                        "ResultPath": "$.error",
                        "Assign": {"why.$": "$.Cause", "retries.$": "$$.State.RetryCount"},
                        "Next": "Tell",
                    }
                ],
            ),
            "Tell": {"Type": "Pass", "Parameters": {"why.$": "$why"}, "End": True},
        },
        {"n": 1},
        {"Pack": answers(fails("Busy"), fails("Torn"), fails("Busy", "late"), fails("Busy", "x"))},
    ),
    "callback_with_heartbeats": (
        {"Ask": waiting_task(HeartbeatSeconds=5, TimeoutSeconds=60)},
        {},
        {"Ask": submitted({"MessageId": "1"}, confirm)},
    ),
    "callback_that_is_lost": (
        {
            "Ask": waiting_task(
                HeartbeatSeconds=5,
                Catch=[{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Done"}],
            ),
            "Done": {"Type": "Succeed"},
        },
        {},
        {"Ask": submitted({"MessageId": "1"}, hangs())},
    ),
    "job_that_is_waited_for": (
        {
            "Run": task(
                "arn:aws:states:::states:startExecution.sync:2",
                Parameters={"StateMachineArn": CHILD},
            )
        },
        {},
        {"Run": submitted({"ExecutionArn": "arn"}, after(30, {"Output": {"done": True}}))},
    ),
    "activity_that_times_out": (
        {"Paint": task(PAINT, TimeoutSeconds=9)},
        {"colour": "red"},
        {"Paint": hangs()},
    ),
    "distributed_map": (
        {
            "Each": {
                "Type": "Map",
                "ItemProcessor": distributed({"Pack": task()}),
                "Label": "Pack",
                "ToleratedFailureCount": 1,
                "End": True,
            }
        },
        ["a", "b"],
        {"Pack": lambda call: fails("Torn", "b") if call.parameters == "b" else "packed"},
    ),
    "distributed_map_fails": (
        {
            "Each": {
                "Type": "Map",
                "ItemProcessor": distributed({"Pack": task()}),
                "Label": "Pack",
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}],
                "End": True,
            }
        },
        ["a", "b"],
        {"Pack": fails("Torn")},
    ),
    "expressions_that_fail": (
        {
            "Early": {
                "Type": "Task",
                "QueryLanguage": "JSONata",
                "Resource": task()["Resource"],
                "Arguments": {"n": "{% $states.input.missing %}"},
                "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "Late"}],
                "End": True,
            },
            "Late": {
                "Type": "Task",
                "QueryLanguage": "JSONata",
                "Resource": task()["Resource"],
                "Output": "{% $states.result.missing %}",
                "End": True,
            },
        },
        {},
        {"Late": {"n": 1}},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_history_is_the_golden(name: str, golden: Callable[[Path, str], None]) -> None:
    states, data, tasks = CASES[name]
    golden(GOLDENS / f"{name}.txt", text_of(run(states, data, tasks=tasks)))
