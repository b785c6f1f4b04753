"""The functions that AWS adds to JSONata's (ASL reference, section 9.1)."""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Any, Final

from sfn_dsl.simulation.data.java import Random
from sfn_dsl.simulation.jsonata.errors import MEMORY, InternalError, LimitError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Native
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Sequence, normal
from sfn_dsl.simulation.roots import new_uuid

_ALGORITHMS: Final = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}

_LONGEST_RANGE: Final = 360_145
"""Numbers that AWS's memory suffices for."""


def partition(ev: Evaluation, items: list[Any], size: Any) -> Any:
    """``$partition``: arrays of at most so many items; one array of all without a size."""
    length = len(items) if size is UNDEFINED else math.trunc(size)
    if length < 0:
        raise InternalError
    if length == 0 or not items:
        return UNDEFINED
    made = [list(items[start : start + length]) for start in range(0, len(items), length)]
    ev.weigh(made)
    return made


def range_(ev: Evaluation, first: Any, last: Any, delta: Any) -> Any:
    """``$range``: from the first number to the last, both included; fractions are cut off."""
    if first is UNDEFINED or last is UNDEFINED or delta is UNDEFINED:
        return UNDEFINED
    start, end, step = math.trunc(first), math.trunc(last), math.trunc(delta)
    if step == 0:
        raise InternalError
    numbers = range(start, end + (1 if step > 0 else -1), step)
    if abs(end - start) // abs(step) >= _LONGEST_RANGE and numbers:
        raise LimitError(MEMORY)
    return Sequence(numbers)


def hash_(ev: Evaluation, value: str, algorithm: Any) -> Any:
    """``$hash``: the digest in hexadecimal digits."""
    if algorithm is UNDEFINED:
        return UNDEFINED
    if algorithm not in _ALGORITHMS:
        raise InternalError
    digest = hashlib.new(_ALGORITHMS[algorithm], usedforsecurity=False)
    digest.update(value.encode("utf-8", "replace"))
    return digest.hexdigest()


def random(ev: Evaluation, seed: Any) -> float:
    """``$random``: of a seed always the same, as Java's generator has it."""
    if seed is UNDEFINED:
        return ev.roots.random.random()
    return Random(math.trunc(seed)).fraction()


def uuid_(ev: Evaluation) -> str:
    """``$uuid``: version 4, by the random numbers of the execution."""
    return new_uuid(ev.roots.random)


def parse(ev: Evaluation, text: str) -> Any:
    """``$parse``: the value of JSON text, whose strings may be in single quotes.

    Raises InternalError for a number too large, a name that is there twice, and null.
    """
    try:
        found = json.loads(
            _double_quoted(text),
            parse_float=_read_float,
            parse_int=lambda digits: normal(int(digits)),
            parse_constant=_refuse,
            object_pairs_hook=_object,
            strict=False,
        )
    except (ValueError, RecursionError):
        raise InternalError from None
    if found is None:
        raise InternalError
    return found


# What does not close stays as it is, to the end, so that no text is gone through again and again.
_STRING: Final = re.compile(
    r"""("(?:[^"\\]|\\.)*+(?:"|\\?\Z))|'((?:[^'\\]|\\.)*+)'|'(?:[^'\\]|\\.)*+\\?\Z""", re.DOTALL
)


def _double_quoted(text: str) -> str:
    return _STRING.sub(_double_quote, text) if "'" in text else text


def _double_quote(match: re.Match[str]) -> str:
    if match[2] is None:
        return match[0]
    inner = match[2].replace("\\'", "'")
    return f'"{re.sub(_BARE_QUOTE, chr(92) + chr(34), inner)}"'


_BARE_QUOTE: Final = r'(?<!\\)"'


def _read_float(digits: str) -> float:
    found = float(digits)
    if math.isinf(found):
        raise ValueError(digits)
    return found


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(pairs)
    return made


FUNCTIONS: Final = (
    Native("partition", "<an?:a>", 2, partition),
    Native("range", "<n?n?n?:a>", 3, range_, strict=False),
    Native("hash", "<s-s?:s>", 2, hash_),
    Native("random", "<n?:n>", 1, random, strict=False),
    Native("uuid", "<:s>", 0, uuid_, strict=False),
    Native("parse", "<s-:x>", 1, parse),
)
