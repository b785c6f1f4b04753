from __future__ import annotations

import json
from typing import Any

import pytest

from sfn_dsl.answers.local_objects import LocalObjects
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.maps.result_writer import Child, MapResults, ResultWriter

RUN = "arn:aws:states:us-east-1:111111111111:mapRun:orders/each:run-1"
EXPORT = {"Resource": "arn:aws:states:::s3:putObject"}
OUT = {"Bucket": "out", "Prefix": "jobs"}

SUCCEEDED = Child("c1", {"id": 1}, "SUCCEEDED", [1, 2], started=0.0, stopped=1.5)
FAILED = Child("c2", {"id": 2}, "FAILED", None, "Boom", "it broke", started=0.0, stopped=2.0)
PENDING = Child("c3", {"id": 3}, "PENDING")

SUCCEEDED_RECORD = {
    "ExecutionArn": "arn:aws:states:us-east-1:111111111111:execution:orders/each:c1",
    "Input": '{"id":1}',
    "InputDetails": {"Included": True},
    "Name": "c1",
    "Output": "[1,2]",
    "OutputDetails": {"Included": True},
    "RedriveCount": 0,
    "RedriveStatus": "NOT_REDRIVABLE",
    "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
    "StartDate": "1970-01-01T00:00:00.000Z",
    "StateMachineArn": "arn:aws:states:us-east-1:111111111111:stateMachine:orders/each",
    "Status": "SUCCEEDED",
    "StopDate": "1970-01-01T00:00:01.500Z",
}
FAILED_RECORD = {
    "Cause": "it broke",
    "Error": "Boom",
    "ExecutionArn": "arn:aws:states:us-east-1:111111111111:execution:orders/each:c2",
    "Input": '{"id":2}',
    "InputDetails": {"Included": True},
    "Name": "c2",
    "RedriveCount": 0,
    "RedriveStatus": "REDRIVABLE_BY_MAP_RUN",
    "StartDate": "1970-01-01T00:00:00.000Z",
    "StateMachineArn": "arn:aws:states:us-east-1:111111111111:stateMachine:orders/each",
    "Status": "FAILED",
    "StopDate": "1970-01-01T00:00:02.000Z",
}


def finished(
    field: dict[str, Any] | None, *children: Child, objects: LocalObjects | None = None, **more: Any
) -> Any:
    """The result of a Map whose children ended so, the last one first."""
    results = MapResults(ResultWriter(field), RUN, **more)
    for index, child in reversed(list(enumerate(children))):
        results.add(index, child)
    return results.finish(
        OUT if field and "Resource" in field else None, objects or LocalObjects({})
    )


def config(transformation: str, output: str = "JSON") -> dict[str, Any]:
    return {"WriterConfig": {"Transformation": transformation, "OutputType": output}}


def test_without_a_writer_the_result_has_the_outputs_in_the_order_of_the_items() -> None:
    other = Child("c4", 4, "SUCCEEDED", {"ok": True})
    assert finished(None, SUCCEEDED, other) == [[1, 2], {"ok": True}]
    assert finished(None) == []


def test_without_a_writer_a_tolerated_failure_stands_in_its_place() -> None:
    late = Child("c5", 5, "TIMED_OUT", error="States.Timeout")
    assert finished(None, SUCCEEDED, FAILED, late) == [
        [1, 2],
        {"Status": "FAILED", "Error": "Boom", "Cause": "it broke"},
        {"Status": "TIMED_OUT", "Error": "States.Timeout"},
    ]


@pytest.mark.parametrize(
    ("transformation", "expected"),
    [
        ("NONE", [SUCCEEDED_RECORD, FAILED_RECORD]),
        ("COMPACT", [[1, 2], FAILED_RECORD]),
        ("FLATTEN", [1, 2, FAILED_RECORD]),
    ],
)
def test_a_config_alone_formats_the_result_of_the_state(
    transformation: str, expected: list[Any]
) -> None:
    assert finished(config(transformation), SUCCEEDED, FAILED) == expected


def test_flatten_takes_an_output_that_is_no_array_as_it_is() -> None:
    outputs = [Child("c", 0, "SUCCEEDED", output) for output in ([], {"a": 1}, [[2], 3])]
    assert finished(config("FLATTEN"), *outputs) == [{"a": 1}, [2], 3]


