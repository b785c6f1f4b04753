"""How large a value is as JSON, which is what AWS limits."""

from __future__ import annotations

import json
from typing import Any

# The longest that one character becomes in UTF-8.
_WIDEST = 4


def size_of(value: Any, limit: int) -> int:
    """The bytes of a value as JSON in UTF-8; only exact above a quarter of ``limit``.

    Sizes far below the limit need no exact answer, and are asked for at every state.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return 0
    text = value if isinstance(value, str) else _text(value)
    if len(text) * _WIDEST < limit:
        return len(text)
    return len(_text(value).encode("utf-8", "surrogatepass"))


def _text(value: Any) -> str:
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
