"""A loop can be left.

Where states lead only to each other, an execution that enters them runs until it fails, is
stopped, or has filled its history with 25,000 events, although the machine has an end elsewhere.
(ASL reference, section 11.2, row 9, and section 11.4.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [
        {"Variable": "$.done", "BooleanEquals": true, "Next": "D"}]},
      "B": {"Type": "Wait", "Seconds": 60, "Next": "C"},
      "C": {"Type": "Pass", "Next": "B"},
      "D": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [
        {"Variable": "$.done", "BooleanEquals": true, "Next": "D"}]},
      "B": {"Type": "Wait", "Seconds": 60, "Next": "C"},
      "C": {"Type": "Pass", "Next": "A"},
      "D": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sfn_dsl.definition.scopes import Scope
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.engine import Finding, Subject, ends

CODE = "SFN206"

Graph = Mapping[str, Collection[str]]
"""The states that each state leads to."""


def ways_on(subject: Subject, scope: Scope, names: Collection[str]) -> dict[str, list[str]]:
    """The graph of some states of a scope; what leads elsewhere is left out."""
    ways = subject.transitions[scope.pointer]
    return {
        name: [way.target for way in ways[name] if way.target in names]
        for name in scope.states
        if name in names
    }


def loops(graph: Graph) -> Iterator[set[str]]:
    """The groups of states of which each one leads back to itself through all others."""
    back = _reversed(graph)
    seen: set[str] = set()
    for name in reversed(_finished(graph)):
        group = _reached(back, [name], seen)
        if len(group) > 1 or name in (group and graph[name]):
            yield group


def _finished(graph: Graph) -> list[str]:
    """The states in the order in which a walk into depth is done with them."""
    order: list[str] = []
    seen: set[str] = set()
    pending = [(name, False) for name in graph]
    while pending:
        name, is_done = pending.pop()
        if is_done:
            order.append(name)
        elif name not in seen:
            seen.add(name)
            pending.append((name, True))
            pending += [(target, False) for target in graph[name] if target not in seen]
    return order


def _reversed(graph: Graph) -> Graph:
    back: dict[str, list[str]] = {name: [] for name in graph}
    for name, targets in graph.items():
        for target in targets:
            back[target].append(name)
    return back


def _reached(graph: Graph, starts: Collection[str], seen: set[str]) -> set[str]:
    """The states that the starts lead to, without those seen before; all of them are seen then."""
    group: set[str] = set()
    pending = list(starts)
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            group.add(name)
            pending.extend(graph[name])
    return group


def check(subject: Subject) -> Iterator[Finding]:
    """Every loop without a way out, in a scope that has an end."""
    for scope in subject.scopes:
        reached = subject.reached(scope)
        if not reached:
            continue
        leaving = [name for name in reached if _leaves(subject, scope, name)]
        graph = ways_on(subject, scope, reached)
        # Where no state ends the scope, all of it is one mistake, and another rule tells it.
        stuck = reached - _reached(_reversed(graph), leaving, set()) if leaving else set()
        for loop in loops(ways_on(subject, scope, stuck)):
            if all(target in loop for name in loop for target in graph[name]):
                yield _finding(scope, [name for name in scope.states if name in loop])


def _leaves(subject: Subject, scope: Scope, name: str) -> bool:
    ways = subject.transitions[scope.pointer][name]
    return ends(scope.states[name]) or any(way.target not in scope.states for way in ways)


def _finding(scope: Scope, loop: list[str]) -> Finding:
    others = f" and the {len(loop) - 1} it leads to lead" if len(loop) > 1 else " leads"
    back = "each other" if len(loop) > 1 else "itself"
    return Finding(
        scope.state_pointer(loop[0]),
        f"state '{loop[0]}'{others} only to {back}, so an execution never leaves them; add a "
        "Choice with a way out, or write 'End' where it is done",
        Severity.WARNING,
    )
