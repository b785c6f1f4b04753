"""Reading a definition from JSON text."""

from __future__ import annotations

import json
import math
import re
import sys
from codecs import BOM_UTF8
from typing import Any, Final, NoReturn

from sfn_dsl.definition.definition import Definition, type_names, without_collecting
from sfn_dsl.definition.json_text import JsonText
from sfn_dsl.errors import refuse
from sfn_dsl.expressions.placeholders import Unquoted
from sfn_dsl.origin import Position

REPEATED: Final = "SFN104"

_CONSTANTS: Final = frozenset(("NaN", "Infinity", "-Infinity"))
_LONGEST_SHOWN: Final = 40
# Few texts need these two, so they are compiled when the first one does.
_DIGITS: Final = r"-?[0-9]++"
# A placeholder outside quotes is read as a string that begins with a character that no other one
# has: the text holds neither the character itself, nor the escape that JSON has for it.
_MARKS: Final = range(0xE000, 0xF900)
_ESCAPES: Final = r"\\u([0-9a-fA-F]{4})"
# A name is text, which a placeholder outside quotes would not be.
_STRING_OR_PLACEHOLDER: Final = (
    r'(?s)"(?:[^"\\]|\\.)*+"?|\$\{([A-Za-z_][^{}"\\\x00-\x1f]*)\}(?![ \t\r\n]*:)'
)


def read_json(data: bytes | str, name: str = "<definition>") -> Definition:
    """Read a definition from JSON text, with the place of each part.

    Args:
        data: The text, or its bytes in UTF-8.
        name: What messages call the text.

    Returns:
        The definition, whose findings have line and column.

    Raises:
        SourceError: The bytes are not UTF-8 (SFN102), the text is not JSON (SFN103), an object has
            a member twice, of which one would be lost (SFN104), the value is not an object
            (SFN105), or it is nested too deeply to be read (SFN801).

    Example::

        definition = read_json('{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}')
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
    written = data.removeprefix(BOM_UTF8)
    try:
        return written.decode()
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        column = error.start - written.rfind(b"\n", 0, error.start)
        at = error.start + len(data) - len(written)
        refuse(
            "SFN102",
            f"this is not UTF-8 text (byte {at} is 0x{data[at]:02x}); save the definition as UTF-8",
            Position(name, line, column),
        )


def _parsed(source: JsonText) -> Any:
    if "${" in source.text:
        try:
            # Nearly all placeholders stand inside strings, and the text is JSON as it is.
            return _loaded(source.text)
        except _UNREADABLE:
            pass
        mark = _unused_mark(source.text)
        source.text, is_masked = _masked(source.text, mark) if mark else (source.text, False)
        if is_masked:
            try:
                return _unmasked(_strict(source), mark)
            except RecursionError:
                refuse_nesting(Position(source.name, 1, 1))
    return _strict(source)


def _unused_mark(text: str) -> str:
    """A character that no string of a JSON text has, "" where there is none left."""
    used = {ord(character) for character in text if character >= chr(_MARKS.start)}
    used |= {int(digits, 16) for digits in re.findall(_ESCAPES, text)}
    return next((chr(number) for number in _MARKS if number not in used), "")


def _masked(text: str, mark: str) -> tuple[str, bool]:
    """The text with each placeholder outside quotes as a string of the same length."""
    found = False

    def mask(part: re.Match[str]) -> str:
        nonlocal found
        if part[1] is None:
            return part[0]
        found = True
        return f'"{mark}{part[1]}"'

    return re.sub(_STRING_OR_PLACEHOLDER, mask, text), found


def _unmasked(value: Any, mark: str) -> Any:
    if isinstance(value, dict):
        return {
            str(_unmasked(name, mark)): _unmasked(member, mark) for name, member in value.items()
        }
    if isinstance(value, list):
        return [_unmasked(element, mark) for element in value]
    if isinstance(value, str) and value.startswith(mark):
        return Unquoted(f"${{{value[1:]}}}")
    return value


def read_value(text: str) -> Any:
    """Any JSON value, as strictly as a definition is read. Raises ValueError for anything else."""
    try:
        return _loaded(text)
    except _UNREADABLE as error:
        raise ValueError(text) from error


def _loaded(text: str) -> Any:
    if text.startswith("\ufeff"):
        # The module has words of its own for a byte order mark.
        json.loads(text)
    with without_collecting():
        return _READER.decode(text)


def _strict(source: JsonText) -> Any:
    try:
        return _loaded(source.text)
    except json.JSONDecodeError as error:
        _refuse_json(source, error)
    except _RepeatedNameError as error:
        refuse_repeated(error.name, source.repeated(error.name))
    except _ConstantError as error:
        refuse(
            "SFN103",
            f"{_shortened(str(error))} is not a valid JSON number; write a finite one, or null",
            source.first(_is_not_finite),
        )
    except ValueError:
        # Python reads whole numbers of some thousand digits at most.
        refuse(
            "SFN103",
            "a whole number is too long to be read; write a shorter one",
            source.first(_is_too_long),
        )
    except RecursionError:
        refuse_nesting(Position(source.name, 1, 1))


def _is_not_finite(token: str) -> bool:
    if token in _CONSTANTS:
        return True
    try:
        return token[0] in "-0123456789" and math.isinf(float(token))
    except ValueError:
        return False


def _is_too_long(token: str) -> bool:
    most = sys.get_int_max_str_digits()
    return most > 0 and len(token) > most and re.fullmatch(_DIGITS, token) is not None


def _shortened(token: str) -> str:
    return token if len(token) <= _LONGEST_SHOWN else f"{token[:_LONGEST_SHOWN]}..."


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


_UNREADABLE: Final = (ValueError, RecursionError, _RepeatedNameError, _ConstantError)


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


# Making one takes as long as reading a small definition.
_READER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=_number
)


def _refuse_json(source: JsonText, error: json.JSONDecodeError) -> NoReturn:
    position = Position(source.name, error.lineno, error.colno)
    if not source.text.strip():
        refuse("SFN105", 'this is empty; write {"StartAt": ..., "States": {...}}', position)
    said = error.msg.removesuffix(" at")
    refuse("SFN103", f"this is not JSON: {said[0].lower()}{said[1:]}", position)


def refuse_repeated(name: str, position: Position | None) -> NoReturn:
    """Refuse an object with two members of one name (SFN104)."""
    refuse(
        REPEATED,
        f"an object has two members named '{name}', one of which would be lost; rename or remove "
        "one of them",
        position,
    )