def test_a_resource_writes_files_and_a_manifest_and_the_result_says_where() -> None:
    objects = LocalObjects({"out": {}})
    assert finished(EXPORT, SUCCEEDED, FAILED, PENDING, objects=objects) == {
        "MapRunArn": RUN,
        "ResultWriterDetails": {"Bucket": "out", "Key": "jobs/run-1/manifest.json"},
    }
    names = [stored.key for stored in objects.list("out", "")]
    assert names == [
        "jobs/run-1/FAILED_0.json",
        "jobs/run-1/PENDING_0.json",
        "jobs/run-1/SUCCEEDED_0.json",
        "jobs/run-1/manifest.json",
    ]
    assert objects.json("out", "jobs/run-1/SUCCEEDED_0.json") == [SUCCEEDED_RECORD]
    assert objects.json("out", "jobs/run-1/FAILED_0.json") == [FAILED_RECORD]
    (pending,) = objects.json("out", "jobs/run-1/PENDING_0.json")
    assert pending["Status"] == "PENDING"
    assert "StopDate" not in pending
    manifest = objects.json("out", "jobs/run-1/manifest.json")
    sizes = {key: len(objects.read("out", key)) for key in names}
    assert manifest == {
        "DestinationBucket": "out",
        "MapRunArn": RUN,
        "ResultFiles": {
            kind: [{"Key": f"jobs/run-1/{kind}_0.json", "Size": sizes[f"jobs/run-1/{kind}_0.json"]}]
            for kind in ("FAILED", "PENDING", "SUCCEEDED")
        },
    }


def test_there_is_no_file_for_what_did_not_happen() -> None:
    objects = LocalObjects({"out": {}})
    finished(EXPORT, SUCCEEDED, objects=objects)
    manifest = objects.json("out", "jobs/run-1/manifest.json")
    assert manifest["ResultFiles"]["FAILED"] == []
    assert manifest["ResultFiles"]["PENDING"] == []


@pytest.mark.parametrize("prefix", ["", "jobs", "jobs/"])
def test_the_files_are_in_the_folder_of_the_run_below_the_prefix(prefix: str) -> None:
    objects = LocalObjects({"out": {}})
    results = MapResults(ResultWriter(EXPORT), RUN)
    result = results.finish({"Bucket": "out", "Prefix": prefix}, objects)
    expected = "jobs/run-1/manifest.json" if prefix else "run-1/manifest.json"
    assert result["ResultWriterDetails"]["Key"] == expected


def test_json_lines_have_an_entry_on_each_line() -> None:
    objects = LocalObjects({"out": {}})
    other = Child("c4", 4, "SUCCEEDED", "ü\n")
    finished({**EXPORT, **config("FLATTEN", "JSONL")}, SUCCEEDED, other, objects=objects)
    content = objects.read("out", "jobs/run-1/SUCCEEDED_0.json").decode()
    assert content == '1\n2\n"ü\\n"\n'


def test_what_is_too_much_for_one_file_goes_to_the_next() -> None:
    objects = LocalObjects({"out": {}})
    children = [Child(f"c{number}", 0, "SUCCEEDED", number) for number in range(5)]
    finished({**EXPORT, **config("COMPACT")}, *children, objects=objects, file_bytes=5)
    files = objects.json("out", "jobs/run-1/manifest.json")["ResultFiles"]["SUCCEEDED"]
    assert [json.loads(objects.read("out", file["Key"])) for file in files] == [[0, 1], [2, 3], [4]]
    assert [file["Key"][-6] for file in files] == ["0", "1", "2"]


@pytest.mark.parametrize("destination", [None, {}, {"Bucket": 1}, {"Bucket": "out", "Prefix": 2}])
def test_a_writer_without_a_place_to_write_to_fails(destination: Any) -> None:
    results = MapResults(ResultWriter(EXPORT), RUN)
    with pytest.raises(Failure) as failed:
        results.finish(destination, LocalObjects({"out": {}}))
    assert failed.value.error == "States.ResultWriterFailed"


def test_a_bucket_that_is_missing_is_a_failed_writer() -> None:
    with pytest.raises(Failure, match="there is no bucket 'out'") as failed:
        finished(EXPORT, SUCCEEDED)
    assert failed.value.error == "States.ResultWriterFailed"
