from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sfn_dsl.answers.local_objects import LocalObjects
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.maps.readers import compile_reader

from .reading import GET, cause, listed, read, values

PARQUET = {"InputType": "PARQUET"}


def parquet(**columns: list[Any]) -> bytes:
    """A Parquet file of some columns."""
    pyarrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def test_each_row_is_an_object_with_the_types_of_the_columns() -> None:
    content = parquet(id=[1, 2], name=["Ann", None], tags=[["a"], []], at=[{"x": 1.5}, {"x": 2.0}])
    items = read(content, PARQUET, key="people.parquet")
    assert [item.value for item in items] == [
        {"id": 1, "name": "Ann", "tags": ["a"], "at": {"x": 1.5}},
        {"id": 2, "name": None, "tags": [], "at": {"x": 2.0}},
    ]
    assert {item.source for item in items} == {"s3://data/people.parquet"}


def test_values_without_a_json_type_become_text_and_numbers() -> None:
    content = parquet(
        day=[date(2026, 1, 2)],
        at=[datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)],
        price=[Decimal("1.50")],
        count=[Decimal("2.00")],
        raw=[b"\x00\x01"],
    )
    assert values(content, PARQUET) == [
        {
            "day": "2026-01-02",
            "at": "2026-01-02T03:04:05+00:00",
            "price": 1.5,
            "count": 2,
            "raw": "AAE=",
        }
    ]


def test_files_are_flattened_into_their_rows() -> None:
    config = {**PARQUET, "Transformation": "LOAD_AND_FLATTEN", "MaxItems": 3}
    items = listed({"a": parquet(id=[1, 2]), "b": parquet(id=[3, 4])}, config)
    assert [item.value for item in items] == [{"id": 1}, {"id": 2}, {"id": 3}]


def test_what_is_not_parquet_is_a_failed_reader() -> None:
    pytest.importorskip("pyarrow")
    told = cause(b"this is something else", PARQUET)
    assert told is not None
    assert told.startswith("s3://data/file cannot be read as Parquet: ")


def test_a_version_cannot_be_chosen() -> None:
    arguments = {"Bucket": "data", "Key": "file", "VersionId": "1"}
    objects = LocalObjects({"data": {"file": b""}})
    with pytest.raises(Failure) as failed:
        list(compile_reader(GET, PARQUET).items(arguments, objects))
    assert failed.value.cause == (
        "S3 Version ID selection is not currently supported for PARQUET files"
    )


def test_a_footer_above_5_mb_is_a_failed_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", sys)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", sys)
    content = b"PAR1" + (6 * 1024 * 1024).to_bytes(4, "little") + b"PAR1"
    assert cause(content, PARQUET) == "The footer of s3://data/file is larger than 5 MB."


def test_without_pyarrow_the_failure_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    told = cause(b"", PARQUET)
    assert told is not None
    assert told.startswith("reading s3://data/file needs pyarrow; run pip install '.[parquet]'")
