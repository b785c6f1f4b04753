"""Values as JSON has them, copied so that what a test changes later changes no run."""

from __future__ import annotations

import datetime
import decimal
import json
import math
from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

from sfn_dsl.answers.errors import AnswerError

_LONGEST_SHOWN: Final = 300
# Python neither reads nor writes longer numbers as text.
_LARGEST: Final = 10**4300
_INSTEAD: Final = (
    ((datetime.datetime, datetime.date), "a date", "write its .isoformat()"),
    (decimal.Decimal, "a Decimal", "write float(...) of it, or text"),
    ((set, frozenset, Set), "a set", "write a list, for example sorted(...) of it"),
    ((bytes, bytearray), "bytes", "write text, for example .decode() of it"),
    (Iterator, "an iterator", "write answers(*values) for one after the other, or a list"),
    (BaseException, "an exception", 'write fails("Error", "cause") in its place'),
)


def json_copy(value: object, what: str) -> Any:
    """A value in JSON's own types: tuples become arrays, and what only looks like text is text.

    ``what`` says in a message whose value it is. Raises AnswerError, with the place in the value,
    for anything that JSON does not have.
    """
    try:
        return _copy(value, what, "")
    except RecursionError:
        complaint = f"{what} is nested too deeply, or holds itself; write plain JSON"
        raise AnswerError(complaint) from None


def compact_json(value: Any) -> str:
    """JSON text without blanks, as AWS writes it in causes and payloads."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def shown(value: Any, longest: int = _LONGEST_SHOWN) -> str:
    """JSON text for a message, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= longest else f"{text[:longest]}..."


def _copy(value: object, what: str, path: str) -> Any:
    kind = type(value)
    if value is None or kind is str or kind is bool:
        return value
    if isinstance(value, Mapping):
        return {
            _key(name, what, path): _copy(member, what, f"{path}.{name}")
            for name, member in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_copy(element, what, f"{path}[{index}]") for index, element in enumerate(value)]
    # A member of an enumeration may be one of these by its class.
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and -_LARGEST < value < _LARGEST:
        return int.__int__(value)
    if isinstance(value, float) and math.isfinite(value):
        return float.__float__(value)
    raise AnswerError(_complaint(value, what, path))


def _key(name: object, what: str, path: str) -> str:
    if type(name) is str:
        return name
    if isinstance(name, str):
        return str.__str__(name)
    place = f" at '{path.removeprefix('.')}'" if path else ""
    raise AnswerError(
        f"{what} is not JSON: a name in an object{place} is {name!r}, which is not text; write "
        f'"{name}"'
    )


def _complaint(value: object, what: str, path: str) -> str:
    place = f"at '{path.removeprefix('.')}' is" if path else "it is"
    found = next((row for row in _INSTEAD if isinstance(value, row[0])), None)
    if found:
        return f"{what} is not JSON: {place} {found[1]}; {found[2]}"
    if isinstance(value, int):
        return f"{what} is not JSON: {place} a number of more than 4,300 digits; write text"
    if isinstance(value, float):
        return f"{what} is not JSON: {place} {value!r}; write a finite number, or text"
    if callable(value) or type(value).__module__.startswith("sfn_dsl."):
        described = f"the function '{value.__name__}'" if hasattr(value, "__name__") else value
        return (
            f"{what} is not JSON: {place} {described}, and an answer stands for a whole "
            "output; write a function of the call that returns the output, or answers(a, b) "
            "for one after the other"
        )
    return (
        f"{what} is not JSON: {place} of type '{type(value).__qualname__}'; write a dict, a list, "
        "text, a number, a boolean or None"
    )
