"""What to write where Python would decide a condition, told by the author's own source.

Loaded only for a mistake. It reads the source, and runs none of it.
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Iterator
from itertools import islice, pairwise
from types import FrameType
from typing import Final

from sfn_dsl.origin import is_authors

_LONGEST: Final = 200  # characters of advice that one line of a message has room for
_MOST_LISTED: Final = 5
_ONE_OF: Final = (ast.In, ast.NotIn)
_SAME: Final = (ast.Is, ast.IsNot)
_BRANCHES: Final = (ast.If, ast.While, ast.IfExp, ast.Assert)
_BUILT_IN: Final = {"any": "any_of(...)", "all": "all_of(...)"}


def instead_of_deciding() -> str:
    """What to write in place of the expression that is being decided, "" where that is unclear."""
    frame = _frame()
    around = list(_nodes_at(frame)) if frame else []
    if around and isinstance(around[-1], ast.Call):
        return _BUILT_IN.get(ast.unparse(around[-1].func), "")
    found = ""
    for node in reversed(around):
        if isinstance(node, _BRANCHES):
            test = found or ast.unparse(node.test)
            found = f"a Choice, as in Choice('Name', [When({test}, state)], default=other)"
        elif (text := _translated(node)) is not None:
            found = text
        elif found or isinstance(node, ast.stmt):
            break
    return found if len(found) <= _LONGEST else ""


def instead_of_identity() -> str:
    """What to write in place of ``path(...) is True`` in the call that is being made, or ""."""
    frame = _frame()
    call = next((one for one in reversed([*_nodes_at(frame)]) if isinstance(one, ast.Call)), None)
    if frame is None or call is None:
        return ""
    conditions = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "condition")]
    for test in conditions:
        is_same = isinstance(test, ast.Compare) and isinstance(test.ops[0], _SAME)
        if is_same and isinstance(test, ast.Compare) and _is_runtime(test.left, frame):
            return _identity(test)
    return ""


def _identity(test: ast.Compare) -> str:
    left, right = ast.unparse(test.left), test.comparators[0]
    is_not = isinstance(test.ops[0], ast.IsNot)
    if isinstance(right, ast.Constant) and right.value is None:
        return f"{'~' if is_not else ''}{left}.is_null()"
    return f"{left} {'!=' if is_not else '=='} {ast.unparse(right)}"


def _is_runtime(node: ast.AST, frame: FrameType) -> bool:
    """Return whether an expression is a value known only while an execution runs, by its names."""
    if isinstance(node, ast.Attribute):
        return _is_runtime(node.value, frame)
    if isinstance(node, ast.Call):
        return _is_runtime(node.func, frame)
    return isinstance(node, ast.Name) and _is_ours(_value(node, frame))


def _is_ours(value: object) -> bool:
    """Return whether a value is of this package's expressions, or a function that makes one."""
    made = value if callable(value) else type(value)
    module = getattr(made, "__module__", None)
    return isinstance(module, str) and module.startswith(f"{__package__}.")


def _value(node: ast.Name, frame: FrameType) -> object:
    return frame.f_locals.get(node.id, frame.f_globals.get(node.id))


def _frame() -> FrameType | None:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not is_authors(frame):
        frame = frame.f_back
    return frame


def _nodes_at(frame: FrameType | None) -> Iterator[ast.AST]:
    """The nodes of the source around what a frame is running, outermost first."""
    if frame is None:
        return
    places = islice(frame.f_code.co_positions(), frame.f_lasti // 2, None)
    line, end_line, column, end_column = next(places, (None, None, None, None))
    if line is None or end_line is None or column is None or end_column is None:
        return
    start, end = (line, column), (end_line, end_column)
    pending: list[ast.AST] = [_tree(frame.f_code.co_filename)]
    while pending:
        inside = [one for one in ast.iter_child_nodes(pending.pop()) if _holds(one, start, end)]
        yield from inside[:1]
        pending = inside[:1]


def _tree(file: str) -> ast.Module:
    linecache.checkcache(file)
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _holds(node: ast.AST, start: tuple[int, int], end: tuple[int, int]) -> bool:
    if not isinstance(node, (ast.expr, ast.stmt, ast.keyword)):
        return False
    last = (node.end_lineno or 0, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= start and end <= last


def _translated(node: ast.AST) -> str | None:
    """A Python expression as one of conditions, None where it is no such thing."""
    match node:
        case ast.BoolOp():
            symbol = " & " if isinstance(node.op, ast.And) else " | "
            return symbol.join(map(_enclosed, node.values))
        case ast.UnaryOp(op=ast.Not()):
            return f"~{_enclosed(node.operand)}"
        case ast.Compare(ops=[operator]) if isinstance(operator, _ONE_OF):
            text = _one_of(node.left, node.comparators[0])
            return f"~{text}" if isinstance(operator, ast.NotIn) else text
        case ast.Compare() if len(node.ops) > 1:
            return _chain(node)
    return None


def _enclosed(node: ast.expr) -> str:
    text = _translated(node) or ast.unparse(node)
    return text if isinstance(node, (ast.Call, ast.Name)) or text.startswith("~") else f"({text})"


def _one_of(left: ast.expr, right: ast.expr) -> str:
    tested = ast.unparse(left)
    if isinstance(right, (ast.List, ast.Tuple, ast.Set)) and len(right.elts) <= _MOST_LISTED:
        return f"any_of({', '.join(f'{tested} == {ast.unparse(one)}' for one in right.elts)})"
    return f"any_of(*({tested} == each for each in {ast.unparse(right)}))"


def _chain(node: ast.Compare) -> str | None:
    """``1 < path(...) < 5`` as its comparisons, None where one of them is of literals alone."""
    parts = []
    for (left, right), operator in zip(
        pairwise([node.left, *node.comparators]), node.ops, strict=True
    ):
        is_literal = isinstance(left, ast.Constant) and isinstance(right, ast.Constant)
        if is_literal or isinstance(operator, (*_ONE_OF, *_SAME)):
            return None
        parts.append(f"({ast.unparse(ast.Compare(left, [operator], [right]))})")
    return " & ".join(parts)
