"""Workflows, definitions and their changes, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Any

from sfn_dsl._unset import Unset
from sfn_dsl.comparison import Changes
from sfn_dsl.comparison import as_text as changes_as_text
from sfn_dsl.counting import counted
from sfn_dsl.definition import Definition, Unlocated
from sfn_dsl.diagnostics import Diagnostic, Findings
from sfn_dsl.drawing import Drawing, drawing_of_changes
from sfn_dsl.graph import graph_of
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.settings import SETTINGS, short
from sfn_dsl.model.workflow import Workflow, WorkflowBuilder
from sfn_dsl.notebook import html
from sfn_dsl.notebook.html import Html
from sfn_dsl.notebook.output import Output
from sfn_dsl.report.excerpts import Excerpts
from sfn_dsl.workflow_values import Built, LoadedSource, build

_MOST_PARTS = 100


@singledispatch
def output_of(value: Any) -> Output:
    """The output for a value. Raises what building it raises."""
    raise TypeError(f"{type(value).__name__} has no picture")


@output_of.register(Workflow)
@output_of.register(WorkflowBuilder)
@output_of.register(StateMachine)
@output_of.register(Definition)
def _(value: Workflow | WorkflowBuilder | StateMachine | Definition) -> Output:
    return _built(value, build(value))


@output_of.register
def _(value: LoadedSource) -> Output:
    return _built(value, value.built)


@output_of.register
def _(value: Drawing) -> Output:
    return Output([], value)


@output_of.register
def _(value: Findings) -> Output:
    excerpts = Excerpts()
    entries = [_finding(each, excerpts.of(each.position)) for each in value[:_MOST_PARTS]]
    left = len(value) - _MOST_PARTS
    more = [html.note(f"and {counted(left, 'more finding')}")] if left > 0 else []
    words = counted(len(value), "finding") if value else "no findings"
    return Output([html.heading(words), *([html.items(entries)] if entries else []), *more])


def _finding(finding: Diagnostic, excerpt: str | None) -> Html:
    line = html.text(str(finding))
    return line if excerpt is None else html.joined([line, html.lines(excerpt)])


@output_of.register
def _(value: Changes) -> Output:
    text = changes_as_text(value, value.new.source if value.new is not None else None)
    before = changes_list(text)
    return Output(before, drawing_of_changes(value) if value else None, words=text)


def _built(value: object, built: Built) -> Output:
    drawing = Drawing(graph_of(built.definition))
    count = counted(drawing.states, "state")
    workflow = built.workflow
    if workflow is None:
        written = isinstance(value, Definition) and not isinstance(value.source, Unlocated)
        source = f" from {built.definition.source.name}" if written else ""
        name = value.source if isinstance(value, LoadedSource) else "State machine"
        rows = [("type", html.text(built.definition.machine_type or ""))]
        return Output([html.heading(name, f"{count}{source}"), *_facts(rows, drawing)], drawing)
    source = f" from {value.source}" if isinstance(value, LoadedSource) else ""
    head = html.heading(workflow.name, f"{count}{source}")
    return Output([head, *_facts(_settings(workflow), drawing)], drawing)


def _settings(workflow: Workflow) -> Iterator[tuple[str, Html]]:
    """The settings that the author wrote, in AWS's form, and the type that a machine always has."""
    for setting in SETTINGS:
        value = getattr(workflow, setting.name)
        if not isinstance(value, Unset):
            yield setting.name, html.lines(short(setting.to_aws(value)))


def _facts(rows: Iterable[tuple[str, Html]], drawing: Drawing) -> Iterator[Html]:
    comment = [("comment", html.text(drawing.graph.comment))]
    yield html.facts((name, value) for name, value in (*comment, *rows) if value)


def changes_list(text: str) -> list[Html]:
    """Changes as a list, from their text: what is indented there is about what stands above it."""
    summary, *rest = text.rstrip("\n").split("\n")
    groups: list[tuple[str, list[str]]] = []
    for line in rest:
        if line.startswith(" ") and groups:
            groups[-1][1].append(line[2:])
        elif line:
            groups.append((line, []))
    entries = [
        html.joined([html.text(head), html.lines("\n".join(lines))])
        for head, lines in groups[:_MOST_PARTS]
    ]
    left = len(groups) - _MOST_PARTS
    more = [html.note(f"and {counted(left, 'more part')}")] if left > 0 else []
    return [html.heading(summary), *([html.items(entries)] if entries else []), *more]
