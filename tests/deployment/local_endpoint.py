"""``sfn local`` as a program on this machine: the AWS to which the tests deploy and release."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import boto3
import pytest

from .model_of_aws import TRUST

SECONDS_TO_START = 60
SECONDS_TO_END = 20


@pytest.fixture(scope="session")
def local_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a local AWS that runs for as long as the tests need it.

    Its account is `ACCOUNT`, whoever asks; tests keep apart by the names of their machines.
    """
    with sfn_local(tmp_path_factory.mktemp("local") / "log") as given:
        yield given["AWS_ENDPOINT_URL"]


@contextmanager
def sfn_local(log: Path, *options: str) -> Iterator[dict[str, str]]:
    """Run ``sfn local`` until the block ends; gives the environment that it asks clients to set."""
    with running(log, *options) as (_, given):
        yield given


@contextmanager
def running(log: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """The process of ``sfn local`` as well, for tests that kill it."""
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "sfn_dsl", "local", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield process, _given(process, log)
        finally:
            process.terminate()
            try:
                process.wait(timeout=SECONDS_TO_END)
            finally:
                process.kill()


def _given(process: subprocess.Popen[str], log: Path) -> dict[str, str]:
    """The variables that the process exports, which are its last lines before it serves."""
    assert process.stdout is not None
    limit = threading.Timer(SECONDS_TO_START, process.kill)
    limit.start()
    given: dict[str, str] = {}
    try:
        for line in process.stdout:
            word, _, setting = line.strip().partition(" ")
            if word == "export":
                name, _, value = setting.partition("=")
                (given[name],) = shlex.split(value) or [""]
            if "no_proxy" in given:
                return given
    finally:
        limit.cancel()
    pytest.fail(f"'sfn local' does not start:\n{log.read_text(encoding='utf-8')}")


def make_role(session: boto3.Session, url: str, name: str) -> None:
    """Have a role that Step Functions may assume."""
    iam = session.client("iam", endpoint_url=url)
    with suppress(iam.exceptions.EntityAlreadyExistsException):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))


def make_alarm(cloudwatch: Any, name: str) -> None:
    """Make an alarm that goes off when an execution fails."""
    cloudwatch.put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/States",
        MetricName="ExecutionsFailed",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
