"""JSON as text, as AWS prints it: compact, numbers as Java writes them.

AWS runs on Java, and its texts show it: a double of ten million or more has an exponent
(``1.0E7``), control characters have upper-case hex digits, and a value inside a text of
States.Format is written as Java writes a map (``{a=1, b=[]}``).
"""

from __future__ import annotations

import json
import json.encoder
import math
import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

Json: TypeAlias = Any
"""A JSON value: dict, list, str, int, float, bool or None."""

# What Python's writer may have written differently: an exponent or a long or tiny fraction, and a
# control character without a short escape. Other text that looks so only costs a second writing.
_MAYBE_DIFFERENT: Final = re.compile(
    r"\d[eE][-+]?\d|\d{8}\.\d|0\.000\d|\\u00[01][0-9a-f]|NaN|Infinity"
)
# No text is different without one of these, which are found much faster.
_SIGNS_OF_IT: Final = (".", "e+", "e-", "\\u00", "NaN", "Infinity")
_ESCAPE: Final = re.compile(r"\\(?:u00[01][0-9a-f]|.)")

_SMALLEST_PLAIN: Final = 1e-3
_SMALLEST_WITH_EXPONENT: Final = 1e7


def _writer() -> Callable[[Json], str]:
    """What writes JSON, made once: the standard library makes it anew for each value."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
        return plain.encode
    escape = getattr(json.encoder, "encode_basestring")  # noqa: B009  # no type is known for it
    write = make(None, None, escape, None, ":", ",", False, False, True)
    return lambda value: "".join(write(value, 0))


_written: Final = _writer()


def compact(value: Json) -> str:
    """A value as compact JSON text."""
    text = _written(value)
    for sign in _SIGNS_OF_IT:
        if sign in text:
            return _as_java(value) if _MAYBE_DIFFERENT.search(text) else text
    return text


def java_text(value: Json) -> str:
    """A value as Java's String.valueOf shows it: strings raw, objects as ``{a=1, b=[2]}``."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={java_text(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(java_text, value)) + "]"
    return _scalar(value)


def java_number(number: int | float) -> str:
    """A number as Java's Double.toString and Long.toString write it."""
    if not isinstance(number, float):
        return str(number)
    if not math.isfinite(number):
        return "NaN" if number != number else ("Infinity" if number > 0 else "-Infinity")
    if number == 0 or _SMALLEST_PLAIN <= abs(number) < _SMALLEST_WITH_EXPONENT:
        return repr(number)
    digits, exponent = decimal_digits(number)
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{exponent - 1}"


def decimal_digits(number: float) -> tuple[str, int]:
    """The shortest digits that read as this double, and the power of ten behind ``0.digits``.

    There are no digits for 0.
    """
    text, _, power = repr(abs(number)).partition("e")
    whole, _, fraction = text.partition(".")
    digits = (whole + fraction).lstrip("0")
    exponent = int(power or 0) + len(digits) - len(fraction)
    return digits.rstrip("0"), exponent


def _as_java(value: Json) -> str:
    if isinstance(value, str):
        return _ESCAPE.sub(_upper_case_digits, _written(value))
    if isinstance(value, dict):
        members = (f"{_as_java(key)}:{_as_java(part)}" for key, part in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_as_java, value)) + "]"
    return _scalar(value)


def _upper_case_digits(escape: re.Match[str]) -> str:
    text = escape[0]
    return "\\u" + text[2:].upper() if text[1] == "u" else text


def _scalar(value: float | bool | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return java_number(value)
