"""From a definition to its graph; what is odd in a document is passed over, and nothing raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child, tokens
from sfn_dsl.definition.scopes import Scope, Transition, scopes, transitions
from sfn_dsl.graph.graph import Edge, EdgeKind, Graph, Machine, Node
from sfn_dsl.graph.words import condition_text, detail_of, errors_text

MOST_LEVELS: Final = 50
"""The deepest nesting of machines that is shown: far more than a picture can be read at."""

_KINDS: Final[Mapping[str, EdgeKind]] = {
    "Next": "next",
    "Default": "default",
    "Choices": "choice",
    "Catch": "catch",
}
# As they are tried: what is written first in a document is often the Default.
_ORDER: Final = ("Choices", "Default", "Next", "Catch")
_FINAL: Final = ("Succeed", "Fail")


def graph_of(definition: Definition) -> Graph:
    """The graph of a definition.

    A document without states has a graph without nodes.
    """
    document = definition.document
    shown = list(_shown(document))
    routes = {scope.pointer: _edges(scope) for scope in shown}
    unreachable: set[str] = set()
    for scope in shown:
        unreachable |= _unreachable(scope, routes[scope.pointer], unreachable)
    inside: dict[str, list[Machine]] = {}
    # Inner ones first, as each node holds the machines that are inside of it.
    for scope in reversed(shown):
        edges = routes[scope.pointer]
        nodes = tuple(_nodes(scope, edges, inside, unreachable))
        machine = Machine(scope.pointer, _title(scope), nodes, tuple(edges))
        inside.setdefault(scope.owner or "", []).insert(0, machine)
    whole = inside.get("", [Machine("", "", (), ())])[0]
    return Graph(whole, _text(document, "Comment"))


def _shown(document: Any) -> Iterator[Scope]:
    levels: dict[str | None, int] = {None: 0}
    for scope in scopes(document):
        level = levels.get(scope.owner, MOST_LEVELS)
        if level < MOST_LEVELS:
            levels |= dict.fromkeys(scope.pointers.values(), level + 1)
            yield scope


def _title(scope: Scope) -> str:
    if scope.owner is None:
        return ""
    last = tokens(scope.pointer)[-1]
    return f"branch {int(last) + 1}" if last.isdecimal() else "each item"


def _edges(scope: Scope) -> list[Edge]:
    """The transitions of a scope: its entry, and those of each state in the order of trying."""
    found = []
    start = scope.machine.get("StartAt")
    if isinstance(start, str):
        at = f"{scope.pointer}/StartAt"
        found.append(Edge(at, "", scope.state_pointer(start), "start"))
    for name, state in scope.states.items():
        pointer = scope.pointers[name]
        for way in sorted(transitions(pointer, state), key=lambda way: _ORDER.index(way.field)):
            target = scope.state_pointer(way.target)
            found.append(
                Edge(way.pointer, pointer, target, _KINDS[way.field], _label(state, way)),
            )
        if state.get("End") is True:
            found.append(Edge(f"{pointer}/End", pointer, "", "end"))
        elif state.get("Type") in _FINAL:
            found.append(Edge(f"{pointer}/Type", pointer, "", "end"))
    return found


def _label(state: Mapping[str, Any], way: Transition) -> str:
    if way.nth is None:
        return "Default" if way.field == "Default" else ""
    entry = state[way.field][way.nth]
    return condition_text(entry) if way.field == "Choices" else errors_text(entry)


def _unreachable(scope: Scope, edges: Sequence[Edge], outside: set[str]) -> set[str]:
    """The states of a scope that no route leads to; all of them if none leads to their owner."""
    if scope.owner in outside:
        return set(scope.pointers.values())
    following: dict[str, list[str]] = {}
    for edge in edges:
        following.setdefault(edge.source, []).append(edge.target)
    reached, pending = {""}, [""]
    while pending:
        for target in following.get(pending.pop(), ()):
            if target not in reached:
                reached.add(target)
                pending.append(target)
    return set(scope.pointers.values()) - reached


def _nodes(
    scope: Scope,
    edges: Sequence[Edge],
    inside: Mapping[str, list[Machine]],
    unreachable: set[str],
) -> Iterator[Node]:
    for name, state in scope.states.items():
        pointer = scope.pointers[name]
        yield Node(
            pointer,
            name,
            _text(state, "Type"),
            detail_of(state),
            _text(state, "Comment"),
            is_reachable=pointer not in unreachable,
            machines=tuple(inside.get(pointer, ())),
        )
    around = f"{scope.pointer}/States"
    written = scope.machine.get("States")
    odd = (
        [name for name in written if name not in scope.states] if isinstance(written, dict) else []
    )
    for name in odd:
        yield Node(child(around, name), name, detail="not an object", is_defined=False)
    known = {*scope.pointers.values(), *(child(around, name) for name in odd), ""}
    missing = (edge.target for edge in edges if edge.target not in known)
    for name in dict.fromkeys(tokens(target)[-1] for target in missing):
        yield Node(child(around, name), name, detail="no such state", is_defined=False)


def _text(holder: Any, field: str) -> str:
    value = holder.get(field) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""
