"""What Java's own classes do, where AWS's answers show it: HashSet, Random, Math.round.

A JSON value is to Java an Integer, Long or BigInteger, a Double, a String, a Boolean, null, a
List or a Map; an integer and a double are never equal, and an object equals one with its members
in another order.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import Final

from sfn_dsl.simulation.data.json_text import Json

INTS: Final = range(-(2**31), 2**31)
LONGS: Final = range(-(2**63), 2**63)

_INT: Final = 2**32
_MULTIPLIER: Final = 0x5DEECE66D
_48_BITS: Final = (1 << 48) - 1
_SMALLEST_TABLE: Final = 16
_LOAD_FACTOR: Final = 0.75


def truncated(number: float) -> int:
    """A number without its fraction, as intValue gives it for what an int can hold."""
    if isinstance(number, float) and not math.isfinite(number):
        return 2**63 if number > 0 else -(2**63)
    return int(number)


def rounded(number: float) -> int:
    """The nearest long, halves upwards: Math.round."""
    if isinstance(number, int):
        return number
    if not math.isfinite(number):
        return 2**63 - 1 if number > 0 else -(2**63)
    return max(-(2**63), min(math.floor(number + 0.5), 2**63 - 1))


def as_int(number: int) -> int:
    """The low 32 bits of a number, signed: a narrowing to int."""
    low = number % _INT
    return low - _INT if low >= _INT // 2 else low


def utf16(text: str) -> bytes:
    """What orders text as Java does, by the units of UTF-16: U+FFFD is after U+1F680."""
    return text.encode("utf-16-be", "surrogatepass")


class Random:
    """java.util.Random with a seed."""

    def __init__(self, seed: int) -> None:
        self._state = (seed ^ _MULTIPLIER) & _48_BITS

    def _next(self, bits: int) -> int:
        self._state = (self._state * _MULTIPLIER + 0xB) & _48_BITS
        return as_int(self._state >> (48 - bits))

    def between(self, first: int, end: int) -> int:
        """The next number from the first one to below the end, both of them ints."""
        if end - first < _INT // 2:
            return first + self._next_int(end - first)
        while not first <= (number := self._next(32)) < end:
            pass
        return number

    def fraction(self) -> float:
        """The next number from 0 to below 1: nextDouble."""
        high = self._next(26)
        return float(((high << 27) + self._next(27)) * 2.0**-53)

    def _next_int(self, bound: int) -> int:
        if bound & -bound == bound:
            return as_int((bound * self._next(31)) >> 31)
        while True:
            bits = self._next(31)
            value = bits % bound
            if bits - value + bound - 1 < 2**31:
                return value


def hash_set_order(values: Sequence[Json]) -> list[Json]:
    """The different values in the order in which ``new HashSet<>(values)`` gives them."""
    buckets: dict[int, list[Json]] = {}
    seen: set[object] = set()
    size = _table_size(len(values))
    for value in values:
        key = _key(value)
        if key in seen:
            continue
        seen.add(key)
        code = java_hash(value) % _INT
        buckets.setdefault((code ^ (code >> 16)) & (size - 1), []).append(value)
    return [value for at in sorted(buckets) for value in buckets[at]]


def java_hash(value: Json) -> int:
    """What Java's hashCode gives for a value."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return 1231 if value else 1237
    if isinstance(value, str):
        return _text_hash(value)
    if isinstance(value, int):
        return _integer_hash(value)
    if isinstance(value, float):
        (bits,) = struct.unpack(">Q", struct.pack(">d", value))
        return as_int(bits ^ (bits >> 32))
    if isinstance(value, list):
        code = 1
        for element in value:
            code = (31 * code + java_hash(element)) % _INT
        return as_int(code)
    return as_int(sum(_text_hash(name) ^ java_hash(part) for name, part in value.items()))


def _text_hash(text: str) -> int:
    code = 0
    encoded = utf16(text)
    for high, low in zip(encoded[::2], encoded[1::2], strict=True):
        code = (31 * code + (high << 8) + low) % _INT
    return as_int(code)


def _integer_hash(number: int) -> int:
    if number in INTS:
        return number
    if number in LONGS:
        bits = number % 2**64
        return as_int(bits ^ (bits >> 32))
    magnitude, code = abs(number), 0
    for at in reversed(range((magnitude.bit_length() + 31) // 32)):
        code = (31 * code + ((magnitude >> (32 * at)) % _INT)) % _INT
    return as_int(-code if number < 0 else code)


def _table_size(count: int) -> int:
    wanted, size = max(int(count / _LOAD_FACTOR) + 1, _SMALLEST_TABLE), _SMALLEST_TABLE
    while size < wanted:
        size *= 2
    return size


def _key(value: Json) -> object:
    """A key that is equal for values that Java's equals finds equal."""
    if isinstance(value, dict):
        return frozenset((name, _key(part)) for name, part in value.items())
    if isinstance(value, list):
        return tuple(map(_key, value))
    return type(value), value
