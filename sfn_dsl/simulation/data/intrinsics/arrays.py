"""The functions that make and read arrays. Fractions of numbers are cut off, not rounded."""

from __future__ import annotations

from collections.abc import Sequence

from sfn_dsl.language.intrinsics import LONGEST_RANGE
from sfn_dsl.simulation.data.intrinsics.arguments import RejectedError, Value, number, several
from sfn_dsl.simulation.data.intrinsics.arguments import array as as_array
from sfn_dsl.simulation.data.java import INTS, hash_set_order, truncated
from sfn_dsl.simulation.data.json_text import Json, java_text
from sfn_dsl.simulation.roots import Roots


def array(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> list[Json]:
    """An array of the arguments."""
    return list(arguments)


def array_partition(
    arguments: Sequence[Json], roots: Roots, values: Sequence[Value]
) -> list[list[Json]]:
    """An array cut into chunks, of which the last may be shorter."""
    whole, size = several(arguments, 2)
    elements, chunk = as_array(whole), _int(size)
    if chunk < 1:
        raise RejectedError
    return [elements[start : start + chunk] for start in range(0, len(elements), chunk)]


def array_contains(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> bool:
    """Return whether an element's text is that of the value: 1 and "1" are the same."""
    whole, wanted = several(arguments, 2)
    wanted_text = java_text(wanted)
    return any(java_text(element) == wanted_text for element in as_array(whole))


def array_range(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> list[int]:
    """Numbers from the first one on, by a step, up to the last one, included if it is hit."""
    first, last, step = map(_int, several(arguments, 3))
    if not step:
        raise RejectedError
    numbers = range(first, last + (1 if step > 0 else -1), step)
    if len(numbers) > LONGEST_RANGE:
        raise RejectedError
    return list(numbers)


def array_get_item(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> Json:
    """The element at an index; null in an empty array, whatever the index."""
    whole, at = several(arguments, 2)
    elements, index = as_array(whole), _int(at)
    if not elements:
        return None
    if not 0 <= index < len(elements):
        raise RejectedError
    return elements[index]


def array_length(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> int:
    """How many elements an array has."""
    (whole,) = several(arguments, 1)
    return len(as_array(whole))


def array_unique(arguments: Sequence[Json], roots: Roots, values: Sequence[Value]) -> list[Json]:
    """The different elements, in the order of Java's HashSet."""
    (whole,) = several(arguments, 1)
    return hash_set_order(as_array(whole))


def _int(value: Json) -> int:
    whole = truncated(number(value))
    if whole not in INTS:
        raise RejectedError
    return whole
