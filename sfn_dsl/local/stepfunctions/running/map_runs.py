"""The Map Runs of an execution that runs, and their child executions, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.local.stepfunctions.running.store import Record, Store
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.maps.map_run import MapRun
from sfn_dsl.simulation.world import Started

KIND: Final = "mapRun"
"""What documents of Map Runs are called in the database; their keys are their ARNs."""

_MOST_WAITING: Final = 500
_STATUSES: Final = {
    "RUNNING": "running",
    "SUCCEEDED": "succeeded",
    "FAILED": "failed",
    "TIMED_OUT": "timedOut",
    "ABORTED": "aborted",
}


class MapRuns:
    """Watches the Map Runs of one execution, and writes down what has become of them."""

    def __init__(self, store: Store, parent: Record, *, is_kept: bool) -> None:
        self._store = store
        self._parent = parent
        self._is_kept = is_kept
        self._runs: dict[str, MapRun] = {}
        self._new_runs: set[str] = set()
        self._new_children: dict[str, tuple[Started, int]] = {}

    def map_run(self, run: MapRun) -> None:
        """See `Watcher`."""
        self._runs[run.arn] = run
        self._new_runs.add(run.arn)

    def child(self, child: Started, items: int) -> None:
        """See `Watcher`."""
        if not self._is_kept:
            return
        self._new_children[child.names.execution] = (child, items)
        self._new_runs.add(child.names.map_run or "")
        if len(self._new_children) >= _MOST_WAITING:
            self.keep()

    def update(self, arn: str, to: Mapping[str, Any]) -> None:
        """Change the limits of a Map Run that runs."""
        run = self._runs[arn]
        count, share = run.tolerance
        run.concurrency = to.get("concurrency", run.concurrency)
        run.tolerance = (to.get("count", count), to.get("percentage", share))
        self._new_runs.add(arn)
        run.changed()

    def keep(self) -> None:
        """Write down what is new."""
        if not (self._is_kept and self._new_runs):
            return
        children, self._new_children = self._new_children, {}
        runs, self._new_runs = self._new_runs, set()
        with self._store.database.transaction():
            for child, items in children.values():
                self._store.put(self._record(child, items))
            for arn in runs:
                self._store.database.put(KIND, arn, described(self._runs[arn]))

    def close(self) -> None:
        """Write nothing down any more."""
        self._is_kept = False

    def abandon(self) -> None:
        """Nothing becomes of what runs."""
        for arn in self._runs:
            self._store.abandon_children(arn)

    def _record(self, child: Started, items: int) -> Record:
        details: dict[str, Any] = {
            "input": compact(child.input),
            "role": child.names.role,
            "definition": self._parent.details["definition"],
            "itemCount": items,
        }
        if child.status == "SUCCEEDED":
            details["output"] = compact(child.output)
        texts = {"error": child.error, "cause": child.cause}
        details |= {name: text for name, text in texts.items() if text is not None}
        return Record(
            arn=child.names.execution,
            machine=child.names.machine,
            type="EXPRESS" if child.is_express else "STANDARD",
            status=child.status,
            started=round(child.started, 3),
            stopped=round(child.ended, 3) if child.is_over else None,
            map_run=child.names.map_run,
            details=details,
        )


def described(run: MapRun) -> dict[str, Any]:
    """What DescribeMapRun says of a Map Run."""
    count, share = run.tolerance
    said = {
        "mapRunArn": run.arn,
        "executionArn": run.execution,
        "stateMachineArn": run.machine,
        "status": run.status,
        "startDate": round(run.started, 3),
        "stopDate": None if run.stopped is None else round(run.stopped, 3),
        "maxConcurrency": run.concurrency,
        "toleratedFailurePercentage": float(share or 0.0),
        "toleratedFailureCount": count or 0,
        "itemCounts": _counts(run.items, run.total, run),
        "executionCounts": _counts(run.executions, None, run),
        "redriveCount": run.redriven,
    }
    return {name: value for name, value in said.items() if value is not None}


def _counts(by_status: Mapping[str, int], total: int | None, run: MapRun) -> dict[str, int]:
    counts = {name: by_status.get(status, 0) for status, name in _STATUSES.items()}
    known = sum(counts.values())
    every = known if total is None else max(total, known)
    written = known - counts["running"] if run.are_results_written else 0
    return {"pending": every - known, **counts, "total": every, "resultsWritten": written}
