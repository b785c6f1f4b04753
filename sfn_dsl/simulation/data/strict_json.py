"""Reading JSON that came from outside: what is read can be written as JSON again."""

from __future__ import annotations

import json
import math
from typing import Any, Final

_TOO_DEEP: Final = (
    "Document nesting depth (1001) exceeds the maximum allowed (1000, from "
    "`StreamReadConstraints.getMaxNestingDepth()`)"
)


def read_json_text(text: str) -> Any:
    """The value of JSON text.

    Raises ValueError for what is not JSON, NaN and Infinity among it, for a number that no double
    is as large as, and for text that is nested too deeply, with what Jackson says of that.
    """
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text:.40} is too large")
    return number
