"""An execution as a failed test shows it: its end, its path, what failed, the author's line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sfn_dsl.definition.scopes import scopes
from sfn_dsl.definition.text import one_line
from sfn_dsl.origin import Position
from sfn_dsl.report.excerpts import Excerpts
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.events import Event
from sfn_dsl.simulation.execution import Execution

_LONGEST: Final = 400
_FIRST: Final = 5
_LAST: Final = 7
_FAILURES: Final = ("Failed", "TimedOut")
# What fails because something inside of it has failed.
_AROUND: Final = frozenset(
    (
        "ExecutionFailed",
        "MapIterationFailed",
        "MapStateFailed",
        "ParallelStateFailed",
    )
)


def runs_text(executions: Sequence[Execution], count: int, root: Path) -> str:
    """The last executions of a test, of which there were ``count``; ``root`` is the project's."""
    first = count - len(executions) + 1
    left_out = [f"({first - 1} before these are left out)"] if first > 1 else []
    sources = _Sources(root)
    shown = [
        "\n".join(_lines(execution, f"{number} of {count}" if count > 1 else "", sources))
        for number, execution in enumerate(executions, first)
    ]
    return "\n\n".join([*left_out, *shown])


class _Sources:
    """The lines of the authors' files, which are named from the project's folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._excerpts = Excerpts()

    def lines(self, position: Position) -> Iterator[str]:
        """The place of a state, and the line there."""
        path = Path(position.file)
        file = path.relative_to(self._root) if path.is_relative_to(self._root) else path
        yield f"  source  {one_line(f'{file}:{position.line}')}"
        yield from (self._excerpts.of(position) or "").splitlines()


def _lines(execution: Execution, number: str, sources: _Sources) -> Iterator[str]:
    name = one_line(execution.machine_name)
    head = f"{name}: {execution.status} after {_duration(execution.elapsed)}"
    yield f"{head} (run {number})" if number else head
    if execution.error is not None:
        yield f"  error   {_short(execution.error)}"
    if execution.cause is not None:
        yield f"  cause   {_short(execution.cause)}"
    if execution.status == "SUCCEEDED":
        yield f"  output  {_short(compact(execution.output))}"
    if execution.path:
        yield f"  path    {path_text(execution)}"
    event = failing_event(execution)
    if event is not None:
        yield from _failing(execution, event, sources)


def path_text(execution: Execution) -> str:
    """The states entered, in order, with the tries of those that were tried again.

    A state that is entered several times in a row is written once, and of a long path the middle is
    left out.
    """
    groups = [(name, len(list(same))) for name, same in groupby(execution.path)]
    visits: dict[str, int] = {}
    for name, number in groups:
        visits[name] = visits.get(name, 0) + number
    told: set[str] = set()
    steps = []
    for name, number in groups:
        remarks = [f"{number} times"] if number > 1 else []
        tries = execution.tries(name)
        if tries > visits[name] and name not in told:
            told.add(name)
            remarks.append(f"{tries} tries")
        steps.append(f"{one_line(name)} ({', '.join(remarks)})" if remarks else one_line(name))
    left_out = len(steps) - _FIRST - _LAST
    if left_out > 1:
        steps[_FIRST:-_LAST] = [f"... {left_out} more ..."]
    return " -> ".join(steps)


def failing_event(execution: Execution) -> Event | None:
    """The event that says what failed, or after which a state failed.

    Of an execution that failed it is the innermost one that led to its end; of one that succeeded
    the last failure, which was caught or tried again; of one that did not end by itself the last
    event.
    """
    history = execution.history
    if not history:
        return None
    if execution.status == "FAILED":
        before = _before(history, history[-1])
        return next((event for event in before if event.type not in _AROUND), history[-1])
    if execution.status == "SUCCEEDED":
        return next((event for event in reversed(history) if _is_failure(event)), None)
    inner = (event for event in reversed(history) if not event.type.startswith("Execution"))
    return next(inner, None)


def _failing(execution: Execution, event: Event, sources: _Sources) -> Iterator[str]:
    entered = _entry_before(execution.history, event)
    label = "failed" if execution.status in ("FAILED", "SUCCEEDED") else "last"
    state = f"'{one_line(entered.state or '')}' " if entered else ""
    when = "at" if _is_failure(event) else "after"
    yield f"  {label:<7} {state}{when} event {event.id}, {event.type}"
    if execution.status == "SUCCEEDED" and "error" in event.details:
        causes = (event.details["error"], event.details.get("cause"))
        yield f"  error   {_short(': '.join(text for text in causes if text))}"
    if entered is None:
        return
    yield f"  input   {_short(compact(entered.details.get('input')))}"
    position = _position(execution, entered.state)
    if position is not None:
        yield from sources.lines(position)


def _before(history: Sequence[Event], event: Event) -> Iterator[Event]:
    """The events that led to one, the latest first."""
    while event.previous_id:
        event = history[event.previous_id - 1]
        yield event


def _entry_before(history: Sequence[Event], event: Event) -> Event | None:
    """The entry of the state that an event belongs to."""
    if "state" in event.details:  # AWS puts EvaluationFailed beside the entry, not after it
        before = reversed(history[: event.id - 1])
        return next((each for each in before if each.state == event.details["state"]), None)
    chain = (event, *_before(history, event))
    return next((each for each in chain if each.type.endswith("StateEntered")), None)


def _is_failure(event: Event) -> bool:
    return event.type.endswith(_FAILURES)


def _position(execution: Execution, name: str | None) -> Position | None:
    definition = execution.definition
    for scope in scopes(definition.document):
        if name in scope.states:
            return definition.source.locate(scope.pointers[name])
    return None


def _duration(elapsed: timedelta) -> str:
    seconds = elapsed.total_seconds()
    return f"{seconds:g} s" if seconds < 600 else str(elapsed)


def _short(text: Any) -> str:
    shown = one_line(str(text))
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
