"""Starting and stopping executions, as AWS answers it."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.running.executor import RunningLimits
from sfn_dsl.local.stepfunctions.running.pace import Pace
from sfn_dsl.local.stepfunctions.running.store import Store
from tests.local.stepfunctions.running.local_executions import (
    Here,
    executions_here,
    wait_until,
)

ARN = "arn:aws:states:us-east-1:123456789012:"
PASS = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
WAIT = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 600, "End": True}}}


def refusal(here: Here, operation: str, **request: Any) -> tuple[str, str]:
    with pytest.raises(ApiError) as raised:
        here.do(operation, **request)
    return raised.value.code, raised.value.message


def test_the_same_start_is_the_same_execution_while_it_runs() -> None:
    with executions_here(pace=Pace()) as here:
        machine = here.machines.add("m", WAIT)
        asked = {"stateMachineArn": machine, "name": "one", "input": '{"a": 1}'}
        first = here.do("StartExecution", **asked)
        assert here.do("StartExecution", **asked) == first
        other = refusal(here, "StartExecution", **asked | {"input": '{"a": 2}'})
        here.do("StopExecution", executionArn=first["executionArn"])
        ended = refusal(here, "StartExecution", **asked)
    said = ("ExecutionAlreadyExists", f"Execution Already Exists: '{ARN}execution:m:one'")
    assert other == ended == said


def test_executions_without_a_name_have_one_each() -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        assert here.start(machine) != here.start(machine)


def test_starts_with_one_name_at_once_make_one_execution() -> None:
    with executions_here(pace=Pace()) as here:
        machine = here.machines.add("m", WAIT)
        found: list[str] = []
        threads = [
            threading.Thread(target=lambda: found.append(here.start(machine, name="one")))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        listed = here.do("ListExecutions", stateMachineArn=machine)["executions"]
    assert len(found) == 8
    assert len(listed) == 1


def test_an_input_that_is_no_json_is_refused_as_by_aws() -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        code, text = refusal(here, "StartExecution", stateMachineArn=machine, input="not json")
        large = '"' + "ä" * 131_072 + '"'
        too_large = refusal(here, "StartExecution", stateMachineArn=machine, input=large)
    assert code == "InvalidExecutionInput"
    assert text.startswith(
        "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting"
    )
    assert too_large[0] == "InvalidExecutionInput"


def test_a_name_that_is_none_is_refused() -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        said = refusal(here, "StartExecution", stateMachineArn=machine, name="a b")
    assert said == ("InvalidName", "Invalid Name: 'a b'")


def test_an_express_execution_is_answered_with_what_became_of_it() -> None:
    fails = {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E", "Cause": "why"}}}
    with executions_here() as here:
        works = here.machines.add("e", PASS, "EXPRESS")
        asked = {"stateMachineArn": works, "input": "[1]", "name": "n", "traceHeader": "t"}
        result = here.do("StartSyncExecution", **asked)
        bare = here.do("StartSyncExecution", **asked, includedData="METADATA_ONLY")
        failed = here.do(
            "StartSyncExecution", stateMachineArn=here.machines.add("f", fails, "EXPRESS")
        )
    assert result["executionArn"].startswith(f"{ARN}express:e:n:")
    assert (result["status"], result["output"], result["input"]) == ("SUCCEEDED", "[1]", "[1]")
    assert (result["name"], result["traceHeader"]) == ("n", "t")
    assert result["billingDetails"]["billedMemoryUsedInMB"] == 64
    assert "output" not in bare
    assert (failed["status"], failed["error"], failed["cause"]) == ("FAILED", "E", "why")


def test_a_standard_machine_is_not_started_synchronously() -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        said = refusal(here, "StartSyncExecution", stateMachineArn=machine)
    assert said == (
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
    )


def test_express_executions_share_a_name_and_cannot_be_described() -> None:
    with executions_here() as here:
        machine = here.machines.add("e", PASS, "EXPRESS")
        first, second = here.start(machine, name="n"), here.start(machine, name="n")
        said = refusal(here, "DescribeExecution", executionArn=first)
        listed = refusal(here, "ListExecutions", stateMachineArn=machine)
    assert first != second
    assert said == ("InvalidArn", "Invalid Arn: 'Resource type not valid in this context: express'")
    assert listed[0] == "StateMachineTypeNotSupported"


def test_an_execution_that_is_over_stays_as_it_is_when_it_is_stopped() -> None:
    with executions_here() as here:
        arn = here.start(here.machines.add("m", PASS))
        before = here.ended(arn)
        stopped = here.do("StopExecution", executionArn=arn, error="E")
        after = here.describe(arn)
    assert stopped == {"stopDate": before["stopDate"]}
    assert after == before


def test_an_execution_that_there_is_not_is_not_found() -> None:
    arn = f"{ARN}execution:m:none"
    with executions_here() as here:
        for operation in ("DescribeExecution", "GetExecutionHistory", "StopExecution"):
            said = refusal(here, operation, executionArn=arn)
            assert said == ("ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'")
        said = refusal(here, "DescribeExecution", executionArn="x")
    assert said == ("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: x'")


def test_no_more_executions_run_at_once_than_may() -> None:
    with executions_here(pace=Pace(), limits=RunningLimits(executions=2)) as here:
        machine = here.machines.add("m", WAIT)
        first = here.start(machine)
        here.start(machine)
        said = refusal(here, "StartExecution", stateMachineArn=machine)
        here.do("StopExecution", executionArn=first)
        wait_until(lambda: here.describe(first)["status"] == "ABORTED")
        here.start(machine)
    assert said[0] == "ExecutionLimitExceeded"


def test_everything_ends_with_the_server_in_time() -> None:
    loop = {"StartAt": "L", "States": {"L": {"Type": "Pass", "Next": "L"}}}
    with executions_here(pace=Pace()) as here:
        here.start(here.machines.add("m", WAIT))
        loops = here.machines.add("e", loop, "EXPRESS")
        answered: list[str] = []
        waiting = threading.Thread(
            target=lambda: answered.append(
                refusal(here, "StartSyncExecution", stateMachineArn=loops)[0]
            )
        )
        waiting.start()
        wait_until(lambda: here.executor.running_now == 2)
        begun = time.monotonic()
        here.executor.close()
        took = time.monotonic() - begun
    waiting.join(5)
    assert answered == ["ServiceUnavailable"]
    assert took < 2


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff x", "\\ud83d\\ude00"])
def test_an_input_with_half_of_a_surrogate_pair_goes_through(escape: str) -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        asked = {"stateMachineArn": machine, "input": f'{{"a": "{escape}"}}'}
        arn = here.do("StartExecution", **asked)["executionArn"]
        wait_until(lambda: here.do("DescribeExecution", executionArn=arn)["status"] != "RUNNING")
        ended = here.do("DescribeExecution", executionArn=arn)
        events = here.do("GetExecutionHistory", executionArn=arn)["events"]
    assert ended["status"] == "SUCCEEDED"
    assert json.loads(ended["output"]) == json.loads(f'{{"a": "{escape}"}}')
    assert events[-1]["type"] == "ExecutionSucceeded"


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "-Infinity"])
def test_an_input_with_a_number_that_cannot_be_written_as_json_is_refused(number: str) -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        code, _ = refusal(here, "StartExecution", stateMachineArn=machine, input=f"[{number}]")
    assert code == "InvalidExecutionInput"


def test_an_execution_that_cannot_be_written_down_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        with monkeypatch.context() as patched:
            patched.setattr(Store, "write_events", fails)
            with pytest.raises(sqlite3.OperationalError):
                here.start(machine, name="one")
        assert not here.do("ListExecutions", stateMachineArn=machine)["executions"]
        arn = here.start(machine, name="one")
        wait_until(lambda: here.do("DescribeExecution", executionArn=arn)["status"] == "SUCCEEDED")
