"""Names for the parts of a graph that no text of an author can break: ``n1``, ``n2``."""

from __future__ import annotations

from sfn_dsl.graph.graph import Graph


def ids_of(graph: Graph) -> dict[str, str]:
    """A short name for each state (``n1``) and each machine (``m1``), by their pointers."""
    found: dict[str, str] = {}
    for number, machine in enumerate(graph.machines()):
        # Its pointer and that of a state are never the same: a machine is a member of a state.
        found[machine.pointer] = f"m{number}"
    for number, node in enumerate(graph.nodes(), 1):
        found[node.pointer] = f"n{number}"
    return found
