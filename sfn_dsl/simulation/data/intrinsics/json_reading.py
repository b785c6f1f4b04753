"""Reading JSON text as AWS does: the first value counts, and blank text is null."""

from __future__ import annotations

import json
from typing import Final, NoReturn

from sfn_dsl.simulation.data.intrinsics.json_mistakes import find_mistake
from sfn_dsl.simulation.data.json_text import Json

_BLANKS: Final = " \t\r\n"


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
