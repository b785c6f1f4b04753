"""Tasks that wait for somebody: workers of activities, task tokens, and other executions."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.running.pace import Pace
from tests.local.stepfunctions.running.local_executions import (
    Here,
    executions_here,
    wait_until,
)

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work"
CHILD = "arn:aws:states:us-east-1:123456789012:stateMachine:child"
WAITS = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
STARTS = "arn:aws:states:::states:startExecution"
QUICK = Pace(jumps=True, grace=0.2)


def one(**task: Any) -> dict[str, Any]:
    return {"StartAt": "Task", "States": {"Task": {"Type": "Task", "End": True} | task}}


class Queue:
    """SQS, as far as a task with a token needs it."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def client(self, service: str, region: str) -> Queue:
        assert service == "sqs"
        return self

    def send_message(self, *, QueueUrl: str, MessageBody: str) -> dict[str, Any]:  # noqa: N803  # SQS's names
        self.bodies.append(MessageBody)
        return {"MessageId": "1", "ResponseMetadata": {"RequestId": "r", "HTTPStatusCode": 200}}

    def token(self) -> str:
        wait_until(lambda: bool(self.bodies))
        return str(json.loads(self.bodies.pop())["token"])


SENDS = one(
    Resource=WAITS,
    Parameters={"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}},
)


def refusal(here: Here, operation: str, **request: Any) -> tuple[str, str]:
    with pytest.raises(ApiError) as raised:
        here.do(operation, **request)
    return raised.value.code, raised.value.message


def test_a_token_ends_its_task_once() -> None:
    queue = Queue()
    with executions_here(clients=queue.client, pace=Pace()) as here:
        arn = here.start(here.machines.add("m", SENDS))
        token = queue.token()
        wait_until(lambda: here.types(arn)[-1] == "TaskSubmitted")
        here.do("SendTaskHeartbeat", taskToken=token)
        here.do("SendTaskSuccess", taskToken=token, output='{"approved": true}')
        ended = here.ended(arn)
        again = refusal(here, "SendTaskSuccess", taskToken=token, output="1")
        history = here.history(arn)
    assert (ended["status"], ended["output"]) == ("SUCCEEDED", '{"approved":true}')
    assert [event["type"] for event in history[2:6]] == [
        "TaskScheduled",
        "TaskStarted",
        "TaskSubmitted",
        "TaskSucceeded",
    ]
    assert again == ("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")


def test_a_token_fails_its_task() -> None:
    queue = Queue()
    with executions_here(clients=queue.client, pace=Pace()) as here:
        arn = here.start(here.machines.add("m", SENDS))
        here.do("SendTaskFailure", taskToken=queue.token(), error="No", cause="why")
        ended = here.ended(arn)
    assert (ended["status"], ended["error"], ended["cause"]) == ("FAILED", "No", "why")


def test_what_is_no_token_or_no_json_is_refused() -> None:
    queue = Queue()
    with executions_here(clients=queue.client, pace=Pace()) as here:
        here.start(here.machines.add("m", SENDS))
        token = queue.token()
        made_up = refusal(here, "SendTaskHeartbeat", taskToken="AAAA")
        code, text = refusal(here, "SendTaskSuccess", taskToken=token, output="{no")
    assert made_up == ("InvalidToken", "Invalid Token: 'Invalid token'")
    assert code == "InvalidOutput"
    assert text.startswith("Invalid Output: 'Unexpected character ('n' (code 110)")


def test_fast_time_gives_whoever_has_a_token_a_moment_then_times_out() -> None:
    queue = Queue()
    with executions_here(clients=queue.client, pace=QUICK) as here:
        slow = {**SENDS["States"]["Task"], "TimeoutSeconds": 3600}
        arn = here.start(here.machines.add("m", {"StartAt": "Task", "States": {"Task": slow}}))
        ended = here.ended(arn)
    assert (ended["status"], ended["error"]) == ("FAILED", "States.Timeout")
    assert 3600 <= ended["stopDate"] - ended["startDate"] < 3601


def test_fast_time_does_not_end_a_task_that_may_take_for_ever() -> None:
    queue = Queue()
    with executions_here(clients=queue.client, pace=Pace(jumps=True, grace=0)) as here:
        arn = here.start(here.machines.add("m", SENDS))
        token = queue.token()
        wait_until(lambda: here.types(arn)[-1] == "TaskSubmitted")
        here.do("SendTaskHeartbeat", taskToken=token)
        here.do("SendTaskSuccess", taskToken=token, output="1")
        assert here.ended(arn)["status"] == "SUCCEEDED"


def test_a_worker_takes_the_tasks_of_an_activity() -> None:
    with executions_here(pace=Pace()) as here:
        assert here.do("CreateActivity", name="work")["activityArn"] == ACTIVITY
        arn = here.start(here.machines.add("m", one(Resource=ACTIVITY)), {"n": 1})
        wait_until(lambda: here.types(arn)[-1] == "ActivityScheduled")
        task = here.do("GetActivityTask", activityArn=ACTIVITY, workerName="me")
        here.do("SendTaskSuccess", taskToken=task["taskToken"], output="2")
        ended = here.ended(arn)
        history = here.history(arn)
    assert json.loads(task["input"]) == {"n": 1}
    assert (ended["status"], ended["output"]) == ("SUCCEEDED", "2")
    assert history[3]["activityStartedEventDetails"] == {"workerName": "me"}


def test_a_worker_waits_for_a_task_until_the_server_ends() -> None:
    found: list[Any] = []
    with executions_here(pace=Pace()) as here:
        here.do("CreateActivity", name="work")
        worker = threading.Thread(
            target=lambda: found.append(here.do("GetActivityTask", activityArn=ACTIVITY))
        )
        worker.start()
    worker.join(5)
    assert found == [{}]


def test_an_activity_that_is_deleted_fails_its_task() -> None:
    with executions_here() as here:
        ended = here.ended(here.start(here.machines.add("m", one(Resource=ACTIVITY))))
    assert ended["error"] == "States.Runtime"
    assert ended["cause"].endswith(f"The activity {ACTIVITY} does not exist.")


def test_a_task_gives_the_output_of_the_execution_that_it_waits_for() -> None:
    waits = {"Type": "Wait", "Seconds": 60, "Next": "Say"}
    says = {"Type": "Pass", "Result": {"said": 1}, "End": True}
    with executions_here() as here:
        child = here.machines.add("child", {"StartAt": "W", "States": {"W": waits, "Say": says}})
        task = one(
            Resource=f"{STARTS}.sync:2",
            Parameters={"StateMachineArn": child, "Input": {"a": 1}, "Name": "kid"},
        )
        ended = here.ended(here.start(here.machines.add("m", task)))
        kid = here.describe("arn:aws:states:us-east-1:123456789012:execution:child:kid")
    output = json.loads(ended["output"])
    assert output["Output"] == {"said": 1}
    assert output["Status"] == "SUCCEEDED"
    assert (kid["status"], kid["input"]) == ("SUCCEEDED", '{"a":1}')
    assert ended["stopDate"] - ended["startDate"] >= 60


def test_a_child_whose_time_is_ahead_does_not_hide_a_timeout_of_its_parent() -> None:
    waits = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": True}}}
    with executions_here() as here:
        child = here.machines.add("child", waits)
        task = one(
            Resource=f"{STARTS}.sync", Parameters={"StateMachineArn": child}, TimeoutSeconds=60
        )
        rest = {"StartAt": "R", "States": {"R": {"Type": "Wait", "Seconds": 10, "End": True}}}
        both = {"Type": "Parallel", "Branches": [task, rest], "End": True}
        arn = here.start(here.machines.add("m", {"StartAt": "B", "States": {"B": both}}))
        ended = here.ended(arn)
        [rested] = [each for each in here.history(arn) if each["type"] == "WaitStateExited"]
    assert ended["error"] == "States.Timeout"
    assert rested["timestamp"] - ended["startDate"] == pytest.approx(10, abs=0.01)
    assert ended["stopDate"] - ended["startDate"] == pytest.approx(60, abs=0.5)


def test_a_parent_that_is_stopped_stops_the_execution_that_it_waits_for() -> None:
    with executions_here(pace=Pace()) as here:
        waits = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 600, "End": True}}}
        child = here.machines.add("child", waits)
        task = one(Resource=f"{STARTS}.sync", Parameters={"StateMachineArn": child, "Name": "kid"})
        arn = here.start(here.machines.add("m", task))
        wait_until(lambda: here.types(arn)[-1] == "TaskSubmitted")
        here.do("StopExecution", executionArn=arn)
        kid = here.ended("arn:aws:states:us-east-1:123456789012:execution:child:kid")
    assert kid["status"] == "ABORTED"


