"""`sfn local --for --state`, killed while executions of what was deployed to it are running."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest

from sfn_dsl import DeployOptions, Release, deploy, load

from ...deployment.local_endpoint import running
from .executing import history, output_of, received, start, types

SOURCE = """\
from sfn_dsl import StateMachine, Target, Wait, Workflow, context, path, workflow
from sfn_dsl.tasks import sqs


@workflow
def reviews(target: Target) -> Workflow:
    ask = sqs.send_message(
        "Ask",
        queue_url=f"https://sqs.{target.region}.amazonaws.com/{target.account}/reviews",
        message_body={"token": context("Task.Token"), "n": path("$.n")},
        wait="task_token",
        end=True,
    )
    machine = StateMachine([Wait("Rest", seconds=path("$.rest")) >> ask])
    return Workflow("reviews", machine, role="Reviews")
"""


@contextmanager
def endpoint(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Iterator[Any]:
    """The process of an endpoint that keeps its state in a folder, to which boto3's clients go."""
    state = str(folder / "state")
    with running(folder / "log", "--state", state, *options) as (process, given):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
        yield process


@pytest.mark.slow
def test_everything_goes_on_after_the_process_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "reviews.py"
    source.write_text(SOURCE, encoding="utf-8")
    with endpoint(tmp_path, monkeypatch, "--for", str(source)) as process:
        release = DeployOptions(release=Release("first", alias="live"))
        machine = deploy(load(str(source)), options=release).arn
        sqs = boto3.client("sqs")
        notes = sqs.create_queue(QueueName="notes")["QueueUrl"]
        waiting = start(f"{machine}:live", {"n": 1, "rest": 0})
        token = received("reviews")["token"]
        sqs.send_message(QueueUrl=notes, MessageBody='"read me"')
        before = described(machine)
        resting = start(f"{machine}:live", {"n": 2, "rest": 2})
        process.kill()
        assert process.wait(timeout=20) == -signal.SIGKILL

    with endpoint(tmp_path, monkeypatch):
        assert described(machine) == before
        assert received("notes") == "read me"
        client = boto3.client("stepfunctions")
        client.send_task_success(taskToken=token, output='"one"')
        asked = received("reviews")
        client.send_task_success(taskToken=asked["token"], output='"two"')
        assert (asked["n"], output_of(waiting), output_of(resting)) == (2, "one", "two")
        assert types(history(resting)) == [
            "ExecutionStarted",
            "WaitStateEntered",
            "WaitStateExited",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded",
        ]


def described(machine: str) -> list[Any]:
    """The machine, its version and its alias, as they are described."""
    client = boto3.client("stepfunctions")
    found: list[Any] = [
        client.describe_state_machine(stateMachineArn=machine),
        client.describe_state_machine(stateMachineArn=f"{machine}:1"),
        client.describe_state_machine_alias(stateMachineAliasArn=f"{machine}:live"),
    ]
    return [{**each, "ResponseMetadata": None} for each in found]
