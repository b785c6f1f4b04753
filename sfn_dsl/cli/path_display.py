"""The path of a simulated execution, in lines, while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sfn_dsl.cli.terminal import Style
from sfn_dsl.counting import counted, duration
from sfn_dsl.simulation.events import Event
from sfn_dsl.simulation.execution import Execution

_ENTERED: Final = "StateEntered"
_WORK: Final = ("Task", "LambdaFunction", "Activity")
_FAILED: Final = ("Failed", "TimedOut")
_LONGEST: Final = 200


class PathDisplay:
    """Shows each state when it is entered, and each failure and new attempt in it."""

    def __init__(self, show: Callable[[str, Style | None], None]) -> None:
        self._show = show
        self._start: float | None = None
        self._failed: set[tuple[str, int]] = set()  # by their executions and numbers
        self.retries = 0

    def show(self, event: Event) -> None:
        """Show an event, if it is one that people look for."""
        if self._start is None:
            self._start = event.time
        line = self._line(event)
        if line is not None:
            style: Style | None = "error" if _is_failure(event.type) else None
            self._show(f"{duration(event.time - self._start):>10}  {line}", style)

    def _line(self, event: Event) -> str | None:
        kind, details = event.type, event.details
        if kind.endswith(_ENTERED):
            return f"{details['name']} ({kind.removesuffix(_ENTERED)})"
        if kind == "MapIterationStarted":
            return f"  item {details['index']} of {details['name']}"
        if _is_failure(kind):
            self._failed.add((event.execution, event.id))
            return f"  failed: {failure_text(details.get('error'), details.get('cause'))}"
        before = (event.execution, event.previous_id)
        if before in self._failed and kind.endswith(("Scheduled", "StateStarted")):
            self.retries += 1
            return "  tried again"
        return None


def _is_failure(kind: str) -> bool:
    return kind == "EvaluationFailed" or (kind.startswith(_WORK) and kind.endswith(_FAILED))


def failure_text(error: str | None, cause: str | None) -> str:
    """An error and its cause in one line."""
    cause = cause or ""
    shown = cause if len(cause) <= _LONGEST else f"{cause[:_LONGEST]}..."
    return ": ".join(part for part in (error, shown) if part) or "no error was given"


def summary(execution: Execution) -> str:
    """How an execution ended, in one line."""
    took = duration(execution.elapsed.total_seconds())
    size = (
        f"{counted(len(execution.path), 'state')}, {counted(len(execution.calls()), 'task call')}"
    )
    line = f"{execution.status} after {took} of virtual time: {size}"
    if execution.error is not None or execution.cause is not None:
        line += f"; {failure_text(execution.error, execution.cause)}"
    if execution.next_state is not None:
        line += f"; next is {execution.next_state}"
    return line
