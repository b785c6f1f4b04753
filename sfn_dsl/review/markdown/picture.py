"""The picture in a comment: in Mermaid, of a large graph only what is marked, and what is near."""

from __future__ import annotations

from typing import Final

import attrs

from sfn_dsl.counting import counted
from sfn_dsl.graph import Graph, Machine, Node, Overlay, as_mermaid
from sfn_dsl.graph.overlay import SIGNS
from sfn_dsl.review.markdown.sections import Section

MOST_CHARACTERS: Final = 25_000
MOST_EDGES: Final = 400
"""Mermaid draws 50,000 characters and 500 edges by default; the comment holds more than that."""

_TITLE: Final = "Graph"


def picture_section(graph: Graph, overlay: Overlay, command: str) -> Section:
    """The graph as a section; what is too large for GitHub to draw is cut, and said to be."""
    marks = _legend(overlay)
    if whole := _drawn(graph, overlay):
        return Section(_TITLE, marks, whole, "mermaid")
    focused = _Focus(graph, overlay)
    shown = focused.graph()
    count, total = (len(list(one.nodes())) for one in (shown, graph))
    part = _drawn(shown, overlay) if 0 < count < total else ()
    if not part:
        told = (
            f"With {counted(total, 'state')} the graph is too large for a comment; draw it with: "
        )
        return Section(_TITLE, (told + command,))
    told = f"Only the {count} marked states and those next to them, of {counted(total, 'state')}; "
    return Section(_TITLE, (*marks, f"{told}all of it: {command}"), part, "mermaid")


def _legend(overlay: Overlay) -> tuple[str, ...]:
    signs = ", ".join(f"{SIGNS[kind]} {kind}" for kind in overlay.kinds)
    return (f"{overlay.title}: {signs}",) if signs else ()


def _drawn(graph: Graph, overlay: Overlay) -> tuple[str, ...]:
    """The lines of the picture, none where it is more than GitHub draws."""
    if sum(1 for _ in graph.edges()) > MOST_EDGES:
        return ()
    text = as_mermaid(graph, overlay)
    return tuple(text.splitlines()) if len(text) <= MOST_CHARACTERS else ()


class _Focus:
    """A graph without what is neither marked nor next to what is."""

    def __init__(self, graph: Graph, overlay: Overlay) -> None:
        self._graph, self._overlay = graph, overlay

    def graph(self) -> Graph:
        return attrs.evolve(self._graph, machine=self._machine(self._graph.machine))

    def _machine(self, machine: Machine) -> Machine:
        marked = {node.pointer for node in machine.nodes if self._is_marked(node)}
        near = set(marked)
        for edge in machine.edges:
            if self._overlay.mark(edge.pointer) or {edge.source, edge.target} & marked:
                near |= {edge.source, edge.target}
        nodes = tuple(self._node(node) for node in machine.nodes if node.pointer in near)
        ends = {node.pointer for node in nodes} | {""}
        edges = tuple(
            edge
            for edge in machine.edges
            if edge.source in ends and edge.target in ends and (edge.source or edge.target)
        )
        return attrs.evolve(machine, nodes=nodes, edges=edges)

    def _is_marked(self, node: Node) -> bool:
        """Return whether a state is marked, or anything inside of it."""
        return self._overlay.mark(node.pointer) is not None or any(
            any(self._overlay.mark(edge.pointer) for edge in machine.edges)
            or any(map(self._is_marked, machine.nodes))
            for machine in node.machines
        )

    def _node(self, node: Node) -> Node:
        machines = map(self._machine, node.machines)
        return attrs.evolve(node, machines=tuple(each for each in machines if each.nodes))
