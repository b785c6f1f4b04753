"""A graph in Mermaid's language, as GitHub, GitLab and many wikis draw it.

States get names of ours (``n1``, ``n2``), and what an author wrote stands in quotes with all
punctuation as character codes, so that no text is taken for markup, Markdown or a directive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sfn_dsl.counting import counted
from sfn_dsl.graph.graph import Edge, Graph, Machine, Node
from sfn_dsl.graph.ids import ids_of
from sfn_dsl.graph.overlay import NOTHING, MarkKind, Overlay
from sfn_dsl.graph.words import edge_text, marked, node_lines, shortened

_INDENT: Final = "  "
_MOST: Final = 100
# Colours that can be told apart on white and on black; the sign of a mark says the same.
_STYLES: Final[Mapping[MarkKind, str]] = {
    "added": "stroke:#1a7f37,stroke-width:3px",
    "removed": "stroke:#cf222e,stroke-width:3px,stroke-dasharray:6 3",
    "changed": "stroke:#9a6700,stroke-width:3px",
    "error": "stroke:#cf222e,stroke-width:3px",
    "warning": "stroke:#9a6700,stroke-width:3px",
    "info": "stroke:#0969da,stroke-width:2px",
    "reached": "stroke:#1a7f37,stroke-width:3px",
    "missed": "stroke:#6e7781,stroke-dasharray:2 3",
}
_SHAPES: Final = {"Choice": ("{{", "}}"), "Succeed": ("([", "])"), "Fail": ("([", "])")}


def as_mermaid(graph: Graph, overlay: Overlay = NOTHING) -> str:
    """A graph as a Mermaid flowchart.

    A Map and a Parallel are subgraphs, a catcher is a dotted line, and each mark of the overlay
    stands in the text of what it marks.
    """
    return "".join(f"{line}\n" for line in _Chart(graph, overlay).lines())


class _Chart:
    def __init__(self, graph: Graph, overlay: Overlay) -> None:
        self._graph, self._overlay = graph, overlay
        self._ids = ids_of(graph)
        self._styled: list[tuple[int, MarkKind]] = []

    def lines(self) -> Iterator[str]:
        yield "flowchart TB"
        count = sum(node.is_defined for node in self._graph.nodes())
        yield f"{_INDENT}accTitle: State machine of {counted(count, 'state')}"
        yield f'{_INDENT}start(["Start"])'
        yield from self._machine(self._graph.machine, 1)
        yield f'{_INDENT}finish(["End"])'
        yield from self._edges()
        yield from self._classes()

    def _machine(self, machine: Machine, depth: int) -> Iterator[str]:
        for node in machine.nodes:
            yield from self._node(node, depth)

    def _node(self, node: Node, depth: int) -> Iterator[str]:
        indent, name = _INDENT * depth, self._ids[node.pointer]
        lines = node_lines(node, self._overlay.mark(node.pointer))
        # A title of a subgraph has room for one line.
        text = (" · " if node.machines else "<br>").join(map(escaped, lines))
        if not node.machines:
            opening, closing = _SHAPES.get(node.type, ("(", ")"))
            yield f'{indent}{name}{opening}"{text}"{closing}'
            return
        yield f'{indent}subgraph {name} ["{text}"]'
        yield f"{indent}{_INDENT}direction TB"
        for machine in node.machines:
            if len(node.machines) == 1:
                yield from self._machine(machine, depth + 1)
            else:
                yield f'{indent}{_INDENT}subgraph {self._ids[machine.pointer]} ["{machine.title}"]'
                yield f"{indent}{_INDENT * 2}direction TB"
                yield from self._machine(machine, depth + 2)
                yield f"{indent}{_INDENT}end"
        yield f"{indent}end"

    def _edges(self) -> Iterator[str]:
        number = 0
        for machine in self._graph.machines():
            for edge in machine.edges:
                is_whole = machine is self._graph.machine
                if is_whole or (edge.source and edge.target):
                    yield _INDENT + self._edge(edge, number)
                    number += 1

    def _edge(self, edge: Edge, number: int) -> str:
        mark = self._overlay.mark(edge.pointer)
        if mark:
            self._styled.append((number, mark.kind))
        source = self._ids[edge.source] if edge.source else "start"
        target = self._ids[edge.target] if edge.target else "finish"
        arrow = "-.->" if edge.kind == "catch" else "-->"
        text = escaped(shortened(marked(edge_text(edge), mark), _MOST))
        return f'{source} {arrow}|"{text}"| {target}' if text else f"{source} {arrow} {target}"

    def _classes(self) -> Iterator[str]:
        members: dict[MarkKind, list[str]] = {}
        for node in self._graph.nodes():
            mark = self._overlay.mark(node.pointer)
            if mark:
                members.setdefault(mark.kind, []).append(self._ids[node.pointer])
        for kind, names in members.items():
            yield f"{_INDENT}classDef {kind} {_STYLES[kind]}"
            yield f"{_INDENT}class {','.join(names)} {kind}"
        for number, kind in self._styled:
            yield f"{_INDENT}linkStyle {number} {_STYLES[kind]}"


def escaped(text: str) -> str:
    """Text as Mermaid shows it: letters, digits and spaces as they are, all else as codes.

    Two dollar signs would begin a formula, and a backslash before an n a line, even as codes; a
    space of no width keeps them from that.
    """
    kept = re.sub(r"\$(?=\$)|\\", "\\g<0>\N{ZERO WIDTH SPACE}", text)
    return "".join(c if c.isalnum() or c in " _,()" else f"#{ord(c)};" for c in kept)
