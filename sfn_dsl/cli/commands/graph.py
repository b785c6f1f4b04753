"""``sfn graph``: a picture of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from sfn_dsl.cli.options import output_option, target_options
from sfn_dsl.cli.output import write_result
from sfn_dsl.errors import SfnError
from sfn_dsl.model.target import Target

if TYPE_CHECKING:
    from sfn_dsl.graph import Graph, Overlay
    from sfn_dsl.workflow_values import LoadedSource

_SUFFIXES: Final = {
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".svg": "svg",
    ".txt": "text",
}
_OVERLAYS: Final = "--against, --findings, --coverage and --history"


@click.command(short_help="Draw SOURCE as text, Mermaid, DOT or SVG.")
@click.argument("source")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mermaid", "dot", "svg"]),
    help="Format of the picture. Defaults to what the name of --output says, or text.",
)
@click.option(
    "--against",
    metavar="OLD",
    help="Show what SOURCE changes compared with OLD, another source.",
)
@click.option("--findings", is_flag=True, help="Mark the states that 'sfn validate' reports.")
@click.option(
    "--coverage",
    metavar="FILE",
    help="Show what tests reach: a JSON report of 'pytest --sfn-cov-report=json:FILE'.",
)
@click.option(
    "--history",
    metavar="FILE",
    help="Show an execution: what 'aws stepfunctions get-execution-history' prints, or "
    "'sfn simulate --format json'.",
)
@output_option
@target_options
def graph(
    source: str,
    form: str | None,
    against: str | None,
    findings: bool,
    coverage: str | None,
    history: str | None,
    output: str | None,
    target: Target,
) -> None:
    """Draw SOURCE as text, Mermaid, DOT or SVG.

    A catcher is a dashed line. The states inside a Map or a Parallel are drawn in its box.

    Exit codes: 0: drawn; 2: the command could not run.
    """
    from sfn_dsl.graph import NOTHING, graph_of
    from sfn_dsl.loading import load

    if sum(map(bool, (against, findings, coverage, history))) > 1:
        raise click.UsageError(f"{_OVERLAYS} exclude each other; give one of them")
    loaded = load(source, target)
    drawn, overlay = graph_of(loaded.definition), NOTHING
    if against is not None:
        drawn, overlay = _changes(drawn, loaded, against, target)
    elif findings:
        overlay = _findings(loaded)
    elif coverage is not None:
        overlay = _coverage(drawn, loaded, coverage)
    elif history is not None:
        overlay = _history(drawn, history)
    write_result(_picture(form or _form_of(output), drawn, overlay), output)


def _picture(form: str, drawn: Graph, overlay: Overlay) -> str:
    from sfn_dsl.graph import as_dot, as_mermaid, as_text

    if form == "svg":
        from sfn_dsl.graph.svg import as_svg

        return as_svg(drawn, overlay)
    return {"text": as_text, "mermaid": as_mermaid, "dot": as_dot}[form](drawn, overlay)


def _form_of(file: str | None) -> str:
    from pathlib import Path

    return _SUFFIXES.get(Path(file).suffix.lower(), "text") if file else "text"


def _changes(
    drawn: Graph, loaded: LoadedSource, against: str, target: Target
) -> tuple[Graph, Overlay]:
    from sfn_dsl.comparison import diff
    from sfn_dsl.graph import graph_of
    from sfn_dsl.loading import load
    from sfn_dsl.report.change_pictures import changes_picture

    old = load(against, target).definition
    return changes_picture(graph_of(old), drawn, diff(old, loaded.definition))


def _findings(loaded: LoadedSource) -> Overlay:
    from sfn_dsl.report.overlays import findings_overlay
    from sfn_dsl.validation import validate

    return findings_overlay(validate(loaded.definition))


def _coverage(drawn: Graph, loaded: LoadedSource, file: str) -> Overlay:
    """The coverage of this workflow, from a report on any number of them."""
    from collections import Counter

    from sfn_dsl.report.overlays import coverage_overlay
    from sfn_dsl.testing.coverage.items import items_of

    own = {(item.kind, item.pointer) for item in items_of(loaded.definition)}
    counts: Counter[str] = Counter()
    executions = 0
    for workflow in _read(file, "workflows", "a JSON report of pytest --sfn-cov"):
        found = {
            (str(each.get("kind")), str(each.get("pointer"))): each for each in _items(workflow)
        }
        if found.keys() == own:
            executions += workflow["executions"]
            counts.update({pointer: each["count"] for (_, pointer), each in found.items()})
    if not executions:
        raise SfnError(
            f"'{file}' has no executions of a workflow with these states; run the tests again with "
            "--sfn-cov"
        )
    return coverage_overlay(drawn, counts, executions)


def _items(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """What a report counts of a workflow; nothing where it is not such a report."""
    items = workflow.get("items")
    if not isinstance(items, list) or not _is_count(workflow.get("executions")):
        return []
    return [each for each in items if isinstance(each, dict) and _is_count(each.get("count"))]


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _history(drawn: Graph, file: str) -> Overlay:
    from sfn_dsl.report.histories import read_history
    from sfn_dsl.report.overlays import history_overlay

    return history_overlay(drawn, read_history(_content(file), file))


def _read(file: str, member: str, what: str) -> list[dict[str, Any]]:
    """The list that a file of JSON has under a name."""
    import json

    from sfn_dsl.errors import reading_fault

    try:
        content = json.loads(_content(file))
    except (ValueError, RecursionError) as error:
        raise SfnError(f"'{file}' is not JSON: {reading_fault(error)}; give {what}") from error
    found = content.get(member) if isinstance(content, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise SfnError(f"'{file}' has no list '{member}'; give {what}")
    return found


def _content(file: str) -> bytes:
    from pathlib import Path

    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SfnError(f"'{file}' cannot be read: {str(error.strerror).lower()}") from error
