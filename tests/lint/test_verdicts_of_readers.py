"""What a Map reads and writes: which parameters its reader and its writer need."""

from __future__ import annotations

from typing import Any

import pytest

from .verdicts import mapped, verdicts

GET = "arn:aws:states:::s3:getObject"
LIST = "arn:aws:states:::s3:listObjectsV2"
PUT = "arn:aws:states:::s3:putObject"
JSON = {"InputType": "JSON"}
FIRST_ROW = {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}
PLACE = {"Bucket": "b", "Key": "k"}
AWS = "SCHEMA_VALIDATION_FAILED"


def read(resource: str, parameters: Any = None, config: Any = None) -> list[str]:
    reader = {"Resource": resource, "Parameters": parameters, "ReaderConfig": config}
    given = {name: value for name, value in reader.items() if value is not None}
    return [line.replace("/States/M/ItemReader", "") for line in verdicts(mapped(ItemReader=given))]


@pytest.mark.parametrize(
    ("resource", "parameters", "config", "expected"),
    [
        (GET, PLACE, JSON, []),
        (GET, {"Bucket.$": "$.b", "Key.$": "$.k"}, JSON, []),
        (GET, {**PLACE, "VersionId": "1", "ExpectedBucketOwner": "123456789012"}, JSON, []),
        (GET, {"${A}": "b"}, JSON, []),
        (GET, PLACE, {"ManifestType": "S3_INVENTORY"}, []),
        (GET, PLACE, {"InputType": "${Type}"}, []),
        (LIST, {"Bucket": "b"}, None, []),
        (LIST, {"Bucket": "b", "Prefix.$": "$.p"}, None, []),
        (LIST, {"Bucket": "b"}, {**JSON, "Transformation": "LOAD_AND_FLATTEN"}, []),
        (GET, {"Bucket": "b"}, JSON, [f"error SFN714 /Parameters {AWS}"]),
        (GET, {"Key": "b"}, JSON, [f"error SFN714 /Parameters {AWS}"]),
        (GET, None, JSON, [f"error SFN714  {AWS}"]),
        (GET, PLACE, None, [f"error SFN714  {AWS}"]),
        (GET, PLACE, {}, [f"error SFN714  {AWS}"]),
        (GET, PLACE, {"MaxItems": 5}, [f"error SFN714 /ReaderConfig {AWS}"]),
        (LIST, {}, None, [f"error SFN714 /Parameters {AWS}"]),
        (LIST, {"Prefix": "p"}, None, [f"error SFN714 /Parameters {AWS}"]),
        (LIST, None, None, [f"error SFN714  {AWS}"]),
        (LIST, {"Bucket": "b", "Prefx": "p"}, None, [f"error SFN714 /Parameters/Prefx {AWS}"]),
        (GET, {**PLACE, "Bucket": 5}, JSON, [f"error SFN714 /Parameters/Bucket {AWS}"]),
        (
            GET,
            {**PLACE, "VersionId": "1"},
            {"InputType": "PARQUET"},
            ["warning SFN714 /Parameters/VersionId"],
        ),
        (
            GET,
            {**PLACE, "VersionId.$": "$.v"},
            {"InputType": "PARQUET"},
            ["warning SFN714 /Parameters/VersionId.$"],
        ),
        (
            GET,
            PLACE,
            {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", "b", "a"]},
            ["warning SFN714 /ReaderConfig/CSVHeaders"],
        ),
        (GET, PLACE, {**FIRST_ROW, "CSVDelimiter": "PIPE"}, []),
        (
            GET,
            PLACE,
            {**JSON, "CSVDelimiter": "PIPE"},
            ["warning SFN714 /ReaderConfig/CSVDelimiter"],
        ),
    ],
)
def test_a_reader_is_told_what_to_read(
    resource: str, parameters: Any, config: Any, expected: list[str]
) -> None:
    assert read(resource, parameters, config) == expected


def test_each_name_that_a_reader_does_not_have_is_told() -> None:
    found = read(GET, {"bucket": "b"})
    assert sorted(found) == sorted(
        [
            f"error SFN714  {AWS}",
            f"error SFN714 /Parameters/bucket {AWS}",
            *[f"error SFN714 /Parameters {AWS}"] * 2,
        ]
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"Bucket": "{% $states.input.b %}", "Key": "k"}, []),
        ("{% $states.input %}", []),
        ({"Key": "k"}, [f"error SFN714 /States/M/ItemReader/Arguments {AWS}"]),
    ],
)
def test_arguments_are_read_as_parameters_are(arguments: Any, expected: list[str]) -> None:
    reader = {"Resource": GET, "Arguments": arguments, "ReaderConfig": JSON}
    assert verdicts(mapped(QueryLanguage="JSONata", ItemReader=reader)) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"Bucket": "b", "Prefix": "p"}, []),
        ({"Bucket.$": "$.b", "Prefix.$": "$.p"}, []),
        ({"Bucket": "b"}, ["warning SFN714 /States/M/ResultWriter/Parameters"]),
        ({"Prefix": "b"}, [f"error SFN714 /States/M/ResultWriter/Parameters {AWS}"]),
    ],
)
def test_a_writer_is_told_where_to_write(parameters: Any, expected: list[str]) -> None:
    writer = {"Resource": PUT, "Parameters": parameters}
    assert verdicts(mapped(ResultWriter=writer)) == expected
