"""Executions over HTTP, as anybody's client starts them and looks at them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import Any

import boto3

LONGEST = 30.0


def start(machine: str, data: Any = None) -> str:
    """Start an execution; its ARN."""
    text = json.dumps({} if data is None else data)
    started = boto3.client("stepfunctions").start_execution(stateMachineArn=machine, input=text)
    return started["executionArn"]


def ended(execution: str) -> Any:
    """What DescribeExecution says when an execution has ended."""
    client = boto3.client("stepfunctions")
    wait_for(lambda: client.describe_execution(executionArn=execution)["status"] != "RUNNING")
    return client.describe_execution(executionArn=execution)


def output_of(execution: str) -> Any:
    """The output of an execution that succeeds."""
    described = ended(execution)
    assert described["status"] == "SUCCEEDED", (described.get("error"), described.get("cause"))
    return json.loads(described["output"])


def history(execution: str) -> list[Any]:
    """All events."""
    pages = boto3.client("stepfunctions").get_paginator("get_execution_history")
    return [event for page in pages.paginate(executionArn=execution) for event in page["events"]]


def types(events: Iterable[Any]) -> list[str]:
    """The types of events."""
    return [event["type"] for event in events]


def received(queue: str) -> Any:
    """The body of the next message in a queue, by its name, which is read as JSON."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    found = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages", [])
    assert found, f"there is no message in '{queue}'"
    sqs.delete_message(QueueUrl=url, ReceiptHandle=found[0]["ReceiptHandle"])
    return json.loads(found[0]["Body"])


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, for a while."""
    until = time.monotonic() + LONGEST
    while not is_so():
        assert time.monotonic() < until, "it did not become so in time"
        time.sleep(0.02)
