"""JSON text that knows where its parts are.

Reading does not record where each part is. When a finding needs a place, the objects and arrays on
the way to it are read once more, and the places of what is in them are kept.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final

from sfn_dsl._lazy import lazy_property
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.origin import Position

# A string even where its quote is missing, so that no character is looked at twice.
_TOKEN: Final = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[{}\[\],:]|[^ \t\n\r"{}\[\],:]++', re.DOTALL
)
_DECODER: Final = json.JSONDecoder(strict=False)
_PUNCTUATION: Final = frozenset(":,}]")
_CLOSING: Final = frozenset("}]")

# Of each member or element: where it is announced (its key), and where its value starts.
_Children = dict[str, tuple[int, int]]


class JsonText:
    """JSON text that can tell where its parts are; the source of a definition read from a file.

    Only a text that has been parsed is sure to be JSON; of any other, the places are those up to
    where it stops being JSON.
    """

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self._read: dict[int, _Children] = {}

    def __reduce__(self) -> tuple[type[JsonText], tuple[str, str]]:
        return JsonText, (self.text, self.name)

    def locate(self, pointer: str) -> Position | None:
        """The place of a member's key or of an element, or of the nearest part around it."""
        place = start = self._start
        for token in tokens(pointer):
            child = self._inside(start).get(token)
            if child is None:
                break
            place, start = child
        return self.at(place)

    def at(self, offset: int) -> Position:
        """The place of the character at an offset."""
        line = bisect_right(self._lines, offset)
        return Position(self.name, line, offset - self._lines[line - 1] + 1)

    def first(self, is_wanted: Callable[[str], bool]) -> Position:
        """The place of the first token outside of strings that a test holds for."""
        for found in _TOKEN.finditer(self.text):
            if is_wanted(found[0]):
                return self.at(found.start())
        return self.at(0)

    def repeated(self, wanted: str) -> Position | None:
        """The place of the first member of a name that an earlier one in its object has too."""
        seen: set[int] = set()
        for holder, name, place, _ in _parts(self.text):
            if name == wanted and holder in seen:
                return self.at(place)
            if name == wanted:
                seen.add(holder)
        return None

    @lazy_property
    def _lines(self) -> list[int]:
        """The offset at which each line starts."""
        return list(accumulate([len(line) + 1 for line in self.text.split("\n")], initial=0))[:-1]

    @lazy_property
    def _start(self) -> int:
        found = _TOKEN.search(self.text)
        return found.start() if found else 0

    def _inside(self, start: int) -> _Children:
        """What the object or array at an offset has in it; nothing for anything else."""
        if start not in self._read:
            try:
                self._read[start] = dict(_members(self.text, start))
            except (ValueError, IndexError, StopIteration, RecursionError):
                self._read[start] = self._children.get(start, {})
        return self._read[start]

    @lazy_property
    def _children(self) -> dict[int, _Children]:
        """The same of all objects and arrays, of a text that need not be JSON, and far slower."""
        found: dict[int, _Children] = {}
        for holder, name, place, start in _parts(self.text):
            found.setdefault(holder, {})[name] = (place, start)
        return found


_BLANK: Final = re.compile(r"[ \t\n\r]*")
_COLON: Final = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_COMMA: Final = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
# Passes over a value at the speed of C, whatever the number of its digits.
_PASS: Final = json.JSONDecoder(
    strict=False, parse_float=str, parse_int=str, parse_constant=str
).raw_decode


def _members(text: str, start: int) -> list[tuple[str, tuple[int, int]]]:
    """Every member or element of the object or array at an offset: its name or index, and places.

    Raises one of several errors where the text is not JSON.
    """
    opening = text[start : start + 1]
    found: list[tuple[str, tuple[int, int]]] = []
    at = _after_blank(text, start + 1)
    if opening not in ("{", "[") or text[at] in "}]":
        return found
    while True:
        name, value = str(len(found)), at
        if opening == "{":
            name, value = _named(text, at)
        found.append((name, (at, value)))
        comma = _COMMA.match(text, _PASS(text, value)[1])
        if comma is None:
            return found
        at = comma.end()


def _after_blank(text: str, at: int) -> int:
    return _BLANK.match(text, at).end()  # type: ignore[union-attr]  # it matches anywhere


def _named(text: str, at: int) -> tuple[str, int]:
    """The name of the member at an offset, and where its value starts."""
    name, end = _PASS(text, at)
    colon = _COLON.match(text, end)
    if text[at] != '"' or colon is None:
        raise ValueError(text[at])
    return name, colon.end()


class _Open:
    """An object or array while it is read: its start, and the place and name of what comes next."""

    __slots__ = ("index", "is_object", "name", "place", "start")

    def __init__(self, start: int, *, is_object: bool) -> None:
        self.start = start
        self.is_object = is_object
        self.name: str | None = None
        self.place = 0
        self.index = 0


def _parts(text: str) -> Iterator[tuple[int, str, int, int]]:
    """Every member and element: start of its holder, name or index, place, start of its value."""
    around: list[_Open] = []
    for found in _TOKEN.finditer(text):
        written, at = found[0], found.start()
        if written in _PUNCTUATION:
            if written == "," and around and not around[-1].is_object:
                around[-1].index += 1
            elif written in _CLOSING and around:
                around.pop()
            continue
        holder = around[-1] if around else None
        if holder is not None and holder.is_object and holder.name is None:
            holder.name, holder.place = _decoded_name(written), at
            continue
        if holder is not None and holder.name is not None:
            yield holder.start, holder.name, holder.place, at
            holder.name = None
        elif holder is not None:
            yield holder.start, str(holder.index), at, at
        if written in ("{", "["):
            around.append(_Open(at, is_object=written == "{"))


def _decoded_name(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(_DECODER.decode(token))
    except json.JSONDecodeError:
        return token
