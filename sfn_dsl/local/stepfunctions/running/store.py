"""Executions as they are kept: what they are, their histories, and what reached them from outside.

(AWS Step Functions API Reference: DescribeExecution, ListExecutions, GetExecutionHistory.)
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from sfn_dsl.local.stepfunctions.database import Database, json_text
from sfn_dsl.simulation.world import Status

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS executions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine TEXT NOT NULL,
    type TEXT NOT NULL, status TEXT NOT NULL, version TEXT, alias TEXT, map_run TEXT,
    started REAL NOT NULL, stopped REAL, redriven INTEGER NOT NULL DEFAULT 0,
    details TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS executions_of_machines ON executions (machine, number);
CREATE INDEX IF NOT EXISTS executions_of_map_runs ON executions (map_run, number);
CREATE INDEX IF NOT EXISTS executions_by_status ON executions (status);
CREATE TABLE IF NOT EXISTS events (
    execution TEXT NOT NULL, id INTEGER NOT NULL, event TEXT NOT NULL,
    PRIMARY KEY (execution, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (
    execution INTEGER NOT NULL, nth INTEGER NOT NULL, time REAL NOT NULL, events INTEGER NOT NULL,
    entry TEXT NOT NULL, PRIMARY KEY (execution, nth)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS definitions (
    number INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS definitions_by_hash ON definitions (hash);
"""
_COLUMNS: Final = (
    "arn, machine, type, status, version, alias, map_run, started, stopped, redriven, details"
)
_INSERT: Final = f"INSERT INTO executions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  # written here


@attrs.frozen(kw_only=True)
class Record:
    """One execution. ``machine``, ``version``, ``alias`` and ``map_run`` are ARNs.

    ``started`` and ``stopped`` are in seconds since 1970; ``redriven`` counts redrives.
    ``details`` hold the rest: ``input`` and ``output`` as JSON texts, ``error``, ``cause``,
    ``role``, ``definition`` (the number of its text), ``seed``, and more.
    """

    arn: str
    machine: str
    type: Literal["STANDARD", "EXPRESS"]
    status: Status
    started: float
    number: int = 0
    version: str | None = None
    alias: str | None = None
    map_run: str | None = None
    stopped: float | None = None
    redriven: int = 0
    details: Mapping[str, Any] = attrs.Factory(dict)

    @property
    def name(self) -> str:
        """The name of the execution."""
        # arn:aws:states:us-east-1:123456789012:execution:machine:name
        return self.arn.split(":")[7]

    @property
    def is_over(self) -> bool:
        """Return whether the execution has ended."""
        return self.status != "RUNNING"


@attrs.frozen
class Entry:
    """Something that reached an execution at a time, when its history had so many ``events``."""

    time: float
    events: int
    what: Mapping[str, Any]


