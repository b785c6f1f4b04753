"""What is compiled at once: an expression, or the body of a function in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sfn_dsl.simulation.jsonata.compiler.filters import filtered
from sfn_dsl.simulation.jsonata.compiler.groups import grouped
from sfn_dsl.simulation.jsonata.errors import too_deep
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.values import Sequence, unwrapped


class Tree:
    """What holds for a whole expression.

    ``bound``: the names that it binds anywhere, which any variable may then stand for.
    ``functions``: it may give a function, or a value that holds one.
    """

    __slots__ = ("bound", "functions")

    def __init__(self, bound: frozenset[str]) -> None:
        self.bound = bound
        self.functions = False


class Body:
    """The nodes of one body, by their depth in it, which counts from 1.

    ``height`` is the depth of the deepest. Only a body that may get too deep where it is called
    is compiled with checks of its depth.
    """

    __slots__ = ("_kinds", "checked", "height", "tree")

    def __init__(self, tree: Tree, kinds: Mapping[str, Kind], checked: bool = False) -> None:
        self.tree = tree
        self.checked = checked
        self.height = 0
        self._kinds = kinds

    def another(self, checked: bool = False) -> Body:
        """A body of its own in the same tree."""
        return Body(self.tree, self._kinds, checked)

    def compile(self, node: Node, depth: int) -> Run:
        """The function of a node with its predicates and grouping."""
        self.height = max(self.height, depth)
        run = self._kinds[node.type](node, depth, self)
        for predicate in node.predicate or ():
            run = filtered(run, predicate.expr, depth, self.compile)
        if node.group is not None and node.type != "path":
            run = grouped(run, node.group, depth, self.compile)
        if _may_be_sequence(node):
            run = _unwrapping(run, node.keep_array)
        return _checking(run, depth) if self.checked else run


class Compiled:
    """A body, and where it may get too deep the same with checks of its depth."""

    __slots__ = ("_body", "_checked", "_height", "_node", "_run")

    def __init__(self, node: Node, body: Body) -> None:
        self._node = node
        self._body = body
        self._run = body.compile(node, 1)
        self._height = body.height
        self._checked: Run | None = None

    def run(self, ev: Evaluation, item: Any, frame: Frame) -> Any:
        """The value of the body, as deep as the evaluation is."""
        if ev.depth + self._height <= ev.deepest:
            return self._run(ev, item, frame)
        if self._checked is None:
            self._checked = self._body.another(checked=True).compile(self._node, 1)
        return self._checked(ev, item, frame)


Kind = Callable[[Node, int, Body], Run]
"""Compiles the nodes of one type."""

_SEQUENCES: Final = frozenset({"function", "apply", "wildcard", "descendant", "parent"})


def _may_be_sequence(node: Node) -> bool:
    """Whether what a node gives may be a sequence that stands for one value or for none."""
    if node.predicate or node.group is not None or node.keep_array:
        return True
    return node.type in _SEQUENCES or (node.type == "binary" and node.value == "..")


def _unwrapping(run: Run, keep: bool) -> Run:
    def unwrap(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = run(ev, item, frame)
        if type(value) is not Sequence:
            return value
        if keep:
            value.keep = True
        return unwrapped(value)

    return unwrap


def _checking(run: Run, depth: int) -> Run:
    def check(ev: Evaluation, item: Any, frame: Frame) -> Any:
        if ev.depth + depth > ev.deepest:
            raise too_deep(ev.deepest)
        return run(ev, item, frame)

    return check
