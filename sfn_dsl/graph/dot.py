"""A graph in DOT, the language of Graphviz.

States get names of ours, and what an author wrote is only ever a label in quotes, with what
Graphviz would read in it as an escape, an entity or a quote written as itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sfn_dsl.graph.graph import Edge, Graph, Machine, Node
from sfn_dsl.graph.ids import ids_of
from sfn_dsl.graph.overlay import NOTHING, Mark, MarkKind, Overlay
from sfn_dsl.graph.words import edge_text, marked, node_lines, shortened

_INDENT: Final = "  "
_MOST: Final = 60
_STYLES: Final[Mapping[MarkKind, str]] = {
    "added": 'color="#1a7f37", penwidth=2.5',
    "removed": 'color="#cf222e", penwidth=2.5, style="rounded,dashed"',
    "changed": 'color="#9a6700", penwidth=2.5',
    "error": 'color="#cf222e", penwidth=2.5',
    "warning": 'color="#9a6700", penwidth=2.5',
    "info": 'color="#0969da", penwidth=2',
    "reached": 'color="#1a7f37", penwidth=2.5',
    "missed": 'color="#6e7781", style="rounded,dotted"',
}


def as_dot(graph: Graph, overlay: Overlay = NOTHING) -> str:
    """A graph as a DOT digraph, in which each Map, Parallel and branch is a cluster.

    Graphviz joins no clusters by edges. So an edge to a Map or a Parallel leads to a state inside
    of it and ends at the border of its cluster (``lhead``, ``ltail``).
    """
    return "".join(f"{line}\n" for line in _Digraph(graph, overlay).lines())


class _Digraph:
    def __init__(self, graph: Graph, overlay: Overlay) -> None:
        self._graph, self._overlay = graph, overlay
        self._ids = ids_of(graph)
        self._clusters: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        yield "digraph state_machine {"
        yield f"{_INDENT}compound=true;"
        yield f'{_INDENT}node [shape=box, style=rounded, fontname="Helvetica"];'
        yield f'{_INDENT}edge [fontname="Helvetica", fontsize=10];'
        yield f'{_INDENT}start [label="Start", shape=oval];'
        yield from self._machine(self._graph.machine, 1)
        yield f'{_INDENT}finish [label="End", shape=oval];'
        for machine in self._graph.machines():
            for edge in machine.edges:
                if machine is self._graph.machine or (edge.source and edge.target):
                    yield _INDENT + self._edge(edge)
        yield "}"

    def _machine(self, machine: Machine, depth: int) -> Iterator[str]:
        for node in machine.nodes:
            yield from self._node(node, depth)

    def _node(self, node: Node, depth: int) -> Iterator[str]:
        indent, name = _INDENT * depth, self._ids[node.pointer]
        mark = self._overlay.mark(node.pointer)
        label = f"label={_quoted(*node_lines(node, mark))}"
        style = f", {_STYLES[mark.kind]}" if mark else ""
        if not node.machines:
            yield f"{indent}{name} [{label}{style}];"
            return
        yield f"{indent}subgraph cluster_{name} {{"
        colour = f", {_edge_style(mark)}" if mark else ""
        look = f'style="rounded,dashed", fontname="Helvetica"{colour}'
        yield f"{indent}{_INDENT}graph [{label}, {look}];"
        yield f"{indent}{_INDENT}{name} [shape=point, style=invis];"
        self._clusters[node.pointer] = f"cluster_{name}"
        for machine in node.machines:
            if len(node.machines) == 1:
                yield from self._machine(machine, depth + 1)
            else:
                yield f"{indent}{_INDENT}subgraph cluster_{self._ids[machine.pointer]} {{"
                title = _quoted(machine.title)
                yield f"{indent}{_INDENT * 2}graph [label={title}, style=dotted];"
                yield from self._machine(machine, depth + 2)
                yield f"{indent}{_INDENT}}}"
        yield f"{indent}}}"

    def _edge(self, edge: Edge) -> str:
        mark = self._overlay.mark(edge.pointer)
        source = self._ids[edge.source] if edge.source else "start"
        target = self._ids[edge.target] if edge.target else "finish"
        text = shortened(marked(edge_text(edge), mark), _MOST)
        attributes = [f"label={_quoted(text)}"] if text else []
        attributes += ["style=dashed"] if edge.kind == "catch" else []
        attributes += [_edge_style(mark)] if mark else []
        if edge.source in self._clusters:
            attributes.append(f"ltail={self._clusters[edge.source]}")
        if edge.target in self._clusters:
            attributes.append(f"lhead={self._clusters[edge.target]}")
        listed = f" [{', '.join(attributes)}]" if attributes else ""
        return f"{source} -> {target}{listed};"


def _edge_style(mark: Mark) -> str:
    return _STYLES[mark.kind].partition(", style")[0]


def _quoted(*lines: str) -> str:
    """Lines as a string in quotes; in DOT a backslash begins an escape, and & an entity."""
    text = r"\n".join(
        line.replace("\\", "\\\\").replace('"', r"\"").replace("&", "&amp;") for line in lines
    )
    return f'"{text}"'
