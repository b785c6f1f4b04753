"""States.StringToJson, States.JsonToString and States.JsonMerge.

AWS reads JSON text up to the end of its first value, and blank text as null.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, NoReturn

from sfn_dsl.simulation.data.intrinsics.arguments import RejectedError, Value, several, text
from sfn_dsl.simulation.data.intrinsics.json_mistakes import find_mistake
from sfn_dsl.simulation.data.json_text import Json, compact
from sfn_dsl.simulation.roots import Roots

_BLANKS: Final = " \t\r\n"


def string_to_json(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> Json:
    """The first JSON value in a text; null in a blank one."""
    (written,) = several(arguments, 1)
    try:
        return read_json(text(written))
    except UnreadableJsonError as unreadable:
        raise RejectedError(
            f"Cannot convert String to Json in States.StringToJson, caused by: {unreadable.reason}"
        ) from None


def json_to_string(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """A value as compact JSON text."""
    (value,) = several(arguments, 1)
    return compact(value)


def json_merge(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> dict[str, Json]:
    """The members of two objects, those of the second before those of the first.

    There is no deep merge; anything but true is taken as false, nothing at all too.
    """
    first, second, *rest = several(arguments, 2, len(arguments))
    if not (isinstance(first, dict) and isinstance(second, dict)) or rest[:1] == [True]:
        raise RejectedError
    return {**first, **second}


class UnreadableJsonError(Exception):
    """A text is not JSON; ``reason`` is Jackson's text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_json(text: str) -> Json:
    """The first value in a text, whatever comes after it; null in a blank text.

    Raises UnreadableJsonError.
    """
    start = len(text) - len(text.lstrip(_BLANKS))
    if start == len(text):
        return None
    try:
        value, end = _DECODER.raw_decode(text, start)
        if end == len(text) or text[start] in '{["' or text[end] in _BLANKS:
            return value
    except (ValueError, RecursionError):
        value = None
    # A number or a word goes on here, or there is no value: Jackson may see that differently.
    if mistake := find_mistake(text):
        raise UnreadableJsonError(mistake)
    return value


def _refuse(token: str) -> NoReturn:
    raise ValueError(token)


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse)
