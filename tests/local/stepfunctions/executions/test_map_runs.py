"""Distributed Maps run child executions that can be looked at, in Map Runs that can be changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.running.pace import Pace
from sfn_dsl.testing import fails
from tests.local.stepfunctions.running.local_executions import (
    Here,
    executions_here,
    wait_until,
)


def each(states: dict[str, Any], **more: Any) -> dict[str, Any]:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    processor = {"ProcessorConfig": config, "StartAt": next(iter(states)), "States": states}
    state = {"Type": "Map", "Label": "Each", "ItemProcessor": processor, "End": True}
    return {"StartAt": "Map", "States": {"Map": state | more}}


WAIT = {"W": {"Type": "Wait", "Seconds": 600, "End": True}}
PASS = {"P": {"Type": "Pass", "End": True}}


def only_map_run(here: Here, execution: str) -> str:
    [run] = here.do("ListMapRuns", executionArn=execution)["mapRuns"]
    return str(run["mapRunArn"])


def test_children_are_executions_of_their_own() -> None:
    with executions_here() as here:
        arn = here.start(here.machines.add("m", each(PASS)), [{"n": 1}, {"n": 2}])
        here.ended(arn)
        run = only_map_run(here, arn)
        children = here.do("ListExecutions", mapRunArn=run)["executions"]
        first = here.describe(children[-1]["executionArn"])
        types = here.types(first["executionArn"])
        described = here.do("DescribeMapRun", mapRunArn=run)
    assert run.startswith("arn:aws:states:us-east-1:123456789012:mapRun:m/Each:")
    assert [child["status"] for child in children] == ["SUCCEEDED", "SUCCEEDED"]
    assert json.loads(first["output"]) == {"n": 1}
    assert first["mapRunArn"] == run
    assert first["executionArn"].startswith(
        "arn:aws:states:us-east-1:123456789012:execution:m/Each:"
    )
    assert (types[0], types[-1]) == ("ExecutionStarted", "ExecutionSucceeded")
    assert described["status"] == "SUCCEEDED"
    assert described["itemCounts"]["succeeded"] == described["itemCounts"]["total"] == 2
    assert described["executionArn"] == arn


def test_children_are_not_among_the_executions_of_the_machine() -> None:
    with executions_here() as here:
        machine = here.machines.add("m", each(PASS))
        arn = here.start(machine, [1])
        here.ended(arn)
        listed = here.do("ListExecutions", stateMachineArn=machine)["executions"]
    assert [execution["executionArn"] for execution in listed] == [arn]


def test_a_map_run_that_runs_says_how_far_it_has_come_and_takes_other_limits() -> None:
    with executions_here(pace=Pace()) as here:
        arn = here.start(here.machines.add("m", each(WAIT, MaxConcurrency=1)), [1, 2, 3])
        wait_until(lambda: bool(here.do("ListMapRuns", executionArn=arn)["mapRuns"]))
        run = only_map_run(here, arn)
        before = here.do("DescribeMapRun", mapRunArn=run)
        here.do("UpdateMapRun", mapRunArn=run, maxConcurrency=2, toleratedFailureCount=1)
        after = here.do("DescribeMapRun", mapRunArn=run)
        here.do("StopExecution", executionArn=arn)
        stopped = here.do("DescribeMapRun", mapRunArn=run)
        children = here.do("ListExecutions", mapRunArn=run, statusFilter="ABORTED")["executions"]
        types = here.types(children[0]["executionArn"])
        with pytest.raises(ApiError) as refused:
            here.do("UpdateMapRun", mapRunArn=run, maxConcurrency=3)
    assert (before["itemCounts"]["running"], before["itemCounts"]["pending"]) == (1, 2)
    assert (after["itemCounts"]["running"], after["itemCounts"]["pending"]) == (2, 1)
    assert (after["maxConcurrency"], after["toleratedFailureCount"]) == (2, 1)
    assert (stopped["status"], stopped["itemCounts"]["aborted"]) == ("ABORTED", 2)
    assert len(children) == 2
    assert types == ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]
    assert refused.value.code == "ValidationException"


def test_a_map_run_fails_with_too_many_of_its_children() -> None:
    task = {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": True}}
    with executions_here(mocks={"T": fails("E", "why")}) as here:
        arn = here.start(here.machines.add("m", each(task)), [1])
        ended = here.ended(arn)
        run = only_map_run(here, arn)
        described = here.do("DescribeMapRun", mapRunArn=run)
        [child] = here.do("ListExecutions", mapRunArn=run)["executions"]
        failed = here.describe(child["executionArn"])
    assert ended["error"] == "States.ExceedToleratedFailureThreshold"
    assert (described["status"], described["itemCounts"]["failed"]) == ("FAILED", 1)
    assert (failed["status"], failed["error"], failed["cause"]) == ("FAILED", "E", "why")
    assert failed["redriveStatus"] == "REDRIVABLE_BY_MAP_RUN"


def test_a_map_run_that_there_is_not_is_not_found() -> None:
    arn = "arn:aws:states:us-east-1:123456789012:mapRun:m/Each:x"
    with executions_here() as here, pytest.raises(ApiError) as refused:
        here.do("DescribeMapRun", mapRunArn=arn)
    assert refused.value.code == "ResourceNotFound"
