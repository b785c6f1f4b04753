"""What the local AWS keeps, in SQLite: while it runs, or in a file that outlives the process.

A file is written before a request is answered, and a transaction is written whole or not at all,
also where the process is killed. Nothing waits for the disk itself: what was acknowledged outlives
the process, not a loss of power.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
"""
# A file without a name: in memory while it is small, and gone with the process whatever ends that.
_TEMPORARY: Final = ""
# A range, so that only what begins so is looked at; no key has the last character of all.
_BEGINNING: Final = "FROM documents WHERE kind = ? AND key >= ? AND key < ?"
_LAST: Final = "\U0010ffff"


def json_text(value: Any) -> str:
    """A value as JSON, with escapes for halves of surrogate pairs, which no file takes."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


class Database:
    """Documents by their kind and key, and whatever tables their owners add.

    It may be used by several threads; what must not be torn apart belongs in one `transaction`.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        # Transactions are begun and ended here, not by the module.
        self._connection = sqlite3.connect(
            file or _TEMPORARY, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self.create(_TABLES)

    def close(self) -> None:
        """Close the file; nothing can be used any more."""
        with self._lock:
            self._connection.close()

    def create(self, tables: str) -> None:
        """Create tables, by statements that change nothing where they exist."""
        with self._lock:
            self._connection.executescript(tables)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything in the block at once, or nothing of it if the block raises.

        A block inside another belongs to the outer one.
        """
        with self._lock:
            if self._depth:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # Where the disk is full, SQLite may have taken everything back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def rows(self, query: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self._lock:
            return self._connection.execute(query, tuple(parameters)).fetchall()

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        """A document, None where there is none."""
        with self._lock:
            row = self._connection.execute(
                "SELECT document FROM documents WHERE kind = ? AND key = ?", (kind, key)
            ).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, kind: str, key: str, document: dict[str, Any]) -> None:
        """Write a document, in the place of one that is there."""
        text = json_text(document)
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (kind, key, text)
            )

    def delete(self, kind: str, key: str) -> None:
        """Remove a document, if it is there."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM documents WHERE kind = ? AND key = ?", (kind, key))

    def find(self, kind: str, prefix: str = "") -> list[tuple[str, dict[str, Any]]]:
        """The documents of a kind whose keys begin with a prefix, in the order of the keys."""
        with self._lock:
            rows = self._connection.execute(
                f"SELECT key, document {_BEGINNING} ORDER BY key", (kind, prefix, prefix + _LAST)
            ).fetchall()
        return [(key, json.loads(document)) for key, document in rows]

    def keys(self, kind: str, prefix: str = "") -> list[str]:
        """The keys alone of the documents that `find` finds."""
        with self._lock:
            rows = self._connection.execute(
                f"SELECT key {_BEGINNING} ORDER BY key", (kind, prefix, prefix + _LAST)
            ).fetchall()
        return [key for (key,) in rows]

    def count(self, kind: str, prefix: str = "") -> int:
        """How many documents `find` finds."""
        with self._lock:
            row = self._connection.execute(
                f"SELECT count(*) {_BEGINNING}", (kind, prefix, prefix + _LAST)
            ).fetchone()
        return int(row[0])
