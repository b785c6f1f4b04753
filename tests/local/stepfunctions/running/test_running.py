"""Executions of the local AWS run on the engine, in their own time."""

from __future__ import annotations

import time
from typing import Any

from sfn_dsl.simulation.limits import Limits
from sfn_dsl.testing import fails
from tests.local.stepfunctions.running.local_executions import (
    FAST,
    Pace,
    RunningLimits,
    executions_here,
    wait_until,
)

WAIT = {"Type": "Wait", "Seconds": 3600, "Next": "Done"}
DONE = {"Type": "Succeed"}


def machine(states: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states, **more}


def test_an_execution_runs_to_its_end_and_has_a_history() -> None:
    definition = machine({"Say": {"Type": "Pass", "Result": {"said": 1.5}, "End": True}})
    with executions_here() as here:
        arn = here.start(here.machines.add("m", definition), {"a": 1}, name="one")
        ended = here.ended(arn)
        types = here.types(arn)
    assert arn == "arn:aws:states:us-east-1:123456789012:execution:m:one"
    assert (ended["status"], ended["input"], ended["output"]) == (
        "SUCCEEDED",
        '{"a": 1}',
        '{"said":1.5}',
    )
    assert types == [
        "ExecutionStarted",
        "PassStateEntered",
        "PassStateExited",
        "ExecutionSucceeded",
    ]


def test_fast_time_jumps_over_waits_and_backoffs() -> None:
    retry = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 600, "MaxAttempts": 2}]
    task = {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Retry": retry}
    definition = machine({"Wait": WAIT | {"Next": "Try"}, "Try": task | {"End": True}})
    with executions_here(mocks={"Try": fails("E", "why")}) as here:
        begun = time.monotonic()
        ended = here.ended(here.start(here.machines.add("m", definition)))
        took = time.monotonic() - begun
    assert (ended["status"], ended["error"], ended["cause"]) == ("FAILED", "E", "why")
    assert ended["stopDate"] - ended["startDate"] == 3600 + 600 + 1200
    assert took < 10


def test_real_time_waits_as_long_as_it_says() -> None:
    definition = machine({"Wait": WAIT | {"Seconds": 1}, "Done": DONE})
    with executions_here(pace=Pace()) as here:
        begun = time.monotonic()
        ended = here.ended(here.start(here.machines.add("m", definition)))
    assert time.monotonic() - begun >= 1
    assert 1 <= ended["stopDate"] - ended["startDate"] < 2


def test_a_stopped_execution_is_aborted_with_its_error_and_cause() -> None:
    with executions_here(pace=Pace()) as here:
        arn = here.start(here.machines.add("m", machine({"Wait": WAIT, "Done": DONE})))
        wait_until(lambda: "WaitStateEntered" in here.types(arn))
        here.do("StopExecution", executionArn=arn, error="E", cause="why")
        ended = here.describe(arn)
        types = here.types(arn)
    assert (ended["status"], ended["error"], ended["cause"]) == ("ABORTED", "E", "why")
    assert types == ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]


def test_two_hundred_executions_at_once_all_end_rightly() -> None:
    branch = machine({"Rest": {"Type": "Wait", "Seconds": 1, "End": True}})
    each = machine({"Double": {"Type": "Pass", "End": True}})
    definition = machine(
        {
            "Both": {"Type": "Parallel", "Branches": [branch, branch], "Next": "Each"},
            "Each": {"Type": "Map", "ItemProcessor": each, "End": True},
        }
    )
    with executions_here(pace=Pace()) as here:
        arn = here.machines.add("m", definition)
        started = [here.start(arn, {"n": n}) for n in range(200)]
        results = [here.ended(each) for each in started]
    assert {each["status"] for each in results} == {"SUCCEEDED"}
    assert [each["output"] for each in results] == [
        f'[{{"n":{n}}},{{"n":{n}}}]' for n in range(200)
    ]


def test_a_loop_without_end_does_not_hold_up_the_others() -> None:
    loop = machine({"Again": {"Type": "Pass", "Next": "Again"}})
    limits = RunningLimits(engine=Limits(events=2_500))
    with executions_here(pace=FAST, limits=limits) as here:
        endless = [here.start(here.machines.add("loop", loop)) for _ in range(2)]
        other = here.ended(here.start(here.machines.add("m", machine({"Done": DONE}))))
        assert other["status"] == "SUCCEEDED"
        assert {here.ended(arn)["status"] for arn in endless} == {"FAILED"}
        assert len(here.history(endless[0])) == 2_500


def test_many_loops_without_end_leave_the_others_their_turn() -> None:
    loop = machine({"Again": {"Type": "Pass", "Next": "Again"}})
    with executions_here(pace=FAST) as here:
        endless = here.machines.add("loop", loop, "EXPRESS")
        for _ in range(12):
            here.start(endless)
        other = here.ended(here.start(here.machines.add("m", machine({"Done": DONE}))))
        assert other["status"] == "SUCCEEDED"
        assert here.executor.running_now == 12


def test_events_that_take_too_much_room_end_their_execution() -> None:
    grows = {"x.$": "States.Format('{}{}', $.x, 'a')"}
    loop = machine({"Again": {"Type": "Pass", "Parameters": grows, "Next": "Again"}})
    with executions_here(limits=RunningLimits(history_bytes=1_000_000)) as here:
        ended = here.ended(here.start(here.machines.add("m", loop), {"x": "y" * 1000}))
        count = len(here.history(ended["executionArn"]))
    assert (ended["status"], ended["error"]) == ("FAILED", "States.Runtime")
    assert ended["cause"] == "The events of this execution take more than 1000000 bytes."
    assert count < 2000


def test_a_service_that_is_not_here_is_said_with_the_state_and_what_to_do() -> None:
    task = {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "End": True}
    with executions_here() as here:
        ended = here.ended(here.start(here.machines.add("m", machine({"Job": task}))))
    assert ended["error"] == "States.Runtime"
    assert "'Job'" in ended["cause"]
    assert "glue:startJobRun.sync" in ended["cause"]
    assert "--mocks FILE" in ended["cause"]
