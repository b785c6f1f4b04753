"""The loops of a scope: groups of states that lead back to themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sfn_dsl.definition.scopes import Scope
from sfn_dsl.lint.engine import Subject

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
    back = turned_round(graph)
    seen: set[str] = set()
    for name in reversed(_finished(graph)):
        group = reached(back, [name], seen)
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


def turned_round(graph: Graph) -> Graph:
    """The graph with each way leading back."""
    back: dict[str, list[str]] = {name: [] for name in graph}
    for name, targets in graph.items():
        for target in targets:
            back[target].append(name)
    return back


def reached(graph: Graph, starts: Collection[str], seen: set[str]) -> set[str]:
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
