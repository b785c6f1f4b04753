"""Rows of text-delimited files: InputType CSV (ASL reference, section 7.3, and AWS's page).

A double quote at the start of a cell lets it hold the delimiter and line breaks, two of them stand
for one. A backslash takes its special meaning from a quote, a delimiter or another backslash, and
vanishes before any other character. Every value is a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sfn_dsl.simulation.maps.readers.content import lines_of, reader_failed

DELIMITERS: Final = {"COMMA": ",", "PIPE": "|", "SEMICOLON": ";", "SPACE": " ", "TAB": "\t"}

# The longest that AWS takes the headers to be, together, in bytes.
_HEADER_BYTES: Final = 10 * 1024


def records(text: str, delimiter: str, headers: Sequence[str] | None) -> Iterator[dict[str, str]]:
    """The rows of a text as objects; ``headers`` None means that the first row has them.

    A row that is too short is filled with empty strings; what is too much is dropped.
    """
    rows = _rows(text, delimiter)
    names = next(rows, []) if headers is None else headers
    _check(names)
    width = len(names)
    for row in rows:
        missing = width - len(row)
        yield dict(zip(names, row + [""] * missing if missing > 0 else row, strict=False))


def given_headers(config: Mapping[str, Any]) -> list[str] | None:
    """The headers that a ReaderConfig gives, None where the first row has them. Raises Failure."""
    location = config.get("CSVHeaderLocation")
    if location == "FIRST_ROW":
        return None
    if location != "GIVEN":
        raise reader_failed("The field 'CSVHeaderLocation' is required")
    names = config.get("CSVHeaders")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise reader_failed("CSVHeaders must be an array of strings.")
    return names


def _check(names: Sequence[str]) -> None:
    if len(set(names)) < len(names):
        raise reader_failed("CSV headers cannot contain duplicates.")
    if sum(len(name.encode()) for name in names) > _HEADER_BYTES:
        raise reader_failed("CSV headers cannot exceed 10 KiB.")


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells of each record; without blank lines."""
    lines = lines_of(text)
    tokens = re.compile(rf'\\.?|[^{re.escape(delimiter)}"\\]+|.', re.DOTALL)
    for line in lines:
        if '"' in line or "\\" in line:
            yield _split(line, lines, delimiter, tokens)
        elif line not in ("", "\r"):
            yield line.removesuffix("\r").split(delimiter)


def _split(line: str, more: Iterator[str], delimiter: str, tokens: re.Pattern[str]) -> list[str]:
    """The cells of a record with quotes or backslashes, which may go on over several lines."""
    cell = _Cell()
    cells: list[str] = []
    while True:
        content = line.removesuffix("\r")
        for token in tokens.findall(content):
            if token == delimiter and not cell.is_open:
                cells.append(cell.text())
                cell = _Cell()
            else:
                cell.take(token)
        following = next(more, None) if cell.is_open else None
        if following is None:
            return [*cells, cell.text()]
        cell.take(line[len(content) :] + "\n")
        line = following


class _Cell:
    """A cell that is being read: whether its quotes are open, or have just been closed."""

    __slots__ = ("_parts", "_was_closed", "is_open")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._was_closed = False
        self.is_open = False

    def take(self, part: str) -> None:
        """Take in plain text, a quote, or a backslash with what follows it."""
        if part != '"':
            self._was_closed = False
            self._parts.append(part[1:] if part[0] == "\\" else part)
        elif self.is_open:
            self.is_open, self._was_closed = False, True
        elif self._was_closed:
            # The second of two quotes: the cell goes on.
            self.is_open, self._was_closed = True, False
            self._parts.append('"')
        elif self._parts:
            self._parts.append('"')
        else:
            self.is_open = True

    def text(self) -> str:
        return "".join(self._parts)
