"""The graph of a definition: states as nodes, transitions as edges, one machine inside another.

It is what every picture is drawn from. Parts are named by their JSON pointers in the definition,
as findings, changes and what an execution reached are, so that these can be marked in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

EdgeKind = Literal["start", "next", "default", "choice", "catch", "end"]
"""What a transition is: the entry of a machine, a ``Next``, the ``Default`` or a rule of a Choice,
a catcher, or the end of the machine."""


@attrs.frozen(eq=False)
class Node:
    """One state.

    ``type`` is its ``Type`` as written, "" where it has none. ``detail`` says in a few words what
    it does: the call of a Task, the time of a Wait, the error of a Fail. ``is_defined`` is false
    for a name that a transition leads to and no state has, and for what is not an object; then
    ``detail`` says which. ``is_reachable`` is false for a state that no route from the start leads
    to. ``machines`` are the branches of a Parallel, or the processor of a Map.
    """

    pointer: str
    name: str
    type: str = ""
    detail: str = ""
    comment: str = ""
    is_defined: bool = True
    is_reachable: bool = True
    machines: tuple[Machine, ...] = ()


@attrs.frozen
class Edge:
    """One transition, between the pointers of two states.

    ``source`` is "" for the entry of the machine, ``target`` for its end. ``pointer`` names the
    transition: the member that holds the name of the target, or the ``End`` of a state, or its
    ``Type`` where that ends it. ``label`` is a Choice rule's condition or a catcher's
    errors, in full.
    """

    pointer: str
    source: str
    target: str
    kind: EdgeKind
    label: str = ""


@attrs.frozen(eq=False)
class Machine:
    """One block of ``States``: the whole machine, a branch, or the processor of a Map.

    ``title`` is "" for the whole machine. Nodes and edges are in the order written.
    """

    pointer: str
    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@attrs.frozen(eq=False)
class Graph:
    """The graph of a whole definition. ``comment`` is the definition's own."""

    machine: Machine
    comment: str = ""

    def machines(self) -> Iterator[Machine]:
        """All machines, an outer one before those inside it, in the order written."""
        pending = [self.machine]
        while pending:
            machine = pending.pop()
            yield machine
            inner = [nested for node in machine.nodes for nested in node.machines]
            pending.extend(reversed(inner))

    def nodes(self) -> Iterator[Node]:
        """All states."""
        for machine in self.machines():
            yield from machine.nodes

    def edges(self) -> Iterator[Edge]:
        """All transitions."""
        for machine in self.machines():
            yield from machine.edges
