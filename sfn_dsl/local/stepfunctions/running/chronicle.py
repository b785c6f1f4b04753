"""What is written down of an execution that runs: its events, what reaches it, and its end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.local.stepfunctions.database import json_text
from sfn_dsl.local.stepfunctions.running.map_runs import MapRuns
from sfn_dsl.local.stepfunctions.running.store import Entry, Record, Store
from sfn_dsl.local.stepfunctions.running.threads import HaltedError
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.events import Event, in_api_form
from sfn_dsl.simulation.failures import RUNTIME
from sfn_dsl.simulation.world import OnEvent, Started

_BUFFERED: Final = 500
_LAST: Final = 2**62
_IN_A_ROW: Final = 250
_BREATH: Final = 0.001


class HistoryTooLargeError(Exception):
    """The events of an execution take more room than they may here."""


class Chronicle:
    """Writes down one execution; with ``is_kept`` False, nothing of it.

    ``most`` is how many bytes its events may take; ``is_closing`` says whether the server ends.
    """

    def __init__(
        self,
        store: Store,
        record: Record,
        is_closing: Callable[[], bool],
        most: int,
        *,
        is_kept: bool,
    ) -> None:
        self.store = store
        self.record = record
        self.map_runs = MapRuns(store, record, is_kept=is_kept)
        self.written = 0
        self._is_kept = is_kept
        self._is_over = False
        self._is_closing = is_closing
        self._most = most
        self._bytes = 0
        self._in_a_row = 0
        self._events: list[tuple[str, Event]] = []

    def follow(self, run: Started) -> OnEvent:
        """What takes the events of the execution, or of a child of a distributed Map."""
        arn = run.names.execution
        if run.is_express:
            return self._check

        def keep(event: Event) -> None:
            self._check(event)
            if self._is_over:
                return  # what is left of it is thrown away, which stops its children
            self._events.append((arn, event))
            if len(self._events) >= _BUFFERED:
                self.keep()

        return keep

    def _check(self, event: Event) -> None:
        """Raise HaltedError where the server ends, so that no loop goes on."""
        if self._is_closing() and event.type != "ExecutionAborted":
            raise HaltedError
        self._in_a_row += 1
        if self._in_a_row % _IN_A_ROW == 0:
            # A loop that waits for nothing would leave the others little of the interpreter.
            time.sleep(_BREATH)

    def begin_turn(self) -> None:
        """The execution goes on, after others may have."""
        self._in_a_row = 0

    def write(self, what: Mapping[str, Any], time: float, events: int) -> None:
        """Write down what reaches the execution, before it takes effect."""
        if self._is_kept:
            self.store.write_entry(self.record.number, self.written, Entry(time, events, what))
            self.written += 1

    def keep(self) -> None:
        """Write down what is new. Raises HistoryTooLargeError."""
        events, self._events = self._events, []
        if not self._is_kept:
            return
        with self.store.database.transaction():
            if events:
                written = [_written(arn, event) for arn, event in events]
                self._bytes += sum(len(text) for _, _, text in written)
                self.store.write_events(written)
            self.map_runs.keep()
        if self._bytes > self._most:
            raise HistoryTooLargeError

    def keep_redrive(self, what: Mapping[str, Any], time: float, events: int) -> None:
        """Write down that the execution, which had ended, goes on."""
        with self.store.database.transaction():
            self.write(what, time, events)
            self.store.put(self.record)

    def end(self, run: Started) -> None:
        """Write down how the execution has ended, all at once."""
        details: dict[str, Any] = dict(self.record.details)
        if run.status == "SUCCEEDED":
            details["output"] = compact(run.output)
        texts = {"error": run.error, "cause": run.cause}
        details |= {name: text for name, text in texts.items() if text is not None}
        self.record = attrs.evolve(
            self.record, status=run.status, stopped=round(run.ended, 3), details=details
        )
        if self._is_kept:
            with self.store.database.transaction():
                with contextlib.suppress(HistoryTooLargeError):
                    self.keep()
                self._put_end()
        self.close()

    def _put_end(self) -> None:
        record = self.record
        if record.type == "EXPRESS":
            self.store.remove(record)
            return
        self.store.put(record)
        if record.status == "SUCCEEDED":  # the others may be redriven
            self.store.forget_entries(record.number)

    def fail(self, now: float, cause: str) -> None:
        """Write down that the execution cannot go on here."""
        self.map_runs.abandon()
        self.record = failed(self.record, now, cause)
        if self._is_kept:
            keep_failed(self.store, self.record)
        self.close()

    def close(self) -> None:
        """Write nothing down any more."""
        self._is_over = True
        self.map_runs.close()


def failed(record: Record, now: float, cause: str) -> Record:
    """An execution that cannot go on, for a reason that is none of the workflow's."""
    details = {**record.details, "error": RUNTIME, "cause": cause}
    return attrs.evolve(record, status="FAILED", stopped=round(now, 3), details=details)


def keep_failed(store: Store, record: Record) -> None:
    """Keep an execution that has failed so, which is not brought back."""
    last = store.events(record.arn, after=_LAST, limit=1, is_reverse=True)
    number = last[0]["id"] if last else 0
    details = {"error": record.details["error"], "cause": record.details["cause"]}
    event = Event(number + 1, number, "ExecutionFailed", record.stopped or 0.0, details)
    with store.database.transaction():
        if record.type == "EXPRESS":
            store.remove(record)
            return
        store.write_events([_written(record.arn, event)])
        store.put(record)
        store.forget_entries(record.number)


def _written(arn: str, event: Event) -> tuple[str, int, str]:
    form = in_api_form(event)
    form["timestamp"] = round(event.time, 3)
    return arn, event.id, json_text(form)
