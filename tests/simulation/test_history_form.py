"""Events as GetExecutionHistory gives them, held to botocore's model of the call."""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest

from sfn_dsl import read_json
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.effects import Succeeded
from sfn_dsl.simulation.events import Event, in_api_form
from sfn_dsl.testing import fails, simulate, submitted

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pack"
MODEL = botocore.session.Session().get_service_model("stepfunctions")
SHAPE: Any = MODEL.shape_for("HistoryEvent")
TYPES: list[str] = MODEL.shape_for("HistoryEventType").enum  # type: ignore[attr-defined]  # a string

# AWS's types that have no details.
BARE = {
    "LambdaFunctionStarted",
    "MapRunAborted",
    "MapRunSucceeded",
    "MapStateAborted",
    "MapStateFailed",
    "MapStateSucceeded",
    "ParallelStateAborted",
    "ParallelStateFailed",
    "ParallelStateStarted",
    "ParallelStateSucceeded",
    "TaskStateAborted",
    "WaitStateAborted",
}


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_has_the_details_that_aws_has_for_it(kind: str) -> None:
    shown = in_api_form(Event(1, 0, kind, 0.0, {}))
    details = set(shown) - {"timestamp", "type", "id", "previousEventId"}
    if kind in BARE:
        assert details == set()
    else:
        assert len(details) == 1
        assert details < set(SHAPE.members)


def machine(states: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def test_every_member_is_one_of_aws_and_of_its_type() -> None:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    keep = {"Keep": {"Type": "Pass", "Assign": {"n": 1}, "End": True}}
    credentials = {"RoleArn": "arn:aws:iam::123456789012:role/Other"}
    branches = [
        machine({"Wait": {"Type": "Wait", "Seconds": 1, "End": True}}),
        machine(
            {
                "Each": {
                    "Type": "Map",
                    "ItemProcessor": machine({"In": {"Type": "Succeed"}}),
                    "End": True,
                }
            }
        ),
        machine(
            {
                "Every": {
                    "Type": "Map",
                    "ItemProcessor": {**machine(keep), "ProcessorConfig": config},
                    "End": True,
                }
            }
        ),
        machine(
            {
                "Run": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::states:startExecution.sync:2",
                    "Credentials": credentials,
                    "TimeoutSeconds": 60,
                    "Parameters": {"StateMachineArn": "arn:aws:states:::stateMachine:x"},
                    "End": True,
                }
            }
        ),
    ]
    states = {
        "All": {"Type": "Parallel", "Branches": branches, "Next": "Pack"},
        "Pack": {
            "Type": "Task",
            "Resource": FUNCTION,
            "Credentials": credentials,
            "Catch": [{"ErrorEquals": ["Torn"], "Next": "Paint"}],
            "End": True,
        },
        "Paint": {
            "Type": "Task",
            "Resource": "arn:aws:states:us-east-1:123456789012:activity:paint",
            "HeartbeatSeconds": 5,
            "Next": "Stop",
        },
        "Stop": {"Type": "Fail", "Error": "Stopped", "Cause": "here"},
    }
    tasks = {
        "Run": submitted({"ExecutionArn": "a"}, {"Output": 1}),
        "Pack": fails("Torn", "in two"),
        "Paint": Succeeded({"done": True}, worker="w"),
    }
    execution = simulate(read_json(compact(machine(states))), [1, 2], tasks=tasks)
    assert execution.error == "Stopped"
    seen = {event.type for event in execution.history}
    assert len(seen) > 25
    for event in map(in_api_form, execution.history):
        _check(event, SHAPE, event["type"])


def _check(value: Any, shape: Any, where: str) -> None:
    if shape.type_name == "structure":
        assert set(value) <= set(shape.members), where
        assert set(shape.required_members) <= set(value), where
        for name, each in value.items():
            _check(each, shape.members[name], f"{where}.{name}")
    elif shape.type_name == "map":
        for name, each in value.items():
            _check(each, shape.value, f"{where}.{name}")
    elif shape.type_name == "string":
        assert isinstance(value, str), where
    elif shape.type_name in ("integer", "long"):
        assert type(value) is int, where
    elif shape.type_name == "boolean":
        assert type(value) is bool, where


def test_json_values_are_texts_and_variables_are_texts_of_their_values() -> None:
    states = {"Keep": {"Type": "Pass", "Assign": {"a": [1, "é"]}, "End": True}}
    execution = simulate(read_json(compact(machine(states))), {"n": 1.0})
    entered, exited = (in_api_form(event) for event in execution.history[1:3])
    assert entered["stateEnteredEventDetails"] == {
        "name": "Keep",
        "input": '{"n":1.0}',
        "inputDetails": {"truncated": False},
    }
    assert exited["stateExitedEventDetails"] == {
        "name": "Keep",
        "output": '{"n":1.0}',
        "outputDetails": {"truncated": False},
        "assignedVariables": {"a": '[1,"é"]'},
        "assignedVariablesDetails": {"truncated": False},
    }
    assert exited["timestamp"] == execution.started
