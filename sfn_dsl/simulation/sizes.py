"""How large a value is as JSON, which is what AWS limits, and copies of values of any depth."""

from __future__ import annotations

import json
import marshal
from typing import Any, Final

json_text: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode
"""A value as compact JSON, whose bytes count; numbers are as Python writes them."""

# Marshal's format without references takes a value at least a sixth of the bytes that JSON takes,
# whatever the value is ("\x00" is six bytes in JSON, null with its comma five), and is made much
# faster. So it tells which values are far too small to be measured.
_WORST: Final = 6
_PLAIN: Final = 2
_TOO_DEEP: Final = 2**63
# Above so many bytes it is quicker to look for what is new in an object.
_LARGE: Final = 4096


def size_of(value: Any) -> int:
    """The bytes of a value as JSON in UTF-8; a text alone counts without its quotes."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, (int, float)) or value is None:
        return len(str(value))
    else:
        try:
            text = json_text(value)
        except RecursionError:
            return _TOO_DEEP
    return byte_size(text)


def byte_size(text: str) -> int:
    """The bytes of a text in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def is_larger(value: Any, limit: int) -> bool:
    """Return whether a value is larger than so many bytes, or nested too deeply to be JSON."""
    return most_bytes(value, limit) > limit


def most_bytes(value: Any, limit: int, like: Any = None, known: int = 0) -> int:
    """So many bytes a value has at most; above a limit it is the number that it has.

    ``known`` is what was found for ``like``, a value that may have members in common, 0 for none.
    """
    if known > _LARGE and type(value) is dict and type(like) is dict:
        bound = known
        for name, member in value.items():
            # No object is a member of itself.
            if like.get(name, like) is not member:
                bound += _at_worst(name) + _at_worst(member)
    else:
        bound = _at_worst(value)
    return bound if bound <= limit else size_of(value)


def _at_worst(value: Any) -> int:
    try:
        return _WORST * len(marshal.dumps(value, _PLAIN))
    except ValueError:  # nested too deeply for it, or nothing that JSON has either
        return _TOO_DEEP


def copied(value: Any) -> Any:
    """A JSON value that has no array and no object in common with the one given."""
    if type(value) not in (dict, list):
        return value
    made: list[Any] = [None]
    # The values of a run may be nested more deeply than functions can call each other.
    waiting: list[tuple[Any, Any, Any]] = [(value, made, 0)]
    while waiting:
        source, target, place = waiting.pop()
        if type(source) is dict:
            target[place] = inner = dict.fromkeys(source)
            waiting.extend((member, inner, name) for name, member in source.items())
        elif type(source) is list:
            target[place] = items = [None] * len(source)
            waiting.extend((item, items, index) for index, item in enumerate(source))
        else:
            target[place] = source
    return made[0]
