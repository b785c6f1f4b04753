"""Whether a literal may stand where a service's model wants a value of a type.

Step Functions writes objects and arrays as text where a service wants text, and reads numbers and
``true`` and ``false`` from text; a number or a boolean in the place of text it rejects. In DynamoDB
a plain text stands for an attribute. (Service parameters reference, section 5.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sfn_dsl.language.intrinsics import FUNCTIONS

_NUMBER: Final = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*")

# What is computed when the execution runs, or reported by another rule as a path left literal.
_OPEN: Final = ("{%", "$", "States.")

_TEXT: Final = ("string", "blob")
_NUMBERS: Final = ("integer", "long", "float", "double")
_ATTRIBUTE: Final = frozenset(("S", "N", "B", "M", "L"))

# How a call of an intrinsic function begins, and a value of each type that one gives.
_CALL: Final = re.compile(r"\s*(States\.\w+)\s*\(")
_SAMPLES: Final[Mapping[str, Any]] = {"number": 0, "boolean": True, "array": [], "object": {}}

_EXPECTED: Final = {
    "structure": "an object",
    "map": "an object",
    "list": "an array",
    "boolean": "true or false",
    "timestamp": "a timestamp",
    **dict.fromkeys(_NUMBERS, "a number"),
    **dict.fromkeys(_TEXT, "a string"),
}
_WRITTEN: Final = {"an object": "{...}", "an array": "[...]", "a string": '"..."'}


class Computed(NamedTuple):
    """What an intrinsic function gives: its name, and a value of that type."""

    function: str
    sample: Any


def computed(value: object) -> Computed | None:
    """What the text of a call gives, None where that is no call or depends on the data."""
    # Most are paths.
    found = _CALL.match(value) if isinstance(value, str) and value[:1] != "$" else None
    function = FUNCTIONS.get(found[1]) if found else None
    if function is None or function.gives not in _SAMPLES:
        return None
    return Computed(function.name, _SAMPLES[function.gives])


def is_one_of(shape: Mapping[str, Any]) -> bool:
    """Return whether exactly one member of a structure is given, as of a DynamoDB attribute."""
    return bool(shape.get("union")) or shape["members"].keys() >= _ATTRIBUTE


def misfit(shape: Mapping[str, Any], value: object) -> tuple[str, str, str] | None:
    """What a shape takes, what a value is instead, and what to write; None where it may fit."""
    kind = shape["type"]
    given = _kind_of(value)
    if (
        given is None
        or kind not in _EXPECTED
        or shape.get("document")
        or _fits(shape, kind, given, value)
    ):
        return None
    expected = _EXPECTED[kind]
    return expected, given, _WRITTEN.get(expected, expected)


def _kind_of(value: object) -> str | None:
    """What a literal is, None for what is not known."""
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, str):
        return None if "${" in value or value.startswith(_OPEN) else "a string"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, (dict, Mapping)):
        return "an object"
    return "an array" if isinstance(value, (list, tuple)) else None


def _fits(shape: Mapping[str, Any], kind: str, given: str, value: object) -> bool:
    if kind in ("structure", "map"):
        is_attribute = kind == "structure" and shape["members"].keys() >= _ATTRIBUTE
        return given == "an object" or (is_attribute and given != "an array")
    if kind == "list":
        return given == "an array"
    if given in ("an object", "an array"):
        return kind in _TEXT
    if kind in _TEXT:
        return given == "a string"
    if kind == "boolean":
        return given == "a boolean" or str(value).casefold() in ("true", "false")
    if kind in _NUMBERS:
        return given == "a number" or _NUMBER.fullmatch(str(value)) is not None
    return given != "a boolean"
