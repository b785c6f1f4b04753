"""The loops of a scope: groups of states that can reach themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sfn_dsl.definition.scopes import Scope
from sfn_dsl.lint.subject import Subject

Graph = Mapping[str, Collection[str]]
"""The targets of each state."""


def subgraph(subject: Subject, scope: Scope, names: Collection[str]) -> dict[str, list[str]]:
    """The graph of some states of a scope, without transitions to others."""
    ways = subject.transitions[scope.pointer]
    return {
        name: [way.target for way in ways[name] if way.target in names]
        for name in scope.states
        if name in names
    }


def is_forward(subject: Subject, scope: Scope) -> bool:
    """Return whether every transition leads to a state written later, so that there is no loop."""
    seen: set[str] = set()
    for name, ways in subject.transitions[scope.pointer].items():
        seen.add(name)
        for way in ways:
            if way.target in seen:
                return False
    return True


def loops(graph: Graph) -> Iterator[set[str]]:
    """The strongly connected groups of states, single states only with a self-transition."""
    back = reversed_graph(graph)
    seen: set[str] = set()
    for name in reversed(_finished(graph)):
        group = reached(back, [name], seen)
        if len(group) > 1 or name in (group and graph[name]):
            yield group


def _finished(graph: Graph) -> list[str]:
    """The states in the order in which a depth-first search finishes them."""
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


def reversed_graph(graph: Graph) -> Graph:
    """The graph with every transition reversed."""
    back: dict[str, list[str]] = {name: [] for name in graph}
    for name, targets in graph.items():
        for target in targets:
            back[target].append(name)
    return back


def reached(graph: Graph, starts: Collection[str], seen: set[str]) -> set[str]:
    """The states reachable from the starts and not seen before; they are added to those seen."""
    group: set[str] = set()
    pending = list(starts)
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            group.add(name)
            pending.extend(graph[name])
    return group
