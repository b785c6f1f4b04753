"""What the local AWS keeps: whole transactions, and files that outlive a connection."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sfn_dsl.local.stepfunctions.database import Database


def test_a_file_has_what_was_written_when_it_is_opened_again(tmp_path: Path) -> None:
    first = Database(tmp_path / "kept.sqlite")
    first.put("machine", "b", {"n": 1})
    first.put("machine", "b", {"n": 2})
    first.put("tag", "b", {"n": 3})
    # Not closed: a process that is killed closes nothing.
    assert Database(tmp_path / "kept.sqlite").find("machine") == [("b", {"n": 2})]


def test_a_transaction_that_fails_writes_nothing() -> None:
    database = Database()

    def write_two() -> None:
        with database.transaction():
            database.put("machine", "a", {})
            database.put("machine", "b", {"no JSON": object()})

    with pytest.raises(TypeError):
        write_two()
    assert database.get("machine", "a") is None


def test_documents_are_found_by_the_beginning_of_their_keys_in_order() -> None:
    database = Database()
    for key in ("b:2", "a:1", "b:1", "b%1"):
        database.put("version", key, {})
    assert [key for key, _ in database.find("version", "b:")] == ["b:1", "b:2"]


def test_half_of_a_surrogate_pair_is_kept() -> None:
    database = Database()
    database.put("machine", "a", {"half \ud800": "\udc00 é"})
    assert database.get("machine", "a") == {"half \ud800": "\udc00 é"}


def test_a_transaction_that_cannot_be_written_is_taken_back_and_the_next_one_is_written(
    tmp_path: Path,
) -> None:
    database = Database(tmp_path / "kept.sqlite")
    (most,) = database.rows("PRAGMA page_count")[0]
    database.rows(f"PRAGMA max_page_count = {most + 4}")  # as on a disk that is full
    with pytest.raises(sqlite3.OperationalError, match="full"):
        database.put("machine", "a", {"text": "x" * 10**6})
    database.put("machine", "b", {})
    assert database.keys("machine") == ["b"]
