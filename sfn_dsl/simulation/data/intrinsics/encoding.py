"""States.Base64Encode, States.Base64Decode and States.Hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from typing import Final

from sfn_dsl.language.intrinsics import HASHES, LONGEST_TEXT
from sfn_dsl.simulation.data.intrinsics.arguments import RejectedError, Value, several, text, units
from sfn_dsl.simulation.data.json_text import Json, java_text
from sfn_dsl.simulation.roots import Roots

_ALIEN: Final = re.compile(r"[^A-Za-z0-9+/]")
_URL_SAFE: Final = str.maketrans("-_", "+/")


def base64_encode(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """A text's UTF-8 in Base64."""
    return base64.b64encode(_utf8(_short(*map(text, several(arguments, 1))))).decode("ascii")


def base64_decode(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """The text that Base64 stands for.

    Other characters are skipped, the padding may be missing, and nothing after it counts.
    """
    encoded = _short(*map(text, several(arguments, 1)))
    digits = _ALIEN.sub("", encoded.partition("=")[0].translate(_URL_SAFE))
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    padded = digits + "=" * (-len(digits) % 4)
    return base64.b64decode(padded).decode("utf-8", "replace")


def hash_text(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """The hash of a text, or of the text that Java shows another value as, in hex digits."""
    value, algorithm = several(arguments, 2)
    if algorithm not in HASHES:
        raise RejectedError
    name = algorithm.replace("-", "").lower()
    return hashlib.new(name, _utf8(_short(java_text(value))), usedforsecurity=False).hexdigest()


def _short(value: str) -> str:
    if units(value) > LONGEST_TEXT:
        raise RejectedError
    return value


def _utf8(value: str) -> bytes:
    return value.encode("utf-8", "replace")
