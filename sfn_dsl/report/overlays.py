"""What a picture shows besides the graph: findings, an execution, coverage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sfn_dsl.counting import counted
from sfn_dsl.definition.scopes import innermost_state
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.graph import Edge, Graph, Mark, MarkKind, Overlay
from sfn_dsl.report.histories import ENDED, FAILED, status_of
from sfn_dsl.simulation.events import in_api_form
from sfn_dsl.simulation.execution import Execution

_KINDS: Final[Mapping[Severity, MarkKind]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
_ENTERED: Final = "StateEntered"
_EXITED: Final = "StateExited"


def findings_overlay(findings: Iterable[Diagnostic]) -> Overlay:
    """The states that findings are about, each marked with the worst of its findings.

    A finding about no state, such as one about the whole definition, marks nothing.
    """
    found: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        pointer = innermost_state(finding.pointer)
        if pointer:
            found.setdefault(pointer, []).append(finding)
    order = list(Severity)
    marks = {}
    for pointer, own in found.items():
        worst = min((finding.severity for finding in own), key=order.index)
        codes = ", ".join(dict.fromkeys(finding.code for finding in own))
        marks[pointer] = Mark(_KINDS[worst], f"{worst.value} {codes}")
    return Overlay("Findings", marks)


def execution_overlay(graph: Graph, execution: Execution) -> Overlay:
    """What a simulated execution reached, and the states in which it failed."""
    reached = dict.fromkeys(execution.reached, 1)
    marks = _reached(graph, reached, _whether)
    events = [in_api_form(event) for event in execution.history]
    return Overlay(f"Execution {execution.status}", {**marks, **_open_states(graph, events)})


def history_overlay(graph: Graph, events: Sequence[Mapping[str, Any]]) -> Overlay:
    """The same from a history, as AWS's GetExecutionHistory gives it.

    A history names states, and no transitions: a transition counts as reached if its target was
    entered right after its source.
    """
    entered = {name for _, name in _named(events, _ENTERED)}
    ways = _ways(events)
    names = {node.pointer: node.name for node in graph.nodes()}
    reached = {pointer: 1 for pointer, name in names.items() if name in entered}
    for edge in graph.edges():
        if (names.get(edge.source, ""), names.get(edge.target, "")) in ways:
            reached[edge.pointer] = 1
    marks = _reached(graph, reached, _whether)
    title = f"Execution {status_of(events)}"
    return Overlay(title, {**marks, **_open_states(graph, events)})


def coverage_overlay(graph: Graph, counts: Mapping[str, int], executions: int) -> Overlay:
    """How many executions of the tests reached each part; ``counts`` are by pointer."""
    marks = _reached(graph, counts, lambda count: counted(count, "execution") if count else "never")
    return Overlay(f"Coverage of {counted(executions, 'execution')}", marks)


def _whether(count: int) -> str:
    return "reached" if count else "not reached"


def _reached(
    graph: Graph, counts: Mapping[str, int], words: Callable[[int], str]
) -> dict[str, Mark]:
    marks = {}
    for node in graph.nodes():
        count = counts.get(node.pointer, 0)
        marks[node.pointer] = Mark("reached" if count else "missed", words(count))
    for edge in graph.edges():
        count = counts.get(_counted_at(edge), 0)
        marks[edge.pointer] = Mark("reached" if count else "missed", "")
    return marks


def _counted_at(edge: Edge) -> str:
    """Where it is counted whether a transition was taken: some are taken with a state."""
    if edge.kind == "start":
        return edge.target
    return edge.source if edge.pointer == f"{edge.source}/Type" else edge.pointer


def _named(events: Sequence[Mapping[str, Any]], kind: str) -> list[tuple[Mapping[str, Any], str]]:
    """The events of a kind, each with the name of its state."""
    member = "stateEnteredEventDetails" if kind == _ENTERED else "stateExitedEventDetails"
    found = []
    for event in events:
        details = event.get(member)
        if str(event.get("type", "")).endswith(kind) and isinstance(details, Mapping):
            found.append((event, str(details.get("name", ""))))
    return found


def _ways(events: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """The names of the states that followed each other; "" before the first and after the last."""
    exited = {event.get("id"): name for event, name in _named(events, _EXITED)}
    kinds = {event.get("id"): event.get("type") for event in events}
    found = set()
    for event, name in _named(events, _ENTERED):
        before = event.get("previousEventId")
        if before in exited:
            found.add((exited[before], name))
        elif before in (0, None) or kinds.get(before) == "ExecutionStarted":
            found.add(("", name))
    for event in events:
        if event.get("type") == "ExecutionSucceeded":
            found.add((exited.get(event.get("previousEventId"), ""), ""))
    return found


def _open_states(graph: Graph, events: Sequence[Mapping[str, Any]]) -> dict[str, Mark]:
    """The states that were entered and not left: where it failed, or where it is still."""
    counts: dict[str, int] = {}
    for _, name in _named(events, _ENTERED):
        counts[name] = counts.get(name, 0) + 1
    for _, name in _named(events, _EXITED):
        counts[name] = counts.get(name, 0) - 1
    kinds = {event.get("type") for event in events}
    if kinds.isdisjoint(ENDED):
        mark = Mark("info", "in progress")
    elif kinds.isdisjoint(FAILED):
        return {}
    else:
        mark = Mark("error", "failed here")
    return {node.pointer: mark for node in graph.nodes() if counts.get(node.name, 0) > 0}
