"""The lines of the author's Python that made a state."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from sfn_dsl.origin import Position

MOST_LINES: Final = 40
_MOST_BYTES: Final = 4 * 2**20
_BLOCKS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.If)


@attrs.frozen
class Excerpt:
    """Some lines of a file, the first of which has the number `start`; ``more`` are left out."""

    start: int
    lines: tuple[str, ...]
    more: int = 0


class Listing:
    """The Python files that states were written in; each is read and parsed once."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[list[str], list[tuple[int, int]]]] = {}

    def around(self, position: Position | None) -> Excerpt | None:
        """The innermost statement around a position, None outside of Python that can be read."""
        if position is None or not position.file.endswith(".py"):
            return None
        if position.file not in self._files:
            self._files[position.file] = _read(position.file)
        lines, statements = self._files[position.file]
        if not 0 < position.line <= len(lines):
            return None
        around = [span for span in statements if span[0] <= position.line <= span[1]]
        start, end = min(around, key=lambda span: span[1] - span[0], default=(position.line,) * 2)
        # Of a long statement the part that is meant.
        start = max(start, min(position.line - MOST_LINES // 2, end - MOST_LINES + 1))
        shown = lines[start - 1 : min(end, start + MOST_LINES - 1)]
        return Excerpt(start, tuple(shown), end - start + 1 - len(shown))


def _read(file: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The lines of a file, and the first and the last line of each of its statements."""
    path = Path(file)
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return [], []
        text = path.read_bytes().decode("utf-8-sig")
        tree = ast.parse(text)
    except (OSError, ValueError, SyntaxError, RecursionError, MemoryError):
        return [], []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line.expandtabs(4) for line in lines], list(_statements(tree))


def _statements(tree: ast.Module) -> Iterator[tuple[int, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            end = node.end_lineno or node.lineno
            # Of a block only what begins it, as its statements stand for themselves.
            yield node.lineno, node.lineno if isinstance(node, _BLOCKS) else end
