"""An execution that has not succeeded goes on from the states that had not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.running.pace import Pace
from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.testing import TaskFailed, answers, fails
from tests.local.stepfunctions.executions.test_map_runs import each, only_map_run
from tests.local.stepfunctions.running.local_executions import (
    Here,
    Machines,
    executions_here,
    wait_until,
)

PUBLISH = {"Type": "Task", "Resource": "arn:aws:states:::sns:publish"}
AFTER_ALL = answers(fails("E", "why"), {"done": True})


def machine(states: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states, **more}


def redriven(here: Here, execution: str) -> dict[str, Any]:
    here.do("RedriveExecution", executionArn=execution)
    return here.ended(execution)


def test_a_task_is_done_again_and_what_came_before_it_is_not() -> None:
    definition = machine(
        {
            "Before": {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "Next": "Task"},
            "Task": PUBLISH | {"ResultPath": "$.result", "End": True},
        }
    )
    with executions_here(mocks={"Task": AFTER_ALL}) as here:
        arn = here.start(here.machines.add("m", definition))
        failed = here.ended(arn)
        before = here.history(arn)
        ended = redriven(here, arn)
        after = here.history(arn)
    assert (failed["status"], failed["redriveStatus"]) == ("FAILED", "REDRIVABLE")
    assert (ended["status"], ended["redriveCount"]) == ("SUCCEEDED", 1)
    assert "error" not in ended
    assert after[: len(before)] == before
    assert [event["type"] for event in after[len(before) :]] == [
        "ExecutionRedriven",
        "TaskScheduled",
        "TaskStarted",
        "TaskSucceeded",
        "TaskStateExited",
        "ExecutionSucceeded",
    ]
    assert after[len(before)]["executionRedrivenEventDetails"] == {"redriveCount": 1}
    output = json.loads(ended["output"])
    assert output["result"] == {"done": True}
    assert output["id"] in before[2]["stateExitedEventDetails"]["output"]


def test_only_the_branches_that_failed_or_were_cut_off_go_on() -> None:
    calls: list[str] = []

    def answer(call: TaskCall) -> Any:
        calls.append(call.state)
        if call.state == "Fails" and calls.count("Fails") == 1:
            raise TaskFailed("E")
        return call.state

    wait = {"Type": "Wait", "Seconds": 5, "Next": "Slow"}
    later = {"Type": "Wait", "Seconds": 1, "Next": "Fails"}
    branches = [
        machine({"Works": PUBLISH | {"End": True}}),
        machine({"Later": later, "Fails": PUBLISH | {"End": True}}),
        machine({"Wait": wait, "Slow": PUBLISH | {"End": True}}),
    ]
    definition = machine({"All": {"Type": "Parallel", "Branches": branches, "End": True}})
    with executions_here(mocks={"*": answer}) as here:
        arn = here.start(here.machines.add("m", definition))
        assert here.ended(arn)["error"] == "E"
        ended = redriven(here, arn)
    assert json.loads(ended["output"]) == ["Works", "Fails", "Slow"]
    # The first two are called again to bring the execution back to where it ended.
    assert calls.count("Slow") == 1


def test_only_the_iterations_that_failed_go_on() -> None:
    task = PUBLISH | {"End": True}
    state = {"Type": "Map", "ItemProcessor": machine({"T": task}), "MaxConcurrency": 1, "End": True}
    turns = answers("one", fails("E"), "two", "three")
    with executions_here(mocks={"T": turns}) as here:
        arn = here.start(here.machines.add("m", machine({"Map": state})), [1, 2, 3])
        assert here.ended(arn)["error"] == "E"
        ended = redriven(here, arn)
        types = here.types(arn)
    assert json.loads(ended["output"]) == ["one", "two", "three"]
    assert types.count("MapStateStarted") == 1


def test_the_children_of_a_map_run_that_failed_go_on() -> None:
    turns = answers("one", fails("E"), "two", "three")
    definition = each({"T": PUBLISH | {"End": True}}, MaxConcurrency=1)
    with executions_here(mocks={"T": turns}) as here:
        arn = here.start(here.machines.add("m", definition), [1, 2, 3])
        assert here.ended(arn)["status"] == "FAILED"
        ended = redriven(here, arn)
        run = here.do("DescribeMapRun", mapRunArn=only_map_run(here, arn))
        types = here.types(arn)
    assert json.loads(ended["output"]) == ["one", "two", "three"]
    assert types.count("MapRunStarted") == types.count("MapRunRedriven") == 1
    assert (run["status"], run["redriveCount"], run["itemCounts"]["succeeded"]) == (
        "SUCCEEDED",
        1,
        3,
    )


def test_an_execution_that_was_stopped_or_timed_out_is_redrivable() -> None:
    waits = machine({"W": {"Type": "Wait", "Seconds": 600, "End": True}}, TimeoutSeconds=60)
    with executions_here() as here:
        arn = here.start(here.machines.add("m", waits))
        first = here.ended(arn)
        second = redriven(here, arn)
        again = redriven(here, arn)
    assert [each["status"] for each in (first, second, again)] == ["TIMED_OUT"] * 3
    assert again["redriveCount"] == 2
    assert again["stopDate"] - again["redriveDate"] == 60


def test_a_redrive_outlives_the_process(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    definition = machine(
        {
            "Task": PUBLISH | {"Next": "Wait"},
            "Wait": {"Type": "Wait", "Seconds": 1, "End": True},
        }
    )
    opened: dict[str, Any] = {
        "machines": machines,
        "mocks": {"Task": AFTER_ALL},
        "pace": Pace(),
    }
    with executions_here(database=Database(file), **opened) as here:
        arn = here.start(machines.add("m", definition))
        here.ended(arn)
    with executions_here(database=Database(file), **opened) as here:
        here.do("RedriveExecution", executionArn=arn)
        wait_until(lambda: here.types(arn)[-1] == "WaitStateEntered")
        before = here.history(arn)
    with executions_here(database=Database(file), **opened) as here:
        ended = here.ended(arn)
        after = here.history(arn)
    assert (ended["status"], ended["redriveCount"]) == ("SUCCEEDED", 1)
    assert after[: len(before)] == before


@pytest.mark.parametrize(
    ("states", "status"),
    [
        ({"P": {"Type": "Pass", "End": True}}, "SUCCEEDED"),
        ({"W": {"Type": "Wait", "Seconds": 600, "End": True}}, "RUNNING"),
    ],
)
def test_an_execution_that_runs_or_has_succeeded_is_not_redriven(
    states: dict[str, Any], status: str
) -> None:
    with executions_here(pace=Pace()) as here:
        arn = here.start(here.machines.add("m", machine(states)))
        wait_until(lambda: here.describe(arn)["status"] == status)
        with pytest.raises(ApiError) as refused:
            here.do("RedriveExecution", executionArn=arn)
        described = here.describe(arn)
    assert refused.value.code == "ExecutionNotRedrivable"
    assert described["redriveStatus"] == "NOT_REDRIVABLE"
    assert described["redriveStatusReason"] == f"Execution is {status} and cannot be redriven"


def test_a_redrive_with_the_same_token_is_the_same_redrive() -> None:
    waits = machine(
        {"T": PUBLISH | {"Next": "W"}, "W": {"Type": "Wait", "Seconds": 9, "End": True}}
    )
    with executions_here(mocks={"T": AFTER_ALL}, pace=Pace()) as here:
        arn = here.start(here.machines.add("m", waits))
        here.ended(arn)
        first = here.do("RedriveExecution", executionArn=arn, clientToken="t")
        again = here.do("RedriveExecution", executionArn=arn, clientToken="t")
        count = here.describe(arn)["redriveCount"]
    assert first == again
    assert count == 1
