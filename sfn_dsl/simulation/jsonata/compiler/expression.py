"""A whole expression as a function of what it reads."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, Final

from sfn_dsl.simulation.jsonata.compiler import basics, functions, operators, paths, transforms
from sfn_dsl.simulation.jsonata.compiler.body import Body, Compiled, Kind, Tree
from sfn_dsl.simulation.jsonata.errors import MEMORY, LimitError, UnsupportedError, too_deep
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Function, Sequence
from sfn_dsl.simulation.roots import Roots

_KINDS: Final[dict[str, Kind]] = {
    "path": paths.path,
    "binary": operators.binary,
    "unary": basics.unary,
    "name": basics.name,
    "string": basics.literal,
    "number": basics.literal,
    "value": basics.literal,
    "wildcard": basics.wildcard,
    "descendant": basics.descendant,
    "parent": basics.parent,
    "condition": basics.condition,
    "block": basics.block,
    "bind": basics.bind,
    "regex": functions.regex,
    "function": functions.function,
    "variable": basics.variable,
    "lambda": functions.lambda_,
    "partial": functions.partial,
    "apply": functions.apply,
    "transform": transforms.transform,
}


def compile_tree(node: Node) -> Callable[[StatesRoot, Roots], Any]:
    """The function of a parsed expression: it gives a JSON value or UNDEFINED.

    It raises JsonataError where the expression fails, and UnsupportedError where it gives a
    function.
    """
    tree = Tree(frozenset(_bound(node)))
    body = Compiled(node, Body(tree, _KINDS))
    walks, binds = tree.functions, bool(tree.bound)

    def evaluate(states: StatesRoot, roots: Roots) -> Any:
        ev = Evaluation(states, roots)
        try:
            value = body.run(ev, UNDEFINED, Frame(None, {}) if binds else _NO_BINDINGS)
            if walks or ev.irregular:
                return _regular(value)
        except RecursionError:
            raise too_deep(ev.deepest) from None
        except MemoryError:
            raise LimitError(MEMORY) from None
        return list(value) if type(value) is Sequence else value

    return evaluate


_NO_BINDINGS: Final = Frame(None, {})


def _regular(value: Any) -> Any:
    """A result as JSON: a number that JSON does not have is its name in a string."""
    if isinstance(value, list):
        return [None if item is UNDEFINED else _regular(item) for item in value]
    if isinstance(value, dict):
        return {name: _regular(member) for name, member in value.items()}
    if isinstance(value, Function):
        raise UnsupportedError
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def _bound(tree: Node) -> Iterator[str]:
    """The names that an expression binds: by ``:=``, as parameters, by ``@`` and ``#``."""
    nodes = [tree]
    seen = set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, list | tuple):
            nodes.extend(node)
        elif hasattr(node, "lbp") and id(node) not in seen:
            seen.add(id(node))
            yield from _bindings(node)
            nodes.extend(
                part for name, part in vars(node).items() if name[0] != "_" or name == "_else"
            )


def _bindings(node: Node) -> Iterator[str]:
    if node.type == "bind":
        yield str(node.lhs.value)
    if node.type == "lambda":
        yield from (str(each.value) for each in node.arguments)
    if node.type == "index":
        yield str(node.value)
    yield from (str(name) for name in (node.focus, node.index) if isinstance(name, str))
