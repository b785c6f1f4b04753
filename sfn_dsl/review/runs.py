"""An execution as steps to look at one after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

import attrs

from sfn_dsl.counting import counted, duration
from sfn_dsl.definition.text import one_line
from sfn_dsl.errors import SfnError
from sfn_dsl.graph import NOTHING, Graph, Overlay, graph_of
from sfn_dsl.model.target import Target
from sfn_dsl.report.histories import moment, status_of
from sfn_dsl.report.overlays import history_overlay
from sfn_dsl.review.trial import try_out
from sfn_dsl.simulation.events import in_api_form
from sfn_dsl.workflow_values import LoadedSource

MOST_STEPS: Final = 400
"""The most events of an execution that a review shows."""

_LONGEST: Final = 1_000
_LONGEST_INPUT: Final = 200
_TEXTS: Final = ("input", "output", "parameters", "error", "cause", "resource")
_ENDS: Final = ("Succeeded", "Failed", "TimedOut", "Aborted")
_ENTERED: Final = "stateEnteredEventDetails"
_EXITED: Final = "stateExitedEventDetails"


@attrs.frozen
class Step:
    """One event: its number, its type, the name of its state, and what came with it, as text.

    ``seconds`` is the time since the start of the execution, None if it is not known. ``state`` is
    the pointer of the state it happened in, "" for none.
    """

    number: int
    type: str
    seconds: float | None
    name: str
    state: str
    details: tuple[tuple[str, str], ...]

    @property
    def is_failure(self) -> bool:
        """Return whether something failed, timed out or was aborted."""
        return self.type.endswith(_ENDS[1:])


@attrs.frozen(eq=False)
class RunTold:
    """An execution as its steps, and what it reached; ``left_out`` is how many steps are not told.

    ``origin`` says where it comes from, as a sentence.
    """

    origin: str
    summary: str
    steps: tuple[Step, ...]
    overlay: Overlay
    left_out: int = 0


def run_told(graph: Graph, events: Sequence[Mapping[str, Any]], origin: str) -> RunTold:
    """An execution by its history, as AWS's GetExecutionHistory gives it.

    ``origin`` says where it comes from, as a sentence. A history names states, which may have the
    same name as one of another branch: then the first of them is shown.
    """
    pointers: dict[str, str] = {}
    for node in graph.nodes():
        pointers.setdefault(node.name, node.pointer)
    start = moment(events[0]) if events else None
    names = _names(events)
    steps = []
    for number, event in enumerate(events[:MOST_STEPS], 1):
        time, name = moment(event), names.get(event.get("id"), "")
        seconds = None if time is None or start is None else time - start
        details = tuple(_details(event))
        kind = str(event.get("type", "?"))
        steps.append(Step(number, kind, seconds, name, pointers.get(name, ""), details))
    overlay = history_overlay(graph, events)
    took = f" after {_duration(events, start)}" if start is not None else ""
    summary = f"{status_of(events)}{took}: {counted(len(events), 'event')}"
    return RunTold(origin, summary, tuple(steps), overlay, max(0, len(events) - MOST_STEPS))


def _names(events: Sequence[Mapping[str, Any]]) -> dict[object, str]:
    """The name of the state that each event is in: its own, or that of the event before it."""
    found: dict[object, str] = {}
    for event in events:
        name = ""
        for member in (_ENTERED, _EXITED):
            details = event.get(member)
            if isinstance(details, Mapping):
                name = str(details.get("name", ""))
        is_whole = str(event.get("type", "")).startswith("Execution")
        before = found.get(event.get("previousEventId"), "")
        found[event.get("id")] = name or ("" if is_whole else before)
    return found


def _duration(events: Sequence[Mapping[str, Any]], start: float) -> str:
    last = moment(events[-1])
    return "an unknown time" if last is None else duration(max(0.0, last - start))


def _details(event: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    for member, details in event.items():
        if member.endswith("EventDetails") and isinstance(details, Mapping):
            found += [(name, _shown(details[name])) for name in _TEXTS if details.get(name)]
    return found


def _shown(value: object) -> str:
    """A value as text, JSON laid out over lines, of a long one the beginning."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if len(text) <= _LONGEST and text[:1] in ("{", "["):
        with suppress(ValueError, RecursionError):
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    left = len(text) - _LONGEST
    return text if left <= 0 else f"{text[:_LONGEST]}… ({left} more characters)"


def no_run(why: str) -> RunTold:
    """That there is no execution to show, and why, as a sentence."""
    return RunTold(why, "", (), NOTHING)


def simulated(loaded: LoadedSource, target: Target) -> RunTold:
    """A simulated execution that succeeds, or comes farthest of those tried.

    Its input and the answers to its tasks are made up for that. It says why there is none where the
    workflow cannot be simulated so.
    """
    try:
        trial = try_out(loaded, target, MOST_STEPS)
    except SfnError as error:
        return no_run(f"It cannot be simulated with plausible answers: {error}")
    events = [in_api_form(event) for event in trial.execution.history]
    given = one_line(json.dumps(trial.execution.input, ensure_ascii=False))
    if len(given) > _LONGEST_INPUT:
        given = f"{given[:_LONGEST_INPUT]}…"
    origin = f"Simulated, with the input {given} and plausible answers to all tasks"
    if trial.is_chosen:
        has_ended_well = trial.execution.status == "SUCCEEDED"
        origin += f", chosen so that it {'succeeds' if has_ended_well else 'comes farthest'}"
    return run_told(graph_of(loaded.definition), events, origin)
