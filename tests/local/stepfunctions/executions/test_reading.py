"""What is told of executions, in pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.started import MachineAtStart
from sfn_dsl.testing import fails
from tests.local.stepfunctions.executions.test_starting import ARN, PASS, refusal
from tests.local.stepfunctions.running.local_executions import Here, executions_here

TASK = {
    "StartAt": "T",
    "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": True}},
}


def pages(here: Here, operation: str, member: str, **request: Any) -> list[list[dict[str, Any]]]:
    found = []
    while True:
        page = here.do(operation, **request)
        found.append(page[member])
        if "nextToken" not in page:
            return found
        request["nextToken"] = page["nextToken"]


def test_an_execution_is_described_with_all_its_members() -> None:
    with executions_here() as here:
        arn = here.start(here.machines.add("m", PASS), {"a": 1}, name="one", traceHeader="t")
        described = here.ended(arn)
        bare = here.do("DescribeExecution", executionArn=arn, includedData="METADATA_ONLY")
    dates = {"startDate": described["startDate"], "stopDate": described["stopDate"]}
    assert described == {
        "executionArn": f"{ARN}execution:m:one",
        "stateMachineArn": f"{ARN}stateMachine:m",
        "name": "one",
        "status": "SUCCEEDED",
        **dates,
        "input": '{"a": 1}',
        "inputDetails": {"included": True},
        "output": '{"a":1}',
        "outputDetails": {"included": True},
        "traceHeader": "t",
        "redriveCount": 0,
        "redriveStatus": "NOT_REDRIVABLE",
        "redriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
    }
    assert bare["inputDetails"] == {"included": False}
    assert not {"input", "output"} & set(bare)


def test_a_history_comes_in_pages_in_both_directions() -> None:
    with executions_here() as here:
        arn = here.start(here.machines.add("m", PASS))
        here.ended(arn)
        forward = pages(here, "GetExecutionHistory", "events", executionArn=arn, maxResults=3)
        backward = pages(
            here, "GetExecutionHistory", "events", executionArn=arn, maxResults=3, reverseOrder=True
        )
    assert [[event["id"] for event in page] for page in forward] == [[1, 2, 3], [4]]
    assert [[event["id"] for event in page] for page in backward] == [[4, 3, 2], [1]]


def test_a_token_is_good_for_its_own_request_only() -> None:
    with executions_here() as here:
        arn = here.start(here.machines.add("m", PASS))
        here.ended(arn)
        token = here.do("GetExecutionHistory", executionArn=arn, maxResults=1)["nextToken"]
        for asked in ({"reverseOrder": True, "nextToken": token}, {"nextToken": "made up"}):
            said = refusal(here, "GetExecutionHistory", executionArn=arn, **asked)
            assert said == ("InvalidToken", "Invalid Token: 'Invalid token'")


def test_a_history_can_leave_the_data_out() -> None:
    with executions_here(mocks={"T": 1}) as here:
        arn = here.start(here.machines.add("m", TASK), {"secret": 1})
        here.ended(arn)
        history = here.do("GetExecutionHistory", executionArn=arn, includeExecutionData=False)
    entered = history["events"][1]
    assert entered["stateEnteredEventDetails"] == {"name": "T"}
    # Parameters stay (measured on AWS).
    assert "parameters" in history["events"][2]["taskScheduledEventDetails"]


def test_executions_are_listed_by_machine_version_alias_and_status() -> None:
    with executions_here(mocks={"T": fails("E")}) as here:
        machine = here.machines.add("m", PASS)
        version, alias = f"{machine}:1", f"{machine}:live"
        for arn, more in ((version, {}), (alias, {"alias": alias})):
            here.machines.machines[arn] = MachineAtStart(
                machine=machine,
                name="m",
                type="STANDARD",
                definition=json.dumps(TASK),
                role="arn:aws:iam::123456789012:role/r",
                version=version,
                **more,
            )
        started = {arn: here.start(arn) for arn in (machine, version, alias)}
        for execution in started.values():
            here.ended(execution)

        def listed(arn: str, **more: Any) -> list[str]:
            found = here.do("ListExecutions", stateMachineArn=arn, **more)["executions"]
            return [execution["executionArn"] for execution in found]

        newest_first = [started[alias], started[version], started[machine]]
        assert listed(machine) == newest_first
        assert listed(version) == newest_first[:2]
        assert listed(alias) == newest_first[:1]
        assert listed(machine, statusFilter="SUCCEEDED") == [started[machine]]
        assert listed(machine, redriveFilter="REDRIVEN") == []
        described = here.describe(started[alias])
    assert described["stateMachineArn"] == machine
    assert described["stateMachineVersionArn"] == version
    assert described["stateMachineAliasArn"] == alias


def test_executions_are_listed_in_pages() -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        started = [here.start(machine) for _ in range(5)]
        found = pages(here, "ListExecutions", "executions", stateMachineArn=machine, maxResults=2)
    assert [len(page) for page in found] == [2, 2, 1]
    assert [each["executionArn"] for page in found for each in page] == started[::-1]


@pytest.mark.parametrize("asked", [{}, {"stateMachineArn": "x", "mapRunArn": "y"}])
def test_a_list_is_of_one_thing(asked: dict[str, str]) -> None:
    with executions_here() as here:
        assert refusal(here, "ListExecutions", **asked)[0] == "ValidationException"


def test_the_machine_of_an_execution_is_as_it_was_when_that_began() -> None:
    with executions_here() as here:
        machine = here.machines.add("m", PASS)
        arn = here.start(machine)
        here.machines.add("m", TASK)
        told = here.do("DescribeStateMachineForExecution", executionArn=arn)
    assert (told["stateMachineArn"], told["name"]) == (machine, "m")
    assert json.loads(told["definition"]) == PASS
