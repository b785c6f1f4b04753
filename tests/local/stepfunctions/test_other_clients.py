"""One story told by boto3, by the AWS CLI and by the AWS SDK for JavaScript, with the same end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .endpoint import ACCOUNT, OTHER, REGION, ROLE, Endpoint, endpoint, refusal

REPOSITORY = Path(__file__).parents[3]
CLI = REPOSITORY / ".venv-awscli/bin/python"
MODULES = REPOSITORY / ".javascript/node_modules"
SECONDS = 60.0

# It waits so long that it is still running when it is stopped.
WAITING = json.dumps(
    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 600, "End": True}}}
)
TRIED = '{"Type": "Pass", "Result": 7, "End": true}'


@pytest.fixture(scope="module")
def aws() -> Iterator[Endpoint]:
    with endpoint() as running:
        yield running


def environment(aws: Endpoint) -> dict[str, str]:
    """The environment of a client that is another process."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nowhere",
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        # Step Functions has a host of its own for what answers at once, ``sync-`` before this one.
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
    }


def end_of(name: str) -> dict[str, Any]:
    """What every client sees in the end."""
    machine = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:{name}"
    return {
        "exists": "StateMachineAlreadyExists",
        "versions": [f"{machine}:1", f"{machine}:2"],
        "alias": f"{machine}:live",
        "status": "ABORTED",
        "error": "Enough",
        "version": f"{machine}:1",
        "isInOrder": True,
        "events": ["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"],
        "output": "7",
    }


def story(name: str, call: Callable[..., Any], refused: Callable[..., str]) -> dict[str, Any]:
    """The story of a client whose calls have the names and members of boto3."""
    machine = call("create_state_machine", name=name, definition=WAITING, roleArn=ROLE)
    arn = machine["stateMachineArn"]
    exists = refused("create_state_machine", name=name, definition=OTHER, roleArn=ROLE)
    first = call("publish_state_machine_version", stateMachineArn=arn)["stateMachineVersionArn"]
    second = call("update_state_machine", stateMachineArn=arn, definition=OTHER, publish=True)
    routes = [{"stateMachineVersionArn": first, "weight": 100}]
    alias = call("create_state_machine_alias", name="live", routingConfiguration=routes)
    started = call("start_execution", stateMachineArn=f"{arn}:live", name="run", input='{"a":1}')
    execution = started["executionArn"]
    stopped = call("stop_execution", executionArn=execution, error="Enough", cause="seen")
    described = call("describe_execution", executionArn=execution)
    history = call("get_execution_history", executionArn=execution)
    tried = call("test_state", definition=TRIED)
    return {
        "exists": exists,
        "versions": [first, second["stateMachineVersionArn"]],
        "alias": alias["stateMachineAliasArn"],
        "status": described["status"],
        "error": described["error"],
        "version": described["stateMachineVersionArn"],
        "isInOrder": started["startDate"] <= stopped["stopDate"],
        "events": [event["type"] for event in history["events"]],
        "output": tried["output"],
    }


def test_boto3_tells_the_story(aws: Endpoint) -> None:
    sfn = aws.client()

    def call(operation: str, **request: Any) -> Any:
        return getattr(sfn, operation)(**request)

    def refused(operation: str, **request: Any) -> str:
        return refusal(getattr(sfn, operation), **request)[0]

    assert story("boto3", call, refused) == end_of("boto3")


@pytest.mark.slow
@pytest.mark.skipif(not CLI.exists(), reason="the AWS CLI is not installed; run: make clients")
def test_the_aws_cli_tells_the_story(aws: Endpoint) -> None:
    with subprocess.Popen(
        [str(CLI), str(Path(__file__).with_name("cli_commands.py"))],
        env=environment(aws),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        limit = threading.Timer(SECONDS, process.kill)
        limit.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None

            def run(operation: str, **request: Any) -> tuple[int, str, str]:
                name = operation.replace("_", "-")
                command = ["stepfunctions", name, "--cli-input-json", json.dumps(request)]
                print(json.dumps(command), file=process.stdin, flush=True)
                status, output, error = json.loads(process.stdout.readline())
                return status, output, error

            def call(operation: str, **request: Any) -> Any:
                status, output, error = run(operation, **request)
                assert status == 0, error
                return json.loads(output)

            def refused(operation: str, **request: Any) -> str:
                _, _, error = run(operation, **request)
                return error.partition("An error occurred (")[2].partition(")")[0]

            assert story("cli", call, refused) == end_of("cli")
        finally:
            process.stdin.close()
            limit.cancel()


@pytest.mark.slow
@pytest.mark.skipif(
    not (MODULES.exists() and shutil.which("node")),
    reason="node, or the AWS SDK for JavaScript, is not installed; run: make clients",
)
def test_javascript_tells_the_story(aws: Endpoint) -> None:
    given = {"DEFINITION": WAITING, "OTHER": OTHER, "ROLE": ROLE, "NODE_PATH": str(MODULES)}
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("story.cjs"))],  # noqa: S607 - it is on the PATH
        env={**environment(aws), **given},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == end_of("javascript")
