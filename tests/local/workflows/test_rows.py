"""The rows of a CSV file in S3, some at a time, by a Lambda function: a distributed Map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import pytest

from sfn_dsl import Map, Pass, StateMachine, Target, Workflow, deploy, jsonata, workflow
from sfn_dsl.distributed import (
    ItemBatcher,
    ItemReader,
    ProcessorConfig,
    ReaderConfig,
    ResultWriter,
)
from sfn_dsl.local import LocalAWS
from sfn_dsl.tasks import lambda_

from .executing import ended, history, output_of, start, types

FUNCTIONS = Path(__file__).parent / "functions"
ROWS = 25
IN_A_BATCH = 10


@workflow
def totals(target: Target) -> Workflow:
    price = lambda_.invoke(
        "Price",
        function_name=target.arn("lambda", "function:price-rows"),
        payload=jsonata("$states.input"),
        output=jsonata("$states.result.Payload"),
        end=True,
    )
    rows = Map(
        "Rows",
        item_reader=ItemReader(
            resource="arn:aws:states:::s3:getObject",
            reader_config=ReaderConfig(input_type="CSV", csv_header_location="FIRST_ROW"),
            arguments={"Bucket": "incoming-orders", "Key": jsonata("$states.input.key")},
        ),
        item_batcher=ItemBatcher(max_items_per_batch=IN_A_BATCH, batch_input={"currency": "EUR"}),
        processor_config=ProcessorConfig("DISTRIBUTED", "STANDARD"),
        item_processor=StateMachine([price]),
        max_concurrency=2,
        output={
            "total": jsonata("$sum($states.result.total)"),
            "batches": jsonata("$count($states.result)"),
            "currencies": jsonata("[$distinct($states.result.currency)]"),
        },
        end=True,
    )
    return Workflow("totals", StateMachine([rows], query_language="JSONata"), role="Totals")


@pytest.mark.local_aws(sources=[totals], functions=FUNCTIONS)
def test_each_batch_of_rows_is_priced_by_an_execution_of_its_own(local_aws: LocalAWS) -> None:
    lines = ["order,quantity,price", *(f"{n},{n},2" for n in range(ROWS))]
    boto3.client("s3").put_object(
        Bucket="incoming-orders", Key="today.csv", Body="\n".join(lines).encode()
    )
    execution = start(deploy(totals).arn, {"key": "today.csv"})
    assert output_of(execution) == {
        "total": sum(2 * n for n in range(ROWS)),
        "batches": 3,
        "currencies": ["EUR"],
    }
    assert types(history(execution))[2:4] == ["MapStateStarted", "MapRunStarted"]

    client = boto3.client("stepfunctions")
    (run,) = client.list_map_runs(executionArn=execution)["mapRuns"]
    described = client.describe_map_run(mapRunArn=run["mapRunArn"])
    assert (described["status"], described["maxConcurrency"]) == ("SUCCEEDED", 2)
    assert described["itemCounts"]["succeeded"] == ROWS
    assert described["executionCounts"]["succeeded"] == 3
    children: list[Any] = client.list_executions(mapRunArn=run["mapRunArn"])["executions"]
    assert sorted(child["itemCount"] for child in children) == [5, 10, 10]


@pytest.mark.local_aws(sources=[totals], functions=FUNCTIONS)
def test_a_row_that_is_no_number_fails_the_map_run(local_aws: LocalAWS) -> None:
    boto3.client("s3").put_object(
        Bucket="incoming-orders", Key="bad.csv", Body=b"order,quantity,price\n1,many,2\n"
    )
    described = ended(start(deploy(totals).arn, {"key": "bad.csv"}))
    assert (described["status"], described["error"]) == (
        "FAILED",
        "States.ExceedToleratedFailureThreshold",
    )


@workflow
def kept(target: Target) -> Workflow:
    rows = Map(
        "Rows",
        items=[1, 2, 3],
        item_batcher=ItemBatcher(max_items_per_batch=2),
        processor_config=ProcessorConfig("DISTRIBUTED", "STANDARD"),
        item_processor=StateMachine([Pass("Same", end=True)]),
        result_writer=ResultWriter(
            resource="arn:aws:states:::s3:putObject",
            arguments={"Bucket": "results", "Prefix": "rows"},
        ),
        end=True,
    )
    return Workflow("kept", StateMachine([rows], query_language="JSONata"), role="Kept")


@pytest.mark.local_aws(sources=[kept])
def test_a_map_run_counts_the_results_that_were_written(local_aws: LocalAWS) -> None:
    execution = start(deploy(kept).arn)
    written = output_of(execution)["ResultWriterDetails"]
    boto3.client("s3").head_object(Bucket=written["Bucket"], Key=written["Key"])
    client = boto3.client("stepfunctions")
    (run,) = client.list_map_runs(executionArn=execution)["mapRuns"]
    described = client.describe_map_run(mapRunArn=run["mapRunArn"])
    assert described["itemCounts"]["resultsWritten"] == 3
    assert described["executionCounts"]["resultsWritten"] == 2
