"""Reading JSON text as AWS does, with the texts of the Java library Jackson where it cannot."""

from __future__ import annotations

import json
from typing import Final, NoReturn

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
        return _DECODER.raw_decode(text, start)[0]
    except ValueError as mistake:
        raise UnreadableJsonError(str(mistake)) from None


def _refuse(token: str) -> NoReturn:
    raise ValueError(token)


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse)
