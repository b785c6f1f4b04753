from __future__ import annotations

import csv
import gzip
import io
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .reading import cause, read, values

FIRST_ROW = {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}


def given_headers(*names: str, **more: Any) -> dict[str, Any]:
    """A ReaderConfig that gives the headers."""
    return {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": list(names), **more}


def test_each_row_is_an_object_of_strings_named_by_the_first_row() -> None:
    items = read("id,name\n1,Ann\n2,true\n", FIRST_ROW, key="people.csv")
    assert [item.value for item in items] == [
        {"id": "1", "name": "Ann"},
        {"id": "2", "name": "true"},
    ]
    assert {item.source for item in items} == {"s3://data/people.csv"}


def test_given_headers_leave_the_first_row_to_the_data() -> None:
    assert values("1,Ann", given_headers("id", "name")) == [{"id": "1", "name": "Ann"}]


def test_missing_cells_are_empty_and_surplus_cells_are_dropped() -> None:
    assert values("a,b\n1\n1,2,3\n,,\n  ", FIRST_ROW) == [
        {"a": "1", "b": ""},
        {"a": "1", "b": "2"},
        {"a": "", "b": ""},
        {"a": "  ", "b": ""},
    ]


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [("COMMA", ","), ("PIPE", "|"), ("SEMICOLON", ";"), ("SPACE", " "), ("TAB", "\t")],
)
def test_the_delimiter_is_chosen_by_its_name(name: str, delimiter: str) -> None:
    text = f'a{delimiter}b\n1{delimiter}"x{delimiter}y"\n'
    expected = [{"a": "1", "b": f"x{delimiter}y"}]
    assert values(text, {**FIRST_ROW, "CSVDelimiter": name}) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('"a, b",c', ["a, b", "c"]),
        ('"say ""hi""",c', ['say "hi"', "c"]),
        ('"",""', ["", ""]),
        ('"two\nlines",c', ["two\nlines", "c"]),
        ('"two\r\nlines","c"\r', ["two\r\nlines", "c"]),
        ('5" nail,c', ['5" nail', "c"]),
        (r"a\,b,c", ["a,b", "c"]),
        (r"\"a\",c", ['"a"', "c"]),
        (r"C:\\Temp\x,c", [r"C:\Tempx", "c"]),
        ("a\\", ["a", ""]),
        ('"never closed,c', ["never closed,c", ""]),
    ],
)
def test_quotes_and_backslashes_keep_what_is_special(row: str, expected: list[str]) -> None:
    assert [list(entry.values()) for entry in values(row, given_headers("x", "y"))] == [expected]


def test_blank_lines_are_no_rows() -> None:
    assert values("\nid\n\n1\r\n\r\n2\n", FIRST_ROW) == [{"id": "1"}, {"id": "2"}]


def test_a_byte_order_mark_is_not_part_of_the_first_header() -> None:
    assert values("\ufeffid\n1".encode(), FIRST_ROW) == [{"id": "1"}]


@pytest.mark.parametrize(
    ("text", "config"), [("1,2", given_headers("a", "a")), ("a,a\n1,2", FIRST_ROW)]
)
def test_headers_that_repeat_are_a_failed_reader(text: str, config: dict[str, Any]) -> None:
    assert cause(text, config) == "CSV headers cannot contain duplicates."


def test_headers_above_10_kib_are_a_failed_reader() -> None:
    assert cause("1", given_headers("x" * 10_241)) == "CSV headers cannot exceed 10 KiB."


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ({"InputType": "CSV"}, "The field 'CSVHeaderLocation' is required"),
        (given_headers("a") | {"CSVHeaders": "a"}, "CSVHeaders must be an array of strings."),
        (given_headers("a", CSVDelimiter="DOT"), "The CSVDelimiter 'DOT' is not known."),
    ],
)
def test_a_config_that_aws_would_not_take_fails(config: dict[str, Any], fault: str) -> None:
    assert cause("1", config) == fault


def test_an_empty_file_has_no_items() -> None:
    assert values("", FIRST_ROW) == []


def test_a_packed_file_is_unpacked_by_the_extension_of_its_key() -> None:
    packed = gzip.compress(b"id\n1\n")
    assert values(packed, FIRST_ROW, key="file.csv.gz") == [{"id": "1"}]


def test_a_file_packed_with_zstd_is_unpacked() -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.ZstdCompressor().compress(b"id\n1\n")
    assert values(packed, FIRST_ROW, key="file.csv.zst") == [{"id": "1"}]
    told = cause(b"id\n1\n", FIRST_ROW, key="file.csv.zst")
    assert told is not None
    assert told.startswith("s3://data/file.csv.zst is not zstd: ")


def test_without_a_library_for_zstd_the_failure_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("compression.zstd", "zstandard", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    told = cause(b"", FIRST_ROW, key="file.csv.zst")
    assert told is not None
    assert told.startswith(
        "reading s3://data/file.csv.zst needs zstandard; run pip install '.[zstd]'"
    )


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\\"), max_size=6)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2), max_size=6))
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    found = values(text.getvalue().encode(), given_headers("x", "y"))
    assert [list(entry.values()) for entry in found] == rows
