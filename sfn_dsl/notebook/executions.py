"""An execution as a notebook shows it: its path, its data, its events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_dsl.counting import counted, duration
from sfn_dsl.drawing import Drawing
from sfn_dsl.graph import graph_of
from sfn_dsl.notebook import html
from sfn_dsl.notebook.html import Html
from sfn_dsl.notebook.output import Output, json_text
from sfn_dsl.report.overlays import execution_overlay
from sfn_dsl.review.runs import RunTold, Step, run_told
from sfn_dsl.simulation.events import in_api_form
from sfn_dsl.simulation.execution import Execution

_MOST_EVENTS = 200
_LONGEST_DETAIL = 300


def output_of(execution: Any) -> Output:
    """The output for an `Execution`."""
    graph = graph_of(execution.definition)
    events = [in_api_form(event) for event in execution.history[:_MOST_EVENTS]]
    took = duration(execution.elapsed.total_seconds())
    head = html.heading(f"Execution {execution.status}", f"after {took}")
    return Output(
        [head, html.facts(_facts(execution))],
        Drawing(graph, execution_overlay(graph, execution)),
        list(_events(run_told(graph, events, ""), len(execution.history))),
    )


def _facts(execution: Execution) -> Iterator[tuple[str, Html]]:
    if execution.error is not None:
        yield "error", html.text(execution.error)
    if execution.cause is not None:
        yield "cause", html.lines(execution.cause)
    yield "input", html.lines(json_text(execution.input))
    if execution.status == "SUCCEEDED":
        yield "output", html.lines(json_text(execution.output))


def _events(run: RunTold, count: int) -> Iterator[Html]:
    if not run.steps:
        return
    yield html.folded(
        counted(count, "event"),
        html.table(("number", "after", "event", "state", "details"), map(_event, run.steps)),
    )
    if count > len(run.steps):
        yield html.note(f"{counted(count - len(run.steps), 'more event')}: see its 'history'")


def _event(step: Step) -> tuple[Html, ...]:
    after = "" if step.seconds is None else duration(step.seconds)
    details = [html.text(f"{name}: {_detail(value)}") for name, value in step.details]
    return (
        html.text(str(step.number)),
        html.text(after),
        html.text(step.type),
        html.text(step.name),
        Html("<br/>".join(details)),
    )


def _detail(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[:_LONGEST_DETAIL]}…"
