"""Small faults to put into a module of Python: an `or` for an `and`, a branch never taken."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

PAIRS: Final = "and or, any all, min max, == !=, < <=, > >=, + -, is is_not, in not_in"
SWAPS: Final = {
    old.replace("_", " "): new.replace("_", " ")
    for pair in (pair.split() for pair in PAIRS.split(", "))
    for old, new in (pair, pair[::-1])
}
OPERATOR: Final = re.compile(r"\b(?:is not|not in|and|or|is|in)\b|[=!<>]=|[<>+-]")
# Types, what must not happen anyway, and text (whose parts have no places before Python 3.12).
SKIPPED_FIELDS: Final = frozenset({"annotation", "returns", "decorator_list"})
SKIPPED_NODES: Final = (ast.Assert, ast.JoinedStr, ast.Import, ast.ImportFrom)
Function: Final = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Fault:
    """A replacement in a file, and the line of the statement it is in (0: it runs on import)."""

    file: str
    start: int
    end: int
    text: bytes
    anchor: int

    def applied(self, source: bytes) -> bytes:
        """The source with the fault in it."""
        return source[: self.start] + self.text + source[self.end :]


@dataclass
class Source:
    """A module that faults are put into; places are offsets in its bytes."""

    file: str
    text: bytes
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [0, *(found.end() for found in re.finditer(rb"\n", self.text))]

    def faults(self) -> Iterator[Fault]:
        """All faults there are; some leave no program, or the same one."""
        for node, anchor in self._nodes(ast.parse(self.text), 0):
            for start, end, text in self._edits(node):
                yield Fault(self.file, start, end, text.encode(), anchor)

    def changes_with(self, fault: Fault) -> bool:
        """Tell whether a fault leaves a program, and another one."""
        try:
            return ast.dump(ast.parse(fault.applied(self.text))) != ast.dump(ast.parse(self.text))
        except SyntaxError:
            return False

    def probed(self, numbers: Mapping[int, Sequence[int]]) -> bytes:
        """The source with a probe in each function, and one before each line that has numbers."""
        lines = self.text.decode().split("\n")
        probes = {line - 1: [f"{n}" for n in all_of] for line, all_of in numbers.items() if line}
        for node in ast.walk(ast.parse(self.text)):
            if isinstance(node, Function) and node.body[-1].lineno > node.lineno:
                first = node.body[min(ast.get_docstring(node) is not None, len(node.body) - 1)]
                probes.setdefault(_first_line(first) - 1, []).append(self.file)
        for at, seen in sorted(probes.items(), reverse=True):
            indent = lines[at][: -len(lines[at].lstrip())]
            lines[at:at] = [f'{indent}__import__("probe").reached({what!r})' for what in seen]
        return "\n".join(lines).encode()

    def _nodes(self, node: ast.AST, anchor: int) -> Iterator[tuple[ast.AST, int]]:
        """All nodes to change, with the line before which a probe of it can stand."""
        yield node, anchor
        for name, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if not isinstance(child, ast.AST) or isinstance(child, SKIPPED_NODES):
                    continue
                if name in SKIPPED_FIELDS or (name == "slice" and isinstance(child, ast.Tuple)):
                    continue
                if isinstance(child, ast.keyword) and child.arg == "strict":
                    continue
                inside = isinstance(node, Function) or anchor > 0
                if inside and isinstance(child, ast.stmt) and not self._is_elif(child):
                    yield from self._nodes(child, _first_line(child))
                else:
                    yield from self._nodes(child, anchor)

    def _is_elif(self, node: ast.stmt) -> bool:
        return self.text.startswith(b"elif", self._span(node)[0])

    def _edits(self, node: ast.AST) -> Iterator[tuple[int, int, str]]:
        match node:
            case ast.BoolOp(values=operands):
                yield from self._swaps(operands)
            case ast.Compare(left=left, comparators=others):
                yield from self._swaps([left, *others])
            case ast.BinOp(left=left, right=right, op=ast.Add() | ast.Sub()):
                yield from self._swaps([left, right])
            case ast.Name(id="any" | "all" | "min" | "max", ctx=ast.Load()):
                yield *self._span(node), SWAPS[node.id]
            case ast.Constant(value=bool(value)):
                yield *self._span(node), repr(not value)
            case ast.Constant(value=int(value) | float(value)):
                yield from ((*self._span(node), repr(value + step)) for step in (1, -1))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield *self._span(node), f"({self._text(operand)})"
            case ast.Return(value=ast.expr() as value) if self._text(value) != "None":
                yield *self._span(value), "None"
            case ast.If(test=test) | ast.IfExp(test=test) if self._text(test) != "TYPE_CHECKING":
                yield from ((*self._span(test), constant) for constant in ("False", "True"))
            case ast.comprehension(ifs=tests):
                yield from ((*self._span(test), "True") for test in tests)
            case ast.Tuple(elts=parts, ctx=ast.Load()) | ast.List(elts=parts) | ast.Set(elts=parts):
                yield from self._drops(parts) if len(parts) > 2 else ()
            case ast.Call(args=[ast.expr() as first, ast.expr() as second, *_]):
                swapped = f"{self._text(second)}, {self._text(first)}"
                yield self._span(first)[0], self._span(second)[1], swapped

    def _swaps(self, operands: Sequence[ast.expr]) -> Iterator[tuple[int, int, str]]:
        for left, right in pairwise(operands):
            at, end = self._span(left)[1], self._span(right)[0]
            if found := OPERATOR.search(self.text[at:end].decode()):
                yield at + found.start(), at + found.end(), SWAPS[found[0]]

    def _drops(self, parts: Sequence[ast.expr]) -> Iterator[tuple[int, int, str]]:
        for part, following in pairwise(parts):
            yield self._span(part)[0], self._span(following)[0], ""
        yield self._span(parts[-2])[1], self._span(parts[-1])[1], ""

    def _span(self, node: Any) -> tuple[int, int]:
        return (
            self.starts[node.lineno - 1] + node.col_offset,
            self.starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def _text(self, node: ast.AST) -> str:
        start, end = self._span(node)
        return self.text[start:end].decode()


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])
