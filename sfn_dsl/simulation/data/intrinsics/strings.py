"""States.Format and States.StringSplit."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from sfn_dsl.simulation.data.intrinsics.arguments import RejectedError, Value, several, text
from sfn_dsl.simulation.data.json_text import Json, compact, java_text
from sfn_dsl.simulation.roots import Roots

_TEMPLATE_PART: Final = re.compile(r"\\(['{}\\])|(\{\})|([{}])|([^\\{}]+|\\)", re.DOTALL)
_UNMATCHED: Final = "Invalid template in States.Format: matching '{}' not found for '{}'."
_MISCOUNTED: Final = (
    "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}."
)


def format_text(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """A template with each ``{}`` replaced by the next argument.

    Strings go in as they are, other values as Java shows them; so does the template itself.
    """
    if not arguments:
        raise RejectedError
    pieces = _pieces(java_text(arguments[0]))
    rest = iter(zip(arguments[1:], values[1:], strict=True))
    if pieces.count(None) != len(arguments) - 1:
        raise RejectedError(_MISCOUNTED)
    return "".join(_shown(*next(rest)) if piece is None else piece for piece in pieces)


@functools.lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[str | None, ...]:
    """The plain pieces of a template, with None for each ``{}``."""
    pieces: list[str | None] = []
    for part in _TEMPLATE_PART.finditer(template):
        escaped, hole, brace, plain = part.groups()
        if brace:
            raise RejectedError(_UNMATCHED.format("}" if brace == "{" else "{", brace))
        pieces.append(None if hole else escaped or plain)
    return tuple(pieces)


def _shown(argument: Json, value: Value) -> str:
    return compact(argument) if value.is_json else java_text(argument)


def string_split(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> list[str]:
    """A text split at each character of the second argument, without the empty parts."""
    whole, delimiters = map(text, several(arguments, 2))
    if not delimiters:
        return [whole] if whole else []
    parts = re.split(f"[{re.escape(delimiters)}]", whole)
    return [part for part in parts if part]
