"""States.MathAdd, States.MathRandom and States.UUID."""

from __future__ import annotations

from collections.abc import Sequence

from sfn_dsl.simulation.data.intrinsics.arguments import RejectedError, Value, number, several
from sfn_dsl.simulation.data.java import INTS, Random, as_int, rounded, truncated
from sfn_dsl.simulation.data.json_text import Json
from sfn_dsl.simulation.roots import Roots, new_uuid


def math_add(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> int:
    """The sum of two numbers, each rounded by itself; what no int can hold is refused."""
    first, second = several(arguments, 2)
    total = _rounded(first) + _rounded(second)
    if total not in INTS:
        raise RejectedError
    return total


def _rounded(value: Json) -> int:
    if type(value) is int and value in INTS:
        return value
    given = number(value)
    if isinstance(given, float):
        # A double is never refused; a too large one is narrowed.
        return as_int(rounded(given))
    raise RejectedError


def math_random(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> int:
    """A number from the first one to below the second one; with a seed always the same one.

    Fractions are cut off.
    """
    first, end, *seeds = (truncated(number(value)) for value in several(arguments, 2, 3))
    if not (first in INTS and end in INTS and first < end):
        raise RejectedError
    if not seeds:
        return roots.random.randrange(first, end)
    return Random(seeds[0]).between(first, end)


def uuid(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> str:
    """A random UUID of version 4, whatever the arguments."""
    return new_uuid(roots.random)
