from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from sfn_dsl.answers.local_objects import LocalObjects
from sfn_dsl.simulation.effects import StoredObject
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.maps.readers import compile_reader

from .reading import GET, LIST, listed

FLATTEN = {"Transformation": "LOAD_AND_FLATTEN"}
BY_NAME = {"Bucket": "data", "Key": "manifest"}


def test_the_objects_under_a_prefix_are_items_as_s3_describes_them() -> None:
    items = listed({"in/b.txt": "bb", "in/a.txt": "a", "out/c.txt": ""}, Prefix="in/")
    assert [item.input for item in items] == [
        {
            "Etag": '"0cc175b9c0f1b6a831c399e269772661"',
            "Key": "in/a.txt",
            "LastModified": 0.0,
            "Size": 1,
            "StorageClass": "STANDARD",
        },
        {
            "Etag": '"21ad0bd836b90d08f4cf640b4c298e7c"',
            "Key": "in/b.txt",
            "LastModified": 0.0,
            "Size": 2,
            "StorageClass": "STANDARD",
        },
    ]
    assert {item.source for item in items} == {"s3://data"}


def test_without_a_prefix_the_whole_bucket_is_listed() -> None:
    assert [item.value["Key"] for item in listed({"b": "", "a": ""})] == ["a", "b"]


def test_an_etag_has_its_quotes_even_where_the_list_leaves_them_out() -> None:
    class Bare(LocalObjects):
        def list(self, bucket: str, prefix: str) -> Any:
            return [StoredObject("a", 1, "abc", 1_789_180_622)]

    (item,) = compile_reader(LIST).items({"Bucket": "data"}, Bare({}))
    assert item.value["Etag"] == '"abc"'
    assert item.value["LastModified"] == 1_789_180_622.0
    assert isinstance(item.value["LastModified"], float)


def test_a_bucket_that_is_missing_is_a_failed_reader() -> None:
    with pytest.raises(Failure, match="there is no bucket 'data'; there are no buckets"):
        list(compile_reader(LIST).items({"Bucket": "data"}, LocalObjects({})))


def test_load_and_flatten_reads_the_items_of_every_object() -> None:
    objects = {"in/": "", "in/a.json": [1, 2], "in/b.json": [], "in/c.json": {"k": 3}, "no": [9]}
    items = listed(objects, {**FLATTEN, "InputType": "JSON"}, Prefix="in/")
    assert [(item.input, item.source) for item in items] == [
        (1, "s3://data/in/a.json"),
        (2, "s3://data/in/a.json"),
        ({"Key": "k", "Value": 3}, "s3://data/in/c.json"),
    ]


def test_load_and_flatten_takes_the_headers_of_each_file() -> None:
    config = {**FLATTEN, "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}
    items = listed({"a": "x,y\n1,2", "b": "y,x\n3,4"}, config)
    assert [item.value for item in items] == [{"x": "1", "y": "2"}, {"y": "3", "x": "4"}]


def test_max_items_counts_over_all_files_and_reads_no_more_of_them() -> None:
    config = {**FLATTEN, "InputType": "JSON", "MaxItems": 3}
    items = listed({"a": [1, 2], "b": [3, 4], "c": "this is not JSON"}, config)
    assert [item.value for item in items] == [1, 2, 3]


@pytest.mark.parametrize("config", [{"InputType": "MANIFEST"}, {"ManifestType": "S3_INVENTORY"}])
def test_an_inventory_is_read_by_its_manifest(config: dict[str, Any]) -> None:
    manifest = {
        "sourceBucket": "photos",
        "destinationBucket": "arn:aws:s3:::reports",
        "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size",
        "files": [{"key": "part-1.csv.gz", "size": 1}, {"key": "part-2.csv.gz", "size": 1}],
    }
    objects = LocalObjects(
        {
            "data": {"manifest": manifest},
            "reports": {
                "part-1.csv.gz": gzip.compress(b'"photos","a%20b.jpg","10"\n'),
                "part-2.csv.gz": gzip.compress(b'"photos","c.jpg","20"\n'),
            },
        }
    )
    items = list(compile_reader(GET, config).items(BY_NAME, objects))
    assert [item.value for item in items] == [
        {"Bucket": "photos", "Key": "a%20b.jpg", "Size": "10"},
        {"Bucket": "photos", "Key": "c.jpg", "Size": "20"},
    ]
    assert items[1].source == "s3://reports/part-2.csv.gz"


@pytest.mark.parametrize(
    ("manifest", "fault"),
    [
        ("[", "is not valid JSON"),
        ([], "is not a manifest of S3 Inventory"),
        ({"fileSchema": "Key"}, "is not a manifest of S3 Inventory"),
        (
            {
                "fileSchema": "Key",
                "fileFormat": "ORC",
                "files": [],
                "destinationBucket": "arn:aws:s3:::reports",
            },
            "the files of the inventory are not CSV",
        ),
        (
            {"fileSchema": "Key", "files": ["x"], "destinationBucket": "arn:aws:s3:::reports"},
            "has a file without a key",
        ),
    ],
)
def test_a_manifest_that_is_none_is_a_failed_reader(manifest: Any, fault: str) -> None:
    text = manifest if isinstance(manifest, str) else json.dumps(manifest)
    reader = compile_reader(GET, {"InputType": "MANIFEST"})
    with pytest.raises(Failure, match=f"s3://data/manifest.*{fault}"):
        list(reader.items(BY_NAME, LocalObjects({"data": {"manifest": text}})))


def test_an_athena_manifest_names_files_of_the_input_type() -> None:
    objects = LocalObjects(
        {
            "data": {"manifest": "s3://results/run/1.gz\ns3://results/run/2.gz\n"},
            "results": {
                "run/1.gz": gzip.compress(b'{"id": 1}\n{"id": 2}\n'),
                "run/2.gz": gzip.compress(b'{"id": 3}\n'),
            },
        }
    )
    config = {"InputType": "JSONL", "ManifestType": "ATHENA_DATA"}
    items = list(compile_reader(GET, config).items(BY_NAME, objects))
    assert [item.value for item in items] == [{"id": 1}, {"id": 2}, {"id": 3}]
    assert items[0].source == "s3://results/run/1.gz"


def test_a_line_of_an_athena_manifest_has_to_be_a_uri() -> None:
    reader = compile_reader(GET, {"InputType": "JSONL", "ManifestType": "ATHENA_DATA"})
    objects = LocalObjects({"data": {"manifest": "results/run/1.gz"}})
    with pytest.raises(Failure, match="not the URI of an object: results/run/1.gz"):
        list(reader.items(BY_NAME, objects))
