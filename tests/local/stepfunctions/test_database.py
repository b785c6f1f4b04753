"""What the local AWS keeps: whole transactions, and files that outlive a connection."""

from __future__ import annotations

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
