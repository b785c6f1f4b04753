"""Items of JSON files and of JSON Lines, one after the other (ASL reference, section 7.3).

A file is not parsed as a whole: the values of 100,000 items are never there at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from sfn_dsl.errors import reading_fault
from sfn_dsl.simulation.maps.readers.content import Location, lines_of, reader_failed

# What AWS takes an item to be at most, before ItemSelector.
_ITEM_BYTES: Final = 8 * 1024**2
_SPACE: Final = re.compile(r"[ \t\n\r]*")


def members(text: str, pointer: str | None, place: Location) -> Iterator[tuple[str | None, Any]]:
    """The items of a JSON file: elements of an array without a key, members of an object with it.

    ``pointer`` is the JSON Pointer of ReaderConfig.ItemsPointer. Raises Failure, also after some
    items, where the text turns out to be no JSON.
    """
    scanner = _Scanner(text, place)
    start = scanner.skip(0)
    if pointer:
        start = _pointed(scanner, start, pointer)
    opening = text[start : start + 1]
    if opening not in ("[", "{"):
        # A text that is not JSON at all fails for that reason.
        scanner.value(start)
        raise reader_failed("Attempting to map over non-iterable node.")
    for key, begin, end, value in scanner.entries(start):
        check_size(end - begin, place)
        yield key, value
    if not pointer and scanner.skip(scanner.position) < len(text):
        scanner.fail("more text follows the value", scanner.position)


def lines(text: str, place: Location) -> Iterator[Any]:
    """The values of JSON Lines, without blank lines."""
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            continue
        check_size(len(line), place)
        try:
            yield _DECODER.decode(line)
        except (ValueError, RecursionError) as error:
            fault = reading_fault(error)
            raise reader_failed(f"Line {number} of {place} is not valid JSON: {fault}") from error


def check_size(length: int, place: Location) -> None:
    """Fail for an item larger than AWS takes one to be; ``length`` in characters."""
    if length > _ITEM_BYTES:
        raise reader_failed(f"An item of {place} is larger than 8 MB.")


def _pointed(scanner: _Scanner, start: int, pointer: str) -> int:
    """Where the value stands that a JSON Pointer names."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        start = _member(scanner, start, name)
    return start


def _member(scanner: _Scanner, start: int, name: str) -> int:
    if scanner.text[start : start + 1] in ("[", "{"):
        for index, (key, begin, _, _) in enumerate(scanner.entries(start)):
            if name == (str(index) if key is None else key):
                return begin
    raise reader_failed(
        "The provided ReaderConfig.ItemsPointer does not match any valid path "
        "in the JSON structure."
    )


class _Scanner:
    """Reads one value after the other of a JSON text; ``position`` is behind the last one."""

    __slots__ = ("_place", "position", "text")

    def __init__(self, text: str, place: Location) -> None:
        self.text = text
        self._place = place
        self.position = 0

    def entries(self, start: int) -> Iterator[tuple[str | None, int, int, Any]]:
        """The entries of the array or object at ``start``: key, begin, end and value of each."""
        is_object = self.text[start] == "{"
        closing = "}" if is_object else "]"
        at = self.skip(start + 1)
        if self.text[at : at + 1] == closing:
            self.position = at + 1
            return
        while True:
            key = None
            if is_object:
                key, at = self._key(at)
            value, end = self.value(at)
            yield key, at, end, value
            at = self.skip(end)
            mark = self.text[at : at + 1]
            if mark == closing:
                self.position = at + 1
                return
            if mark != ",":
                self.fail(f"',' or '{closing}' is expected", at)
            at = self.skip(at + 1)

    def value(self, at: int) -> tuple[Any, int]:
        """The value at a place, and the place behind it."""
        try:
            return _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            self.fail(error.msg, error.pos)
        except (ValueError, RecursionError) as error:
            self.fail(reading_fault(error), at)

    def skip(self, at: int) -> int:
        """The next place that is no white space."""
        space = _SPACE.match(self.text, at)
        return at if space is None else space.end()

    def fail(self, fault: str, at: int) -> NoReturn:
        line = self.text.count("\n", 0, at) + 1
        raise reader_failed(f"{self._place} is not valid JSON: {fault} (line {line})")

    def _key(self, at: int) -> tuple[str, int]:
        if self.text[at : at + 1] != '"':
            self.fail("a key in double quotes is expected", at)
        key, at = self.value(at)
        at = self.skip(at)
        if self.text[at : at + 1] != ":":
            self.fail("':' is expected", at)
        return key, self.skip(at + 1)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse)
