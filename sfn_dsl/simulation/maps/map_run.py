"""A Map Run while it runs: what limits it, which may be changed, and how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Literal

import attrs

Tolerance = tuple[int | None, float | None]
"""How many iterations may fail, as a count and as a percentage; None where that is not set."""

RUNNING = "RUNNING"


def _nobody() -> None:
    """Tell nobody."""


@attrs.define(eq=False, kw_only=True)
class MapRun:
    """One Map Run. ``arn``, ``machine`` and ``execution`` are ARNs, the last one its parent's.

    ``concurrency`` is how many children may run at once, ``most`` what else limits that.
    ``executions`` and ``items`` count children and their items by status; ``total`` is how many
    items there are, None where only the end of a reader says it. ``are_results_written`` says
    whether the results of what has ended are in the bucket of a ResultWriter. ``changed`` is to be
    called when a limit has been changed.
    """

    arn: str
    machine: str
    execution: str
    started: float
    concurrency: int
    most: int
    tolerance: Tolerance
    total: int | None = None
    status: Literal["RUNNING", "SUCCEEDED", "FAILED", "ABORTED"] = "RUNNING"
    stopped: float | None = None
    redriven: int = 0
    are_results_written: bool = False
    executions: Counter[str] = attrs.Factory(Counter)
    items: Counter[str] = attrs.Factory(Counter)
    changed: Callable[[], None] = _nobody

    @property
    def limit(self) -> int:
        """How many children may run at once."""
        return min(self.concurrency or self.most, self.most)

    def begun(self, items: int) -> None:
        """Count a child that has begun, with so many items."""
        self.executions[RUNNING] += 1
        self.items[RUNNING] += items

    def redriven_child(self, status: str, items: int) -> None:
        """A child that ended with a status runs again."""
        self.executions[status] -= 1
        self.items[status] -= items
        self.begun(items)

    def ended(self, status: str, items: int) -> None:
        """Count a child that has ended."""
        self.executions[RUNNING] -= 1
        self.items[RUNNING] -= items
        self.executions[status] += 1
        self.items[status] += items
