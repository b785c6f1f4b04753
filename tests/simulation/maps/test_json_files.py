from __future__ import annotations

import gzip
import json
import tracemalloc
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_dsl.answers.local_objects import LocalObjects
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.maps.readers import compile_reader

from .reading import GET, cause, read, values

JSON = {"InputType": "JSON"}
LINES = {"InputType": "JSONL"}

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False)
)
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


def test_the_elements_of_an_array_are_the_items() -> None:
    items = read([{"id": 1}, "two", None], JSON, key="orders/file.json")
    assert [item.value for item in items] == [{"id": 1}, "two", None]
    assert {(item.key, item.source) for item in items} == {(None, "s3://data/orders/file.json")}


def test_the_members_of_an_object_are_items_with_a_key() -> None:
    items = read({"a": {"x": 1}, "b": 2}, JSON)
    assert [(item.key, item.value) for item in items] == [("a", {"x": 1}), ("b", 2)]
    assert [item.input for item in items] == [
        {"Key": "a", "Value": {"x": 1}},
        {"Key": "b", "Value": 2},
    ]


@pytest.mark.parametrize("content", ["3", '"text"', "null", " true "])
def test_what_is_neither_an_array_nor_an_object_has_no_items(content: str) -> None:
    assert cause(content, JSON) == "Attempting to map over non-iterable node."


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/orders", [1, 2]),
        ("/pages/1/rows", ["x"]),
        ("/a~1b/~0", [True]),
        ("/by name", [{"Key": "n", "Value": 0}]),
        ("", ["orders", "pages", "a/b", "by name", "count"]),
    ],
)
def test_an_items_pointer_leads_to_the_items(pointer: str, expected: list[Any]) -> None:
    content = {
        "orders": [1, 2],
        "pages": [{"rows": []}, {"rows": ["x"]}],
        "a/b": {"~": [True]},
        "by name": {"n": 0},
        "count": 3,
    }
    found = values(content, {**JSON, "ItemsPointer": pointer})
    assert (found if pointer else [entry["Key"] for entry in found]) == expected


@pytest.mark.parametrize("pointer", ["/nothing", "/orders/9", "/orders/0/deeper", "/orders/x"])
def test_a_pointer_to_nothing_is_a_failed_reader(pointer: str) -> None:
    assert cause({"orders": [1, 2]}, {**JSON, "ItemsPointer": pointer}) == (
        "The provided ReaderConfig.ItemsPointer does not match any valid path "
        "in the JSON structure."
    )


def test_a_pointer_to_a_single_value_has_no_items() -> None:
    told = cause({"count": 3}, {**JSON, "ItemsPointer": "/count"})
    assert told == "Attempting to map over non-iterable node."


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[1, 2", "',' or ']' is expected (line 1)"),
        ("[1,\n2,]", "Expecting value (line 2)"),
        ('{"a" 1}', "':' is expected (line 1)"),
        ("{a: 1}", "a key in double quotes is expected (line 1)"),
        ("[NaN]", "NaN is not a JSON value (line 1)"),
        ("[] []", "more text follows the value (line 1)"),
        ("", "Expecting value (line 1)"),
        ("[" * 100_000, "it is nested too deeply (line 1)"),
    ],
)
def test_a_text_that_is_not_json_is_a_failed_reader(content: str, fault: str) -> None:
    assert cause(content, JSON) == f"s3://data/file is not valid JSON: {fault}"


def test_bytes_that_are_not_text_are_a_failed_reader() -> None:
    told = cause(b"\xff\xfe", JSON)
    assert told is not None
    assert told.startswith("s3://data/file is not UTF-8: ")


@settings(max_examples=40)
@given(st.lists(_VALUES, max_size=4), st.sampled_from([None, 2]))
def test_an_array_is_read_as_it_was_written(array: list[Any], indent: int | None) -> None:
    assert values(json.dumps(array, indent=indent), JSON) == array


def test_items_before_a_fault_are_read() -> None:
    objects = LocalObjects({"data": {"file": "[1, 2, oops]"}})
    items = compile_reader(GET, JSON).items({"Bucket": "data", "Key": "file"}, objects)
    assert [item.value for item in islice(items, 2)] == [1, 2]
    with pytest.raises(Failure, match="is not valid JSON"):
        next(items)


