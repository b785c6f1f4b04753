"""One graph of a definition, and pictures of it."""

from sfn_dsl.graph.build import graph_of
from sfn_dsl.graph.dot import as_dot
from sfn_dsl.graph.graph import Edge, EdgeKind, Graph, Machine, Node
from sfn_dsl.graph.mermaid import as_mermaid
from sfn_dsl.graph.overlay import NOTHING, Mark, MarkKind, Overlay
from sfn_dsl.graph.text import as_text

__all__ = [
    "NOTHING",
    "Edge",
    "EdgeKind",
    "Graph",
    "Machine",
    "Mark",
    "MarkKind",
    "Node",
    "Overlay",
    "as_dot",
    "as_mermaid",
    "as_text",
    "graph_of",
]
