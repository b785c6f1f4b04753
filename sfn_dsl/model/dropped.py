"""Finds ``a >> b`` written as a statement or a test: a chain in no machine, which does nothing.

``>>`` changes neither state, so a machine of those states lacks the transition. Loaded only to say
so where a transition is missing; it reads the author's source and runs none of it.
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import FrameType
from typing import Any

from sfn_dsl.model.state import Chain, ClosedChain, State
from sfn_dsl.notebook_cells import name_now
from sfn_dsl.origin import Origin, Position, is_authors


def dropped_chain(state: State) -> tuple[str, Origin] | None:
    """The chain in which something follows a state, though it is in no machine, and its place.

    That is a statement of its own, or what a variable holds. None where there is none in the code
    that is running, and in the files of that code and of the state.
    """
    frames = list(_frames())
    if kept := next(filter(None, (_variable(frame, state) for frame in frames)), None):
        return kept, state.origin
    files = dict.fromkeys(name_now(frame.f_code.co_filename) for frame in frames)
    files |= dict.fromkeys(place.file for place in state.origin.positions)
    found = [(file, statement) for file in files for statement in _statements(file)]
    if not found:
        return None
    values = [{**frame.f_globals, **frame.f_locals} for frame in frames]
    named = (one for one in found if any(_leads_on(one[1], state, each) for each in values))
    file, statement = next(named, found[0])
    position = Position(file, statement.lineno, statement.col_offset + 1)
    return ast.unparse(statement), Origin((position,), (0,))


def _frames() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if is_authors(frame):
            yield frame
        frame = frame.f_back


def _variable(frame: FrameType, state: State) -> str | None:
    """The variable that holds a chain in which something follows a state."""
    for name, value in {**frame.f_globals, **frame.f_locals}.items():
        if isinstance(value, (Chain, ClosedChain)):
            led = value.states[:-1]
            if any(one.name == state.name and one.origin == state.origin for one in led):
                return name
    return None


def _statements(file: str) -> tuple[ast.expr, ...]:
    linecache.checkcache(file)
    return _chains("".join(linecache.getlines(file)))


@lru_cache(maxsize=256)
def _chains(text: str) -> tuple[ast.expr, ...]:
    """The chains of ``>>`` in a file that are a statement of their own, or are only tested.

    They are asked for once for each state of a machine that lacks its transition.
    """
    if ">>" not in text:
        return ()
    return tuple(_found_chains(text))


def _found_chains(text: str) -> Iterator[ast.expr]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        alone = node.value if isinstance(node, ast.Expr) else getattr(node, "test", None)
        if isinstance(alone, ast.expr) and _is_chain(alone):
            yield alone


def _is_chain(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.RShift)


def _leads_on(node: ast.AST, state: State, values: Mapping[str, Any]) -> bool:
    """Return whether something follows a state in a chain, by the names in it."""
    if not isinstance(node, ast.BinOp) or not _is_chain(node):
        return False
    if _last(node.left, values) is state:
        return True
    return _leads_on(node.left, state, values) or _leads_on(node.right, state, values)


def _last(node: ast.AST, values: Mapping[str, Any]) -> State | None:
    """The state that an operand ends with, where it is a name or a chain that ends with one."""
    if isinstance(node, ast.BinOp) and _is_chain(node):
        return _last(node.right, values)
    value = values.get(node.id) if isinstance(node, ast.Name) else None
    if isinstance(value, (Chain, ClosedChain)):
        return value.states[-1]
    return value if isinstance(value, State) else None
