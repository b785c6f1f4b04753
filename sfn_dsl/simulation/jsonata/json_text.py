"""Values as the text that JSONata writes: ``$string``, ``&`` and the values in messages."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from sfn_dsl.simulation.data.json_text import decimal_digits
from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Function, is_number

_ESCAPED: Final = re.compile(r'["\\\b\f\n\r\t]')
_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}


def string(value: Any, prettify: bool = False) -> str:
    """The text of a value: a string itself, all else as JSON; a function is empty.

    Raises JsonataError for a number that is infinite or not a number.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Function):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        raise JsonataError("D3001", value=value)
    return _text(value, "\n" if prettify else "")


def message_text(value: Any) -> str:
    """A value in the message of an error, as JSON."""
    if value is UNDEFINED:
        return "undefined"
    try:
        return _text(value, "")
    except JsonataError:
        return "null"


def number_text(value: int | float) -> str:
    """A finite number in digits: a fraction to 15 places, exponents from 1e21 up and 1e-7 down."""
    if isinstance(value, int):
        return str(value)
    if not value.is_integer():
        value = float(f"{value:.15g}")
    return shortest(value)


def shortest(value: float) -> str:
    """The shortest text that reads as this double, spelt as JavaScript spells it."""
    digits, exponent = decimal_digits(value)
    sign = "-" if value < 0 else ""
    if not digits:
        return "0"
    if 0 < exponent <= 21:
        if len(digits) <= exponent:
            return f"{sign}{digits.ljust(exponent, '0')}"
        return f"{sign}{digits[:exponent]}.{digits[exponent:]}"
    if -6 < exponent <= 0:
        return f"{sign}0.{'0' * -exponent}{digits}"
    tail = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{exponent - 1:+d}"


def _text(value: Any, newline: str) -> str:
    """JSON; ``newline`` begins a line of the depth the value is at, and is empty for one line."""
    if isinstance(value, str):
        return f'"{_ESCAPED.sub(lambda match: _ESCAPES[match[0]], value)}"'
    if value is None or value is UNDEFINED:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value) if is_number(value) else "null"
    if isinstance(value, list):
        inner = newline and f"{newline}  "
        return _bracketed("[", [_text(item, inner) for item in value], "]", newline)
    if isinstance(value, dict):
        inner = newline and f"{newline}  "
        colon = ": " if newline else ":"
        members = [f"{_text(key, '')}{colon}{_text(each, inner)}" for key, each in value.items()]
        return _bracketed("{", members, "}", newline)
    return '""'


def _bracketed(opening: str, parts: list[str], closing: str, newline: str) -> str:
    if not newline or not parts:
        return f"{opening}{','.join(parts)}{closing}"
    inner = f"{newline}  "
    return f"{opening}{inner}{f',{inner}'.join(parts)}{newline}{closing}"
