"""Answers from a file, in place of services."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.executions.executions import Executions
from sfn_dsl.local.stepfunctions.running.executor import Executor
from sfn_dsl.local.stepfunctions.running.mocks import read_mocks
from sfn_dsl.local.stepfunctions.running.pace import FAST
from tests.local.stepfunctions.running.local_executions import (
    Here,
    Machines,
)

TASK = {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "End": True}
DEFINITION = {"StartAt": "Job", "States": {"Job": TASK}}
CONFIG = {
    "StateMachines": {"shop": {"TestCases": {"Happy": {"Job": "Works"}, "Sad": {"Job": "Fails"}}}},
    "MockedResponses": {
        "Works": {"0": {"Return": {"JobRunState": "SUCCEEDED"}}},
        "Fails": {"0": {"Throw": {"Error": "Glue.E", "Cause": "why"}}},
    },
}


def here_with(file: Path) -> Here:
    database, machines = Database(), Machines()
    executor = Executor(database, mocks=read_mocks(file), pace=FAST)
    return Here(machines, executor, Executions(database, machines, executor))


def test_each_execution_has_the_answers_of_a_tasks_file_anew(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("Job:\n  answers:\n    - output: {JobRunState: SUCCEEDED}\n")
    here = here_with(file)
    machine = here.machines.add("shop", DEFINITION)
    for _ in range(2):
        assert here.ended(here.start(machine))["output"] == '{"JobRunState":"SUCCEEDED"}'
    here.executor.close()


def test_a_test_case_is_chosen_with_the_arn(tmp_path: Path) -> None:
    file = tmp_path / "MockConfigFile.json"
    file.write_text(json.dumps(CONFIG))
    here = here_with(file)
    machine = here.machines.add("shop", DEFINITION)
    happy = here.ended(here.start(f"{machine}#Happy"))
    sad = here.ended(here.start(f"{machine}#Sad"))
    plain = here.ended(here.start(machine))
    with pytest.raises(ApiError) as refused:
        here.start(f"{machine}#None")
    here.executor.close()
    assert happy["output"] == '{"JobRunState":"SUCCEEDED"}'
    assert happy["stateMachineArn"] == machine
    assert (sad["error"], sad["cause"]) == ("Glue.E", "why")
    assert "--mocks FILE" in plain["cause"]
    assert refused.value.code == "ValidationException"
    assert "write one of 'Happy', 'Sad'" in refused.value.message


def test_an_answer_that_runs_out_fails_the_execution_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("Job:\n  answers:\n    - fails: E\n")
    here = here_with(file)
    retry = [{"ErrorEquals": ["E"], "MaxAttempts": 1}]
    state = {**TASK, "Retry": retry}
    ended = here.ended(
        here.start(here.machines.add("m", {"StartAt": "Job", "States": {"Job": state}}))
    )
    here.executor.close()
    assert ended["error"] == "States.Runtime"
    assert "has one answer, and 'Job' is call 2" in ended["cause"]


def test_a_file_that_cannot_be_read_is_said_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("Job: 1\n")
    with pytest.raises(AnswerError, match=r"tasks\.yaml:1:1: an answer is an object"):
        read_mocks(file)
