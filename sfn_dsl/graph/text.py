"""A graph as text for a terminal: the states in the order of the flow, with their ways out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sfn_dsl.graph.graph import Edge, Graph, Machine, Node
from sfn_dsl.graph.overlay import NOTHING, SIGNS, Overlay
from sfn_dsl.graph.words import edge_text, marked, shortened, subtitle, visible, warning_of

_WIDTH: Final = 100


def as_text(graph: Graph, overlay: Overlay = NOTHING) -> str:
    """A graph as indented text: each state, then each of its transitions.

    What runs inside a Map or a Parallel is indented under it. A state that no route leads to is
    last, and says so.
    """
    lines = [*_legend(overlay), *_machine(graph.machine, overlay, "")]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _legend(overlay: Overlay) -> Iterator[str]:
    if overlay.title:
        signs = "  ".join(f"{SIGNS[kind]} {kind}" for kind in overlay.kinds)
        yield f"{shortened(overlay.title, _WIDTH)}{f':  {signs}' if signs else ''}"
        yield ""


def _machine(machine: Machine, overlay: Overlay, indent: str) -> Iterator[str]:
    names = {node.pointer: visible(node.name) for node in machine.nodes}
    ways: dict[str, list[Edge]] = {}
    for edge in machine.edges:
        ways.setdefault(edge.source, []).append(edge)
    for entry in ways.get("", []):
        yield f"{indent}Start {_arrow(entry, names, overlay)}"
    for node in _in_flow(machine, ways):
        yield from _node(node, ways.get(node.pointer, []), names, overlay, indent)


def _node(
    node: Node, ways: list[Edge], names: dict[str, str], overlay: Overlay, indent: str
) -> Iterator[str]:
    mark = overlay.mark(node.pointer)
    sign = f"{SIGNS[mark.kind]} " if mark else ""
    told = f"[{mark.label}]" if mark else ""
    parts = (visible(node.name), subtitle(node), warning_of(node), told)
    yield f"{indent}{sign}{'  '.join(shortened(part, _WIDTH) for part in parts if part)}"
    for machine in node.machines:
        yield f"{indent}│ {machine.title}"
        yield from _machine(machine, overlay, f"{indent}│   ")
    for way in ways:
        yield f"{indent}  {_arrow(way, names, overlay)}"


def _arrow(edge: Edge, names: dict[str, str], overlay: Overlay) -> str:
    text = shortened(marked(edge_text(edge), overlay.mark(edge.pointer)), _WIDTH)
    target = shortened(names.get(edge.target, "End"), _WIDTH)
    return f"─ {text} → {target}" if text else f"→ {target}"


def _in_flow(machine: Machine, ways: dict[str, list[Edge]]) -> Iterator[Node]:
    """The states as a reader follows them: each route to its end, then the next."""
    nodes = {node.pointer: node for node in machine.nodes}
    seen: set[str] = set()
    for root in ("", *nodes):
        pending = [root]
        while pending:
            pointer = pending.pop()
            if pointer in seen:
                continue
            seen.add(pointer)
            if pointer in nodes:
                yield nodes[pointer]
            following = ways.get(pointer, []) if pointer or root == "" else []
            ordered = sorted(following, key=lambda edge: edge.kind == "catch")
            pending.extend(edge.target for edge in reversed(ordered) if edge.target)
