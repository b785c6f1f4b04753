"""The line of the source that a finding is about, with a caret under its column.

    5 |     "B": {"Type": "Succeed"}
      |     ^

Files are read again, since a finding only has a position; a notebook's cells have their text kept.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from sfn_dsl.definition.text import one_line
from sfn_dsl.notebook_cells import cell_lines
from sfn_dsl.origin import Position

_WIDTH: Final = 96
_BEFORE: Final = 40
_TAB: Final = "    "


class Excerpts:
    """Excerpts of the files with findings; each file is read once."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str] | None] = {}

    def of(self, position: Position | None) -> str | None:
        """The line at a position with its caret, None if no file can be read again."""
        if position is None:
            return None
        if position.file not in self._lines:
            self._lines[position.file] = _lines(position.file)
        lines = self._lines[position.file]
        if lines is None or not 0 < position.line <= len(lines):
            return None
        line = lines[position.line - 1]
        is_python = position.file.endswith(".py") or cell_lines(position.file) is not None
        return excerpt(line, position.line, _column(line, position.column, is_python))


def excerpt(line: str, number: int, column: int) -> str:
    """A line with its number, and a caret under a column, which counts characters from 1.

    A long line is cut around the column. Unprintable characters are escaped, and characters that
    are two columns wide on a terminal move the caret by two.
    """
    at = min(max(column, 1), len(line) + 1) - 1
    start = max(0, at - _BEFORE) if len(line) > _WIDTH else 0
    before, after = line[start:at], line[at : start + _WIDTH]
    head = "…" if start else ""
    tail = "…" if start + _WIDTH < len(line) else ""
    shown = head + _shown(before)
    gutter = f"{number:>5} | "
    caret = " " * (len(gutter) - 2) + "| " + " " * _columns(shown) + "^"
    return f"{one_line(f'{gutter}{shown}{_shown(after).rstrip()}{tail}')}\n{caret}"


def _lines(file: str) -> list[str] | None:
    """The lines of a file or a cell, None for anything but text."""
    if (cell := cell_lines(file)) is not None:
        return cell
    path = Path(file)
    try:
        if not path.is_file():
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        return None
    if file.endswith(".py"):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return [line.removesuffix("\r") for line in text.split("\n")]


def _column(line: str, column: int, is_python: bool) -> int:
    """A column in characters; Python counts bytes of UTF-8."""
    if not is_python or line.isascii():
        return column
    return len(line.encode()[: column - 1].decode(errors="ignore")) + 1


def _shown(text: str) -> str:
    text = text.replace("\t", _TAB)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _columns(text: str) -> int:
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
