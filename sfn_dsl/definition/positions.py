"""Places in JSON text, by JSON pointer.

Reading a definition does not note where each part stood; when a finding needs its place, the text
is scanned again, and only down to the part in question.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from sfn_dsl.definition.pointers import tokens
from sfn_dsl.origin import Position

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_DECODER: Final = json.JSONDecoder(strict=False)

# Of each member or element: where it is announced (its key), and where its value starts.
_Children = dict[str, tuple[int, int]]


class JsonText:
    """JSON text that can tell where its parts are; the source of a definition read from a file.

    The text must have been parsed before: nothing here checks it again.
    """

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self._known: dict[int, _Children] = {}

    def locate(self, pointer: str) -> Position | None:
        """The place of a member's key or of an element, or of the nearest part around it."""
        place = start = _skip(self.text, 0)
        for token in tokens(pointer):
            child = self._children(start).get(token)
            if child is None:
                break
            place, start = child
        return self.at(place)

    def at(self, offset: int) -> Position:
        """The place of the character at an offset."""
        line = bisect_right(self._lines, offset)
        return Position(self.name, line, offset - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def repeated(self) -> Position | None:
        """The place of the first member that has the name of an earlier one in its object."""
        pending = [_skip(self.text, 0)]
        while pending:
            seen: set[str] = set()
            for name, place, start in _parts(self.text, pending.pop()):
                if name in seen:
                    return self.at(place)
                seen.add(name)
                pending.append(start)
        return None

    def _children(self, start: int) -> _Children:
        if start not in self._known:
            self._known[start] = {
                name: (place, value) for name, place, value in _parts(self.text, start)
            }
        return self._known[start]


def _parts(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The members or elements of the value at an offset: name or index, place, start of value."""
    scan = {"{": _members, "[": _elements}.get(text[start])
    return scan(text, _skip(text, start + 1)) if scan else iter(())


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    while text[at] != "}":
        place = at
        name, at = _DECODER.raw_decode(text, at)
        start = _skip(text, _skip(text, at) + 1)
        yield name, place, start
        at = _after(text, start)


def _elements(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    index = 0
    while text[at] != "]":
        yield str(index), at, at
        index += 1
        at = _after(text, at)


def _after(text: str, start: int) -> int:
    """The offset of what follows the value at an offset and the comma behind it."""
    end = _skip(text, _DECODER.raw_decode(text, start)[1])
    return _skip(text, end + 1) if text[end] == "," else end


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
