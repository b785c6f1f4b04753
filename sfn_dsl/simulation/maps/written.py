"""Values as the JSON text that is written to S3 and whose bytes are counted."""

from __future__ import annotations

import json
from typing import Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)

json_text: Final = _ENCODER.encode
"""A value as compact JSON."""


def byte_size(text: str) -> int:
    """The bytes of a text in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
