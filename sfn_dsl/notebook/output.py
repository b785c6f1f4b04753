"""The output for a value, before it has the MIME type that a notebook asks for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import attrs

from sfn_dsl.drawing import Drawing
from sfn_dsl.notebook.html import Html

LONGEST_JSON = 4_000


@attrs.frozen
class Output:
    """Pieces of a page around a picture, of which there may be none.

    ``before`` and ``after`` stand above and below it. ``words`` follow the value's ``repr()``
    in plain text.
    """

    before: Sequence[Html]
    drawing: Drawing | None = None
    after: Sequence[Html] = ()
    words: str = ""


def json_text(value: Any) -> str:
    """A JSON value over lines, of a long one the beginning."""
    try:
        text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    except (TypeError, ValueError, RecursionError):
        return "…"
    left = len(text) - LONGEST_JSON
    return text if left <= 0 else f"{text[:LONGEST_JSON]}… ({left} more characters)"
