"""States.Format and States.StringSplit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sfn_dsl.simulation.data.intrinsics.arguments import RejectedError, Value, several, text
from sfn_dsl.simulation.data.json_text import Json, compact, java_text
from sfn_dsl.simulation.roots import Roots

_TEMPLATE_PART: Final = re.compile(r"\\(['{}\\])|(\{\})|([{}])|([^\\{}]+|\\)", re.DOTALL)
_UNMATCHED: Final = "Invalid template in States.Format: matching '{}' not found for '{}'."


def format_text(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """A template with each ``{}`` replaced by the next argument.

    Strings go in as they are, other values as Java shows them.
    """
    if not arguments:
        raise RejectedError
    rest = iter(zip(arguments[1:], values[1:], strict=True))
    pieces: list[str] = []
    for part in _TEMPLATE_PART.finditer(text(arguments[0])):
        escaped, hole, brace, plain = part.groups()
        if brace:
            raise RejectedError(_UNMATCHED.format("}" if brace == "{" else "{", brace))
        pieces.append(_next_argument(rest) if hole else escaped or plain)
    if next(rest, None) is not None:
        raise RejectedError
    return "".join(pieces)


def _next_argument(rest: object) -> str:
    following = next(rest, None)  # type: ignore[call-overload]  # an iterator of pairs
    if following is None:
        raise RejectedError
    argument, value = following
    return compact(argument) if value.is_json else java_text(argument)


def string_split(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> list[str]:
    """A text split at each character of the second argument, without the empty parts."""
    whole, delimiters = map(text, several(arguments, 2))
    if not delimiters:
        return [whole] if whole else []
    parts = re.split(f"[{re.escape(delimiters)}]", whole)
    return [part for part in parts if part]
