from __future__ import annotations

from typing import Any

import pytest

from .histories import machine, run, task

END = {"End": True}
START = "2025-01-01T10:00:00.000Z"
NAMES = {"name": "e", "machine_name": "M", "role": "arn:aws:iam::123456789012:role/R"}
EXECUTION = {
    "Id": "arn:aws:states:us-east-1:123456789012:execution:M:e",
    "Input": {"n": 1},
    "Name": "e",
    "RoleArn": "arn:aws:iam::123456789012:role/R",
    "StartTime": START,
    "RedriveCount": 0,
}
MACHINE = {"Id": "arn:aws:states:us-east-1:123456789012:stateMachine:M", "Name": "M"}


def test_the_context_object_of_a_state() -> None:
    states = {"Keep": {"Type": "Pass", "Parameters": {"c.$": "$$"}, **END}}
    assert run(states, {"n": 1}, **NAMES).output["c"] == {
        "Execution": EXECUTION,
        "StateMachine": MACHINE,
        "State": {"Name": "Keep", "EnteredTime": START},
    }


def test_the_context_object_of_a_task_with_a_token() -> None:
    states = {
        "Sleep": {"Type": "Wait", "Seconds": 90, "Next": "Ask"},
        "Ask": task("arn:aws:states:us-east-1:123456789012:activity:paint"),
    }
    execution = run(states, {"n": 1}, tasks={"Ask": 1}, **NAMES)
    (call,) = execution.calls()
    assert call.context == {
        "Execution": EXECUTION,
        "StateMachine": MACHINE,
        "State": {"Name": "Ask", "EnteredTime": "2025-01-01T10:01:30.000Z", "RetryCount": 0},
        "Task": {"Token": call.token},
    }


def test_express_executions_cannot_be_redriven_and_have_an_id_of_their_own() -> None:
    states = {"Keep": {"Type": "Pass", "Parameters": {"e.$": "$$.Execution"}, **END}}
    one, other = (
        run(states, {}, machine_type="EXPRESS", seed=seed, **NAMES).output["e"] for seed in (1, 2)
    )
    assert "RedriveCount" not in one
    assert one["Id"].startswith("arn:aws:states:us-east-1:123456789012:express:M:e:")
    assert one["Id"] != other["Id"]


@pytest.mark.parametrize(
    ("state", "has_count"),
    [
        ({"Type": "Pass", "Assign": {"s.$": "$$.State"}, **END}, False),
        ({"Type": "Wait", "Seconds": 0, "Assign": {"s.$": "$$.State"}, **END}, False),
        (task(Assign={"s.$": "$$.State"}), True),
        (
            {
                "Type": "Parallel",
                "Branches": [machine({"In": {"Type": "Succeed"}})],
                "Assign": {"s.$": "$$.State"},
                **END,
            },
            True,
        ),
        (
            {
                "Type": "Map",
                "ItemProcessor": machine({"In": {"Type": "Succeed"}}),
                "QueryLanguage": "JSONata",
                "Assign": {"s": "{% $states.context.State %}"},
                **END,
            },
            True,
        ),
    ],
)
def test_states_that_can_be_tried_again_count_their_retries(
    state: dict[str, Any], has_count: bool
) -> None:
    tasks = {"Do": 1} if state["Type"] == "Task" else None
    variables = run({"Do": state}, [1], tasks=tasks).variables
    assert variables["s"]["Name"] == "Do"
    assert ("RetryCount" in variables["s"]) is has_count


def test_iterations_see_the_execution_and_not_the_map() -> None:
    inner = machine({"In": {"Type": "Pass", "Parameters": {"c.$": "$$"}, **END}})
    states = {"Each": {"Type": "Map", "ItemProcessor": inner, **END}}
    context = run(states, [1]).output[0]["c"]
    assert context["State"]["Name"] == "In"
    assert context["Execution"]["Input"] == [1]
    assert "Map" not in context