class Store:
    """Everything that is kept of executions."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.create(_TABLES)

    # Executions.

    def add(self, record: Record) -> Record:
        """Keep a new execution; the record returned has its number."""
        with self.database.transaction() as connection:
            cursor = connection.execute(_INSERT, _values(record))
        return attrs.evolve(record, number=cursor.lastrowid or 0)

    def put(self, record: Record) -> None:
        """Keep what has become of an execution, or one that may be there already."""
        with self.database.transaction() as connection:
            connection.execute(
                f"{_INSERT} ON CONFLICT (arn) DO UPDATE SET status = excluded.status,"
                " stopped = excluded.stopped, redriven = excluded.redriven,"
                " details = excluded.details",
                _values(record),
            )

    def find(self, arn: str) -> Record | None:
        """The execution of an ARN."""
        return next(iter(self.select("arn = ?", (arn,))), None)

    def numbered(self, number: int) -> Record | None:
        """The execution of a number."""
        return next(iter(self.select("number = ?", (number,))), None)

    def select(self, condition: str, parameters: Iterable[Any], *, limit: int = -1) -> list[Record]:
        """The executions that a condition of SQL names, the newest first."""
        found = self.database.rows(
            f"SELECT number, {_COLUMNS} FROM executions WHERE {condition}"  # noqa: S608  # written here
            " ORDER BY number DESC LIMIT ?",
            (*parameters, limit),
        )
        return [_record(row) for row in found]

    def count(self, condition: str, parameters: Iterable[Any]) -> int:
        """How many executions a condition of SQL names."""
        [[number]] = self.database.rows(
            f"SELECT count(*) FROM executions WHERE {condition}",  # noqa: S608  # written here
            parameters,
        )
        return int(number)

    def abandon_children(self, map_run: str) -> None:
        """Nothing becomes of the children of a Map Run that run."""
        with self.database.transaction() as connection:
            connection.execute(
                "UPDATE executions SET status = 'ABORTED', stopped = ?"
                " WHERE map_run = ? AND status = 'RUNNING'",
                (round(time.time(), 3), map_run),
            )

    def remove(self, record: Record) -> None:
        """Keep nothing of an execution."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM executions WHERE number = ?", (record.number,))
            connection.execute("DELETE FROM events WHERE execution = ?", (record.arn,))
            connection.execute("DELETE FROM journal WHERE execution = ?", (record.number,))

    # Definitions, each text once.

    def keep_definition(self, text: str) -> int:
        """The number of a definition's text, which is kept."""
        mark = zlib.crc32(text.encode())
        with self.database.transaction() as connection:
            found = connection.execute(
                "SELECT number FROM definitions WHERE hash = ? AND text = ?", (mark, text)
            ).fetchone()
            if found is None:
                cursor = connection.execute(
                    "INSERT INTO definitions (hash, text) VALUES (?, ?)", (mark, text)
                )
                return cursor.lastrowid or 0
        return int(found[0])

    def definition(self, number: int) -> str:
        """The text of a definition."""
        [[text]] = self.database.rows("SELECT text FROM definitions WHERE number = ?", (number,))
        return str(text)

    # Histories.

    def write_events(self, events: Sequence[tuple[str, int, str]]) -> None:
        """Keep events: the execution's ARN, the event's id, and it as JSON."""
        with self.database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO events VALUES (?, ?, ?)", events)

    def events(
        self, arn: str, *, after: int = 0, limit: int = -1, is_reverse: bool = False
    ) -> list[dict[str, Any]]:
        """The events of an execution after an id, or those before it from the last one on."""
        order, sign = ("DESC", "<") if is_reverse else ("ASC", ">")
        found = self.database.rows(
            f"SELECT event FROM events WHERE execution = ? AND id {sign} ?"  # noqa: S608  # written here
            f" ORDER BY id {order} LIMIT ?",
            (arn, after, limit),
        )
        return [json.loads(text) for (text,) in found]

    # What reached executions.

    def write_entry(self, number: int, nth: int, entry: Entry) -> None:
        """Write down what reaches an execution, before it takes effect."""
        text = json_text(entry.what)
        with self.database.transaction() as connection:
            connection.execute(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?)",
                (number, nth, entry.time, entry.events, text),
            )

    def entries(self, number: int) -> list[Entry]:
        """All that reached an execution, in order."""
        found = self.database.rows(
            "SELECT time, events, entry FROM journal WHERE execution = ? ORDER BY nth", (number,)
        )
        return [Entry(time, events, json.loads(text)) for time, events, text in found]

    def forget_entries(self, number: int) -> None:
        """Forget what reached an execution that will never be brought back."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM journal WHERE execution = ?", (number,))


def _values(record: Record) -> tuple[Any, ...]:
    return (
        record.arn,
        record.machine,
        record.type,
        record.status,
        record.version,
        record.alias,
        record.map_run,
        record.started,
        record.stopped,
        record.redriven,
        json_text(record.details),
    )


def _record(row: tuple[Any, ...]) -> Record:
    number, arn, machine, kind, status, version, alias, map_run, started, stopped, redriven = row[
        :-1
    ]
    return Record(
        number=number,
        arn=arn,
        machine=machine,
        type=kind,
        status=status,
        version=version,
        alias=alias,
        map_run=map_run,
        started=started,
        stopped=stopped,
        redriven=redriven,
        details=json.loads(row[-1]),
    )
