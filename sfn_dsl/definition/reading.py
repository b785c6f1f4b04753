"""Reading a definition from JSON text, and finding the places of its parts there.

Reading does not record where each part is; when a finding needs its place, the text is scanned
again, and only down to the part in question.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final, NoReturn

from sfn_dsl.definition.definition import Definition, type_names, without_collecting
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.errors import refuse
from sfn_dsl.expressions.placeholders import Unquoted
from sfn_dsl.origin import Position

# A placeholder outside quotes is read as a string that begins with this, of Unicode's private use.
_MARK: Final = "\ue000"
_STRING_OR_PLACEHOLDER: Final = re.compile(
    r'"(?:[^"\\]|\\.)*+"?|\$\{([A-Za-z_][^{}"\\\x00-\x1f]*)\}', re.DOTALL
)
_BLANK: Final = re.compile(r"[ \t\n\r]*")
_DECODER: Final = json.JSONDecoder(strict=False)

# Of each member or element: where it is announced (its key), and where its value starts.
_Children = dict[str, tuple[int, int]]


def read_json(data: bytes | str, name: str = "<definition>") -> Definition:
    """The definition that JSON text holds; ``name`` is what messages call the text.

    Raises SourceError, with the place, for bytes that are not UTF-8 (SFN102), text that is not
    JSON (SFN103), a member given twice in one object, of which one would be lost (SFN104), a value
    that is not an object (SFN105), and nesting too deep to be read (SFN801).
    """
    text = decoded(data, name) if isinstance(data, bytes) else data
    source = JsonText(text, name)
    document = _parsed(source)
    if not isinstance(document, dict):
        refuse(
            "SFN105",
            f"a definition is a JSON object, and this is {type_names[type(document)]}; write "
            '{"StartAt": ..., "States": {...}}',
            source.locate(""),
        )
    return Definition(document, source)


def decoded(data: bytes, name: str) -> str:
    """The text of bytes in UTF-8. Raises SourceError, with the place, for any others (SFN102)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        refuse(
            "SFN102",
            f"this is not UTF-8 text (byte {error.start} is 0x{data[error.start]:02x}); save the "
            "definition as UTF-8",
            Position(name, line, column),
        )


def _parsed(source: JsonText) -> Any:
    if _is_template(source.text):
        source.text, is_masked = _masked(source.text)
        if is_masked:
            try:
                return _unmasked(_strict(source))
            except RecursionError:
                refuse_nesting(Position(source.name, 1, 1))
    return _strict(source)


def _is_template(text: str) -> bool:
    return "${" in text and _MARK not in text


def _masked(text: str) -> tuple[str, bool]:
    """The text with each placeholder outside quotes as a string of the same length."""
    found = False

    def mask(part: re.Match[str]) -> str:
        nonlocal found
        if part[1] is None:
            return part[0]
        found = True
        return f'"{_MARK}{part[1]}"'

    return _STRING_OR_PLACEHOLDER.sub(mask, text), found


def _unmasked(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(_unmasked(name)): _unmasked(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_unmasked(element) for element in value]
    if isinstance(value, str) and value.startswith(_MARK):
        return Unquoted(f"${{{value[1:]}}}")
    return value


def _strict(source: JsonText) -> Any:
    try:
        with without_collecting():
            return json.loads(
                source.text,
                object_pairs_hook=_object,
                parse_constant=_refuse_constant,
                parse_float=_number,
            )
    except json.JSONDecodeError as error:
        _refuse_json(source, error)
    except _RepeatedNameError as error:
        _refuse_repeated(source, error.name)
    except _ConstantError as error:
        refuse(
            "SFN103",
            f"{error} is not a valid JSON number; write a finite one, or null",
            source.at(max(source.text.find(str(error)), 0)),
        )
    except ValueError:
        # Python reads whole numbers of some thousand digits at most.
        refuse("SFN103", "a whole number is too long to be read; write a shorter one", source.at(0))
    except RecursionError:
        refuse_nesting(Position(source.name, 1, 1))


def refuse_nesting(position: Position | None) -> NoReturn:
    """Refuse a document that is nested too deeply, as Step Functions does (SFN801)."""
    refuse(
        "SFN801",
        "objects and arrays are nested too deeply to be read, and Step Functions refuses deep "
        "nesting; split the machine and start the parts with states:startExecution",
        position,
    )


class _RepeatedNameError(Exception):
    def __init__(self, name: str) -> None:
        self.name = name


class _ConstantError(Exception):
    """``NaN`` or an infinity, which Python's reader takes and JSON has not."""


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) != len(members):
        seen: set[str] = set()
        for name, _ in members:
            if name in seen:
                raise _RepeatedNameError(name)
            seen.add(name)
    return made


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _ConstantError(text)
    return number


def _refuse_constant(text: str) -> NoReturn:
    raise _ConstantError(text)


def _refuse_json(source: JsonText, error: json.JSONDecodeError) -> NoReturn:
    position = Position(source.name, error.lineno, error.colno)
    if not source.text.strip():
        refuse("SFN105", 'this is empty; write {"StartAt": ..., "States": {...}}', position)
    said = error.msg.removesuffix(" at")
    refuse("SFN103", f"this is not JSON: {said[0].lower()}{said[1:]}", position)


def _refuse_repeated(source: JsonText, name: str) -> NoReturn:
    refuse(
        "SFN104",
        f"an object has two members named '{name}', one of which would be lost; rename or remove "
        "one of them",
        source.repeated(),
    )


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
    """The offset of what follows the value at an offset and the comma after it."""
    end = _skip(text, _DECODER.raw_decode(text, start)[1])
    return _skip(text, end + 1) if text[end] == "," else end


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