@pytest.mark.parametrize("kind", ["JSON", "JSONL", "CSV"])
def test_a_large_file_is_never_there_as_values_all_at_once(kind: str) -> None:
    lines = [f'{{"id":{number},"name":"item {number}"}}' for number in range(20_000)]
    content = (f"[{','.join(lines)}]" if kind == "JSON" else "\n".join(lines)).encode()
    config = {"InputType": kind, "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["id", "name"]}
    if kind == "CSV":
        content = content.replace(b'"', b"")
    objects = LocalObjects({"data": {"file": content}})
    tracemalloc.start()
    try:
        items = compile_reader(GET, config).items({"Bucket": "data", "Key": "file"}, objects)
        assert sum(1 for _ in items) == len(lines)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # The text itself, and one item.
    assert peak < len(content) + 100_000


def test_each_line_of_json_lines_is_an_item() -> None:
    assert values('{"id": 1}\r\n\n[2]\n"three"\n', LINES) == [{"id": 1}, [2], "three"]


def test_a_line_that_is_not_json_is_told_by_its_number() -> None:
    told = cause('{"id": 1}\n\n{"id": oops}\n', LINES)
    assert told is not None
    assert told.startswith("Line 3 of s3://data/file is not valid JSON: ")


def test_an_item_above_8_mb_is_a_failed_reader() -> None:
    large = "x" * 8 * 1024 * 1024
    expected = "An item of s3://data/file is larger than 8 MB."
    assert cause([1, large], JSON) == expected
    assert cause(f'1\n"{large}"', LINES) == expected


def test_json_lines_are_unpacked_by_the_extension_of_the_key() -> None:
    packed = gzip.compress(b'{"id": 1}\n{"id": 2}\n')
    assert values(packed, LINES, key="file.jsonl.gz") == [{"id": 1}, {"id": 2}]
    told = cause(b'{"id": 1}', LINES, key="file.jsonl.gz")
    assert told is not None
    assert told.startswith("s3://data/file.jsonl.gz is not gzip: ")


def test_an_object_that_is_missing_is_a_failed_reader() -> None:
    objects = LocalObjects({"data": {}})
    with pytest.raises(Failure, match="there is no object 'file' in the bucket 'data'") as failed:
        list(compile_reader(GET, JSON).items({"Bucket": "data", "Key": "file"}, objects))
    assert failed.value.error == "States.ItemReaderFailed"


@pytest.mark.parametrize(("limit", "count"), [(None, 4), (0, 4), (1, 1), (3, 3), (9, 4)])
def test_max_items_ends_the_reading_and_0_is_no_limit(limit: int | None, count: int) -> None:
    assert len(read([1, 2, 3, 4], {**JSON, "MaxItems": limit})) == count
    assert len(read([1, 2, 3, 4], JSON, max_items=limit)) == count


def test_a_limit_that_is_handed_in_goes_before_that_of_the_config() -> None:
    assert len(read([1, 2, 3, 4], {**JSON, "MaxItems": "{% $n %}"}, max_items=3)) == 3
    assert len(read([1, 2, 3, 4], {**JSON, "MaxItems": 2}, max_items=0)) == 4


def test_a_negative_max_items_is_a_failed_reader() -> None:
    assert cause([1], {**JSON, "MaxItems": -1}) == "field MaxItems must be positive"
    assert cause([1], JSON, max_items=-1) == "field MaxItems must be positive"


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ({}, "The field 'InputType' is required"),
        ({"InputType": "XML"}, "The InputType 'XML' cannot be read."),
    ],
)
def test_a_reader_that_aws_would_not_take_fails_when_it_runs(
    config: dict[str, Any], fault: str
) -> None:
    assert cause([1], config) == fault


@pytest.mark.parametrize("arguments", [{}, {"Bucket": "data"}, {"Bucket": 1, "Key": "file"}, None])
def test_a_reader_without_a_bucket_and_key_fails(arguments: Any) -> None:
    with pytest.raises(Failure, match="The ItemReader needs '(Bucket|Key)' as a string"):
        list(compile_reader(GET, JSON).items(arguments, LocalObjects({"data": {"file": [1]}})))


def test_a_resource_that_is_no_reader_fails() -> None:
    reader = compile_reader("arn:aws:states:::s3:putObject", JSON)
    for _ in range(2):
        with pytest.raises(Failure, match="cannot read items"):
            reader.items({"Bucket": "data", "Key": "file"}, LocalObjects({}))
