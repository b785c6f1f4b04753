"""A nightly ETL: a Glue job that is waited for, a record of the run, and a message about it."""

from __future__ import annotations

import boto3
import pytest

from sfn_dsl import (
    Catch,
    Fail,
    Retry,
    StateMachine,
    States,
    Target,
    Workflow,
    context,
    deploy,
    path,
    workflow,
)
from sfn_dsl.local import LocalAWS
from sfn_dsl.tasks import dynamodb, glue, sns
from sfn_dsl.testing import answers, fails

from .executing import ended, history, output_of, received, start, types

BUSY = "Glue.ConcurrentRunsExceededException"
TRANSFORM = "glue:startJobRun.sync"
FINISHED = {"Id": "jr_1", "JobName": "orders", "JobRunState": "SUCCEEDED", "ExecutionTime": 310}


@workflow
def etl(target: Target) -> Workflow:
    topic = target.arn("sns", "etl-runs")
    record = dynamodb.put_item(
        "Record",
        table_name="etl-runs",
        item={
            "day": {"S": path("$.day")},
            "run": {"S": path("$.run.Id")},
            "execution": {"S": context("Execution.Name")},
        },
        result_path=None,
    )
    tell = sns.publish("Tell", topic_arn=topic, message=path("$.run"), subject="ETL run", end=True)
    failed = Fail("Failed", error=path("$.error.Error"))
    alarm = sns.publish(
        "Alarm",
        topic_arn=topic,
        message=path("$.error"),
        subject="ETL failed",
        result_path=None,
        next=failed,
    )
    transform = glue.start_job_run(
        "Transform",
        job_name="orders",
        arguments={"--day": path("$.day")},
        wait="sync",
        timeout_seconds=7200,
        result_path="$.run",
        retry=[Retry([BUSY], interval_seconds=60, max_attempts=5)],
        catch=[Catch(States.ALL, alarm, result_path="$.error")],
    )
    return Workflow("etl", StateMachine([transform >> record >> tell, alarm, failed]), role="Etl")


@pytest.mark.local_aws(sources=[etl], mocks={TRANSFORM: answers(fails(BUSY, "busy"), FINISHED)})
def test_a_busy_job_is_tried_again_then_its_run_is_recorded_and_told(local_aws: LocalAWS) -> None:
    execution = start(deploy(etl).arn, {"day": "2026-11-30"})
    output_of(execution)
    events = history(execution)
    assert types(events).count("TaskFailed") == 1
    assert (events[-1]["timestamp"] - events[0]["timestamp"]).total_seconds() >= 60
    kept = boto3.client("dynamodb").get_item(TableName="etl-runs", Key={"day": {"S": "2026-11-30"}})
    assert kept["Item"]["run"] == {"S": "jr_1"}
    assert received("etl-runs")["Subject"] == "ETL run"


@pytest.mark.local_aws(sources=[etl], mocks={TRANSFORM: fails("Glue.AWSGlueException", "no space")})
def test_a_job_that_fails_is_told_and_fails_the_execution(local_aws: LocalAWS) -> None:
    described = ended(start(deploy(etl).arn, {"day": "2026-11-30"}))
    assert (described["status"], described["error"]) == ("FAILED", "Glue.AWSGlueException")
    assert received("etl-runs")["Subject"] == "ETL failed"


@pytest.mark.local_aws(sources=[etl])
def test_without_an_answer_the_execution_says_what_to_give(local_aws: LocalAWS) -> None:
    execution = start(deploy(etl).arn, {"day": "2026-11-30"})
    assert ended(execution)["status"] == "FAILED"
    (failed,) = [event for event in history(execution) if event["type"] == "TaskFailed"]
    cause = failed["taskFailedEventDetails"]["cause"]
    assert all(word in cause for word in ("Transform", "glue:startJobRun", "--mocks"))
