"""Executions outlive the process that runs them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.running.pace import FAST, Pace
from sfn_dsl.testing import answers
from tests.local.stepfunctions.running.local_executions import (
    Here,
    Machines,
    executions_here,
    wait_until,
)
from tests.local.stepfunctions.running.test_waiting import ACTIVITY, SENDS, STARTS, Queue, one

WRITER = "tests.local.stepfunctions.running.writer"
ROOT = Path(__file__).parents[4]


def kept(here: Here, execution: str) -> tuple[Any, ...]:
    described = here.describe(execution)
    return described["status"], described.get("output"), here.history(execution)


def test_a_wait_goes_on_and_ends_when_it_should(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    waits = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 2, "End": True}}}
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        arn = here.start(machines.add("m", waits), {"a": 1})
        wait_until(lambda: here.types(arn)[-1] == "WaitStateEntered")
        before = here.history(arn)
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        ended = here.ended(arn)
        after = here.history(arn)
    assert after[: len(before)] == before
    assert ended["output"] == '{"a":1}'
    assert 2 <= ended["stopDate"] - ended["startDate"] < 4


def test_what_has_ended_is_as_it_was(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    says = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
    with executions_here(database=Database(file), machines=machines) as here:
        arn = here.start(machines.add("m", says), {"a": 1})
        here.ended(arn)
        before = kept(here, arn)
    with executions_here(database=Database(file), machines=machines) as here:
        assert kept(here, arn) == before


def test_chance_is_the_same_after_a_restart(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    names = {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "Next": "W"}
    waits = {"Type": "Wait", "Seconds": 1, "End": True}
    definition = {"StartAt": "N", "States": {"N": names, "W": waits}}
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        arn = here.start(machines.add("m", definition))
        wait_until(lambda: here.types(arn)[-1] == "WaitStateEntered")
        before = here.history(arn)
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        ended = here.ended(arn)
    assert json.loads(before[2]["stateExitedEventDetails"]["output"]) == json.loads(ended["output"])


def test_a_token_is_good_after_a_restart_and_its_call_is_not_made_again(tmp_path: Path) -> None:
    machines, file, queue = Machines(), tmp_path / "state.sqlite", Queue()
    opened: dict[str, Any] = {"machines": machines, "clients": queue.client, "pace": Pace()}
    with executions_here(database=Database(file), **opened) as here:
        arn = here.start(machines.add("m", SENDS))
        token = queue.token()
        wait_until(lambda: here.types(arn)[-1] == "TaskSubmitted")
    with executions_here(database=Database(file), **opened) as here:
        here.do("SendTaskSuccess", taskToken=token, output="1")
        assert here.ended(arn)["output"] == "1"
    assert queue.bodies == []


def test_a_task_that_nobody_took_is_offered_again(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        here.do("CreateActivity", name="work")
        arn = here.start(machines.add("m", one(Resource=ACTIVITY)), {"n": 1})
        wait_until(lambda: here.types(arn)[-1] == "ActivityScheduled")
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        task = here.do("GetActivityTask", activityArn=ACTIVITY)
    # It is taken now; what the worker says still counts after another restart.
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        here.do("SendTaskSuccess", taskToken=task["taskToken"], output="2")
        assert here.ended(arn)["output"] == "2"


def test_answers_in_turn_go_on_where_they_were(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    task = {"Type": "Task", "Resource": "arn:aws:states:::sns:publish"}
    definition = {
        "StartAt": "A",
        "States": {
            "A": {**task, "Next": "W"},
            "W": {"Type": "Wait", "Seconds": 1, "Next": "B"},
            "B": {**task, "End": True},
        },
    }
    opened: dict[str, Any] = {
        "machines": machines,
        "mocks": {"sns:publish": answers("first", "second")},
        "pace": Pace(),
    }
    with executions_here(database=Database(file), **opened) as here:
        arn = here.start(machines.add("m", definition))
        wait_until(lambda: here.types(arn)[-1] == "WaitStateEntered")
    with executions_here(database=Database(file), **opened) as here:
        ended = here.ended(arn)
    assert (ended.get("cause"), ended.get("output")) == (None, '"second"')


def test_a_parent_hears_of_the_end_of_its_child_after_a_restart(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    waits = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": True}}}
    child = machines.add("child", waits)
    task = one(
        Resource=f"{STARTS}.sync:2", Parameters={"StateMachineArn": child, "Input": {"a": 1}}
    )
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        arn = here.start(machines.add("m", task))
        wait_until(lambda: here.types(arn)[-1] == "TaskSubmitted")
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        assert json.loads(here.ended(arn)["output"])["Output"] == {"a": 1}


def test_what_was_due_while_nothing_ran_happens_when_it_goes_on(tmp_path: Path) -> None:
    machines, file, queue = Machines(), tmp_path / "state.sqlite", Queue()
    opened: dict[str, Any] = {"machines": machines, "clients": queue.client, "pace": Pace()}
    wait = {"Type": "Wait", "Seconds": 600, "Next": "Task"}
    sends = SENDS["States"]["Task"] | {"TimeoutSeconds": 60}
    definition = {"StartAt": "W", "States": {"W": wait, "Task": sends}}
    with executions_here(database=Database(file), **opened) as here:
        arn = here.start(machines.add("m", definition))
        wait_until(lambda: here.types(arn)[-1] == "WaitStateEntered")
    database = Database(file)
    with database.transaction() as connection:  # as if nothing had run for an hour
        connection.execute("UPDATE executions SET started = started - 3600")
    with executions_here(database=database, **opened) as here:
        # The task has all of its time, which begins now.
        here.do("SendTaskSuccess", taskToken=queue.token(), output="1")
        ended = here.ended(arn)
        exited = here.history(arn)[2]
    assert ended["status"] == "SUCCEEDED"
    assert exited["type"] == "WaitStateExited"
    assert exited["timestamp"] - ended["startDate"] >= 3600


def test_a_map_run_goes_on_with_its_children(tmp_path: Path) -> None:
    machines, file = Machines(), tmp_path / "state.sqlite"
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    waits = {"W": {"Type": "Wait", "SecondsPath": "$", "End": True}}
    processor = {"ProcessorConfig": config, "StartAt": "W", "States": waits}
    state = {"Type": "Map", "ItemProcessor": processor, "MaxConcurrency": 2, "End": True}
    machine = machines.add("m", {"StartAt": "M", "States": {"M": state}})
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        arn = here.start(machine, [0, 1, 600, 1])
        wait_until(lambda: len(here.do("ListMapRuns", executionArn=arn)["mapRuns"]) == 1)
        [run] = here.do("ListMapRuns", executionArn=arn)["mapRuns"]
        here.do("UpdateMapRun", mapRunArn=run["mapRunArn"], maxConcurrency=3)
        before = here.do("ListExecutions", mapRunArn=run["mapRunArn"])["executions"]
    with executions_here(database=Database(file), machines=machines, pace=Pace()) as here:
        asked = {"mapRunArn": run["mapRunArn"], "statusFilter": "SUCCEEDED"}
        wait_until(lambda: len(here.do("ListExecutions", **asked)["executions"]) == 3)
        described = here.do("DescribeMapRun", mapRunArn=run["mapRunArn"])
        after = here.do("ListExecutions", mapRunArn=run["mapRunArn"])["executions"]
    assert described["maxConcurrency"] == 3
    assert described["itemCounts"]["running"] == 1
    assert {each["executionArn"] for each in before} <= {each["executionArn"] for each in after}


def test_an_execution_that_runs_differently_now_fails_and_says_so(tmp_path: Path) -> None:
    machines, file, queue = Machines(), tmp_path / "state.sqlite", Queue()
    opened: dict[str, Any] = {"machines": machines, "clients": queue.client, "pace": Pace()}
    with executions_here(database=Database(file), **opened) as here:
        arn = here.start(machines.add("m", SENDS))
        queue.token()
        wait_until(lambda: here.types(arn)[-1] == "TaskSubmitted")
    database = Database(file)
    with database.transaction() as connection:
        connection.execute("UPDATE journal SET events = events + 1")
    with executions_here(database=database, **opened) as here:
        ended = here.ended(arn)
        history = here.types(arn)
    assert (ended["status"], ended["error"]) == ("FAILED", "States.Runtime")
    assert "could not bring this execution back" in ended["cause"]
    assert history[-1] == "ExecutionFailed"


def killed_writer(file: Path, log: Path, seconds: float) -> list[str]:
    """The executions that a process says it has started until it is killed."""
    with (
        log.open("w") as output,
        subprocess.Popen(
            [sys.executable, "-m", WRITER, str(file)], stdout=output, cwd=ROOT
        ) as process,
    ):
        wait_until(lambda: "\n" in log.read_text())
        time.sleep(seconds)  # the moment is to be any
        process.kill()
    return log.read_text().split("\n")[:-1]  # the last line may be cut


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    chance = random.Random(7)  # noqa: S311  # no secret
    acknowledged: list[str] = []
    for _ in range(2):
        acknowledged += killed_writer(file, tmp_path / "log", chance.uniform(0, 0.5))
    machines = Machines()
    with executions_here(database=Database(file), machines=machines, pace=FAST) as here:
        for arn in acknowledged:
            ended = here.ended(arn)
            assert ended["status"] == "SUCCEEDED"
            assert json.loads(ended["output"]) == json.loads(ended["input"])
            assert [event["id"] for event in here.history(arn)] == list(range(1, 7))
