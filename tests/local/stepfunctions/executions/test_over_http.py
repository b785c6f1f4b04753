"""Executions, activities and tokens by boto3, over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.local.stepfunctions.endpoint import PASS, ROLE, Endpoint, endpoint
from tests.local.stepfunctions.running.local_executions import wait_until

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:approve"
APPROVE = {
    "StartAt": "Approve",
    "States": {"Approve": {"Type": "Task", "Resource": ACTIVITY, "End": True}},
}
EACH = {
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "P",
                "States": {"P": {"Type": "Pass", "End": True}},
            },
            "End": True,
        }
    },
}


@pytest.fixture(scope="module")
def local() -> Iterator[Endpoint]:
    with endpoint() as running:
        yield running


def ended(client: Any, execution: str) -> dict[str, Any]:
    def is_over() -> bool:
        return bool(client.describe_execution(executionArn=execution)["status"] != "RUNNING")

    wait_until(is_over)
    return dict(client.describe_execution(executionArn=execution))


def created(client: Any, name: str, definition: Any, **more: Any) -> str:
    text = definition if isinstance(definition, str) else json.dumps(definition)
    made = client.create_state_machine(name=name, definition=text, roleArn=ROLE, **more)
    return str(made["stateMachineArn"])


def test_a_worker_approves_an_execution(local: Endpoint) -> None:
    client = local.client()
    client.create_activity(name="approve", tags=[{"key": "team", "value": "a"}])
    assert client.list_tags_for_resource(resourceArn=ACTIVITY)["tags"][0]["value"] == "a"
    machine = created(client, "approval", APPROVE)
    tasks: list[dict[str, Any]] = []
    worker = threading.Thread(
        target=lambda: tasks.append(
            local.client().get_activity_task(activityArn=ACTIVITY, workerName="me")
        )
    )
    worker.start()
    execution = client.start_execution(stateMachineArn=machine, input='{"n": 1}')["executionArn"]
    worker.join(20)
    client.send_task_heartbeat(taskToken=tasks[0]["taskToken"])
    client.send_task_success(taskToken=tasks[0]["taskToken"], output='"yes"')
    assert ended(client, execution)["output"] == '"yes"'
    with pytest.raises(client.exceptions.TaskTimedOut):
        client.send_task_success(taskToken=tasks[0]["taskToken"], output='"yes"')
    with pytest.raises(client.exceptions.InvalidToken):
        client.send_task_failure(taskToken="made up")
    assert [each["name"] for each in client.list_activities()["activities"]] == ["approve"]


def test_an_express_machine_answers_at_once(local: Endpoint) -> None:
    client = local.client()
    machine = created(client, "express", PASS, type="EXPRESS")
    result = client.start_sync_execution(stateMachineArn=machine, input="[1]")
    assert (result["status"], result["output"]) == ("SUCCEEDED", "[1]")


def test_paginators_go_through_histories_and_lists(local: Endpoint) -> None:
    client = local.client()
    machine = created(client, "pages", PASS)
    executions = [client.start_execution(stateMachineArn=machine)["executionArn"] for _ in range(5)]
    ended(client, executions[0])
    pages = client.get_paginator("get_execution_history").paginate(
        executionArn=executions[0], PaginationConfig={"PageSize": 1}
    )
    assert [event["id"] for page in pages for event in page["events"]] == [1, 2, 3, 4]
    listed = client.get_paginator("list_executions").paginate(
        stateMachineArn=machine, PaginationConfig={"PageSize": 2}
    )
    found = [each["executionArn"] for page in listed for each in page["executions"]]
    assert found == executions[::-1]


def test_a_map_run_and_its_children_are_there(local: Endpoint) -> None:
    client = local.client()
    machine = created(client, "each", EACH)
    execution = client.start_execution(stateMachineArn=machine, input="[1, 2]")["executionArn"]
    ended(client, execution)
    [run] = client.list_map_runs(executionArn=execution)["mapRuns"]
    described = client.describe_map_run(mapRunArn=run["mapRunArn"])
    children = client.list_executions(mapRunArn=run["mapRunArn"])["executions"]
    assert described["itemCounts"]["succeeded"] == len(children) == 2


def test_a_machine_is_deleted_when_its_executions_have_ended(local: Endpoint) -> None:
    client = local.client()
    waits = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 600, "End": True}}}
    machine = created(client, "going", waits)
    execution = client.start_execution(stateMachineArn=machine)["executionArn"]
    client.delete_state_machine(stateMachineArn=machine)
    assert client.describe_state_machine(stateMachineArn=machine)["status"] == "DELETING"
    with pytest.raises(client.exceptions.StateMachineDeleting):
        client.start_execution(stateMachineArn=machine)
    client.stop_execution(executionArn=execution, error="E", cause="why")
    with pytest.raises(client.exceptions.StateMachineDoesNotExist):
        client.describe_state_machine(stateMachineArn=machine)
    assert client.describe_execution(executionArn=execution)["cause"] == "why"
    assert (
        json.loads(
            client.describe_state_machine_for_execution(executionArn=execution)["definition"]
        )
        == waits
    )


def test_an_execution_that_was_stopped_is_redriven(local: Endpoint) -> None:
    client = local.client()
    waits = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": True}}}
    machine = created(client, "again", waits)
    execution = client.start_execution(stateMachineArn=machine)["executionArn"]
    with pytest.raises(client.exceptions.ExecutionNotRedrivable):
        client.redrive_execution(executionArn=execution)
    client.stop_execution(executionArn=execution)
    client.redrive_execution(executionArn=execution)
    assert ended(client, execution)["status"] == "SUCCEEDED"
    [redriven] = client.list_executions(stateMachineArn=machine, redriveFilter="REDRIVEN")[
        "executions"
    ]
    assert redriven["redriveCount"] == 1
