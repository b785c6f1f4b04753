"""`local_aws` and its fixture: boto3 reaches the embedded AWS in the block, and not after it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import boto3
import pytest

from sfn_dsl import StateMachine, Succeed, Wait, Workflow, deploy, load
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.local import ACCOUNT, LocalAWS
from sfn_dsl.testing import answers, local_aws
from workflows.backup import backup

pytest_plugins = "pytester"

HOUR = Workflow(
    "hour",
    StateMachine(Wait("W", seconds=3600) >> Succeed("S")),
    role=f"arn:aws:iam::{ACCOUNT}:role/hour",
)


def ended(client: Any, machine: str, **parameters: Any) -> dict[str, Any]:
    execution = client.start_execution(stateMachineArn=machine, **parameters)["executionArn"]
    deadline = time.monotonic() + 30
    while (found := client.describe_execution(executionArn=execution))["status"] == "RUNNING":
        assert time.monotonic() < deadline
    return dict(found)


def test_a_deployed_workflow_runs_with_its_resources_in_fast_time() -> None:
    began = time.monotonic()
    with local_aws(sources=[HOUR, backup]) as aws:
        run = ended(boto3.client("stepfunctions"), deploy(HOUR).arn)
        assert run["status"] == "SUCCEEDED"
        assert (run["stopDate"] - run["startDate"]).total_seconds() >= 3600
        role = aws.client("iam").get_role(RoleName="StepFunctionsBackupRole")
        assert role["Role"]["Arn"].endswith(":role/StepFunctionsBackupRole")
        assert len(aws.client("sns").list_topics()["Topics"]) == 2
    assert time.monotonic() - began < 600


def test_mocks_go_before_the_services() -> None:
    mocks = {
        "BackupTables": answers({"statusCode": 200, "body": "all"}),
        "sns:publish": answers({"MessageId": "m"}),
    }
    with local_aws(sources=[load("workflows/backup.py")], mocks=mocks) as aws:
        run = ended(aws.client("stepfunctions"), deploy(backup).arn)
        assert run["status"] == "SUCCEEDED", run.get("cause")
        assert "Messages" not in aws.client("sqs").receive_message(
            QueueUrl="backup-success-notifications"
        )


def test_afterwards_the_environment_is_as_before() -> None:
    before = dict(os.environ)
    with pytest.raises(ZeroDivisionError), local_aws():
        _ = 1 / 0
    assert dict(os.environ) == before


def test_a_file_is_no_workflow_and_the_error_says_what_to_write() -> None:
    with pytest.raises(
        AuthoringTypeError, match=r"write sources=\[load\('workflows/backup.py'\)\]"
    ):
        local_aws(sources=["workflows/backup.py"]).__enter__()  # type: ignore[list-item]  # on purpose


def test_a_source_that_is_no_workflow_is_told_at_the_line_of_the_test() -> None:
    with (
        pytest.raises(AuthoringTypeError, match=r"^\S*test_local_aws\.py:\d+:\d+: "),
        local_aws(sources=["workflows/backup.py"]),  # type: ignore[list-item]  # on purpose
    ):
        pass


def test_a_source_of_the_marker_that_is_no_workflow_is_told_at_no_line_of_pytest(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        "import pytest\n"
        "@pytest.mark.local_aws(sources=['a.asl.json'])\n"
        "def test_it(local_aws): pass\n"
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.stdout.fnmatch_lines(["E *AuthoringTypeError: 'a.asl.json' is no workflow; *"])


@pytest.mark.parametrize("_", range(2))
def test_the_fixture_gives_each_test_an_empty_account(local_aws: LocalAWS, _: int) -> None:
    assert "QueueUrls" not in local_aws.client("sqs").list_queues()
    boto3.client("sqs").create_queue(QueueName="q")


@pytest.mark.local_aws(region="eu-central-1", sources=[HOUR])
def test_a_marker_says_how_the_fixture_runs(local_aws: LocalAWS) -> None:
    assert local_aws.region == boto3.client("sqs").meta.region_name == "eu-central-1"
    assert local_aws.client("iam").get_role(RoleName="hour")


def test_state_is_there_in_the_next_block(tmp_path: Path) -> None:
    for expected in ([], ["q"]):
        with local_aws(state=tmp_path, sources=[backup]) as aws:
            urls = aws.client("sqs").list_queues(QueueNamePrefix="q").get("QueueUrls", [])
            assert [url.rpartition("/")[2] for url in urls] == expected
            aws.client("sqs").create_queue(QueueName="q")
