"""How large a value is as JSON, which is what AWS limits."""

from __future__ import annotations

import json
import marshal
from typing import Any, Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)

# Marshal's format without references takes a value at least a sixth of the bytes that JSON takes,
# whatever the value is ("\x00" is six bytes in JSON, null with its comma five), and is made much
# faster. So it tells which values are far too small to be measured.
_WORST: Final = 6
_PLAIN: Final = 2
_TOO_DEEP: Final = 2**63


def size_of(value: Any) -> int:
    """The bytes of a value as JSON in UTF-8; a text alone counts without its quotes."""
    if isinstance(value, str):
        text = value
    else:
        try:
            text = _ENCODER.encode(value)
        except RecursionError:
            return _TOO_DEEP
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def is_larger(value: Any, limit: int) -> bool:
    """Return whether a value is larger than so many bytes, or nested too deeply to be JSON."""
    try:
        if _WORST * len(marshal.dumps(value, _PLAIN)) <= limit:
            return False
    except ValueError:  # nested too deeply for it, or nothing that JSON has either
        pass
    return size_of(value) > limit