def test_an_execution_that_cannot_be_started_fails_its_task() -> None:
    with executions_here() as here:
        task = one(Resource=STARTS, Parameters={"StateMachineArn": CHILD})
        ended = here.ended(here.start(here.machines.add("m", task)))
    assert ended["error"] == "StepFunctions.StateMachineDoesNotExistException"
    assert f"State Machine Does Not Exist: '{CHILD}'" in ended["cause"]


def test_the_causes_of_children_of_children_have_an_end() -> None:
    itself = "arn:aws:states:us-east-1:123456789012:stateMachine:m"
    starts = {
        "Type": "Task",
        "Resource": f"{STARTS}.sync:2",
        "Parameters": {"StateMachineArn": itself, "Input": {"n.$": "States.MathAdd($.n, -1)"}},
        "End": True,
    }
    deeper = {"Variable": "$.n", "NumericGreaterThan": 0, "Next": "S"}
    states = {
        "C": {"Type": "Choice", "Choices": [deeper], "Default": "F"},
        "F": {"Type": "Fail", "Cause": '"why"'},
        "S": starts,
    }
    with executions_here() as here:
        here.machines.add("m", {"StartAt": "C", "States": states})
        ended = here.ended(here.start(itself, {"n": 12}))
    assert ended["error"] == "States.TaskFailed"
    assert len(ended["cause"]) == 32768
