"""An expense that somebody approves by a task token, then a workflow that pays it."""

from __future__ import annotations

import json

import boto3
import pytest

from sfn_dsl import (
    Catch,
    Choice,
    Fail,
    Pass,
    StateMachine,
    States,
    Succeed,
    Target,
    Wait,
    When,
    Workflow,
    context,
    deploy,
    path,
    workflow,
)
from sfn_dsl.local import LocalAWS
from sfn_dsl.tasks import sqs, stepfunctions

from .executing import ended, history, output_of, received, start, types, wait_for

HOUR = 3600


@workflow
def payment(target: Target) -> Workflow:
    pay = Pass("Pay", result={"paid": True}, result_path="$.receipt", end=True)
    return Workflow("payment", StateMachine([Wait("Clear", seconds=1) >> pay]), role="Payment")


@workflow
def expense(target: Target) -> Workflow:
    expired = Fail("Expired", error="Expired", cause="nobody has looked at it")
    ask = sqs.send_message(
        "Ask",
        queue_url=f"https://sqs.{target.region}.amazonaws.com/{target.account}/approvals",
        message_body={"token": context("Task.Token"), "amount": path("$.amount")},
        wait="task_token",
        heartbeat_seconds=HOUR,
        result_path="$.verdict",
        catch=[Catch(States.HEARTBEAT_TIMEOUT, expired)],
    )
    pay = stepfunctions.start_execution(
        "Pay",
        state_machine_arn=target.arn("states", "stateMachine:payment"),
        input={"amount": path("$.amount")},
        wait="sync:2",
        output_path="$.Output",
        end=True,
    )
    rejected = Succeed("Rejected")
    decide = Choice("Decide", [When(path("$.verdict.approved") == True, pay)], default=rejected)  # noqa: E712  # a condition
    machine = StateMachine([ask >> decide, pay, rejected, expired])
    return Workflow("expense", machine, role="Expense")


@pytest.mark.local_aws(sources=[payment, expense], time="real")
def test_what_is_approved_is_paid_by_the_other_workflow(local_aws: LocalAWS) -> None:
    deploy(payment)
    execution = start(deploy(expense).arn, {"amount": 40})
    asked = received("approvals")
    assert asked["amount"] == 40
    client = boto3.client("stepfunctions")
    client.send_task_heartbeat(taskToken=asked["token"])
    client.send_task_success(taskToken=asked["token"], output='{"approved": true}')
    assert output_of(execution) == {"amount": 40, "receipt": {"paid": True}}
    with pytest.raises(client.exceptions.TaskTimedOut):
        client.send_task_success(taskToken=asked["token"], output="{}")
    payments = client.list_executions(
        stateMachineArn=f"{execution.rpartition(':execution:')[0]}:stateMachine:payment"
    )["executions"]
    assert [each["status"] for each in payments] == ["SUCCEEDED"]


@pytest.mark.local_aws(sources=[payment, expense], time="real")
def test_what_is_rejected_is_not_paid(local_aws: LocalAWS) -> None:
    machine = deploy(expense).arn
    execution = start(machine, {"amount": 40})
    token = received("approvals")["token"]
    boto3.client("stepfunctions").send_task_success(
        taskToken=token, output=json.dumps({"approved": False})
    )
    assert output_of(execution)["verdict"] == {"approved": False}


@pytest.mark.slow  # fast time gives whoever has a token some seconds
@pytest.mark.local_aws(sources=[payment, expense])
def test_nobody_looks_at_it_until_the_heartbeat_is_missed(local_aws: LocalAWS) -> None:
    execution = start(deploy(expense).arn, {"amount": 40})
    wait_for(lambda: "TaskSubmitted" in types(history(execution)))
    described = ended(execution)
    assert (described["status"], described["error"]) == ("FAILED", "Expired")
    assert (described["stopDate"] - described["startDate"]).total_seconds() >= HOUR
