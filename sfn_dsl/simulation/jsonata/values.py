"""The values of JSONata: JSON values, undefined, sequences and functions."""

from __future__ import annotations

import math
from typing import Any, Final, TypeGuard

from sfn_dsl.simulation.jsonata.errors import JsonataError


class Undefined:
    """The type of UNDEFINED."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined()
"""What an expression gives that finds nothing; JSON's null is None."""


class Sequence(list[Any]):
    """The results of a path: none is undefined, and one is itself, unless it is to be kept.

    ``tuples``: the items are streams of bindings, by the names of ``@$v``, ``#$i`` and ``%``.
    """

    keep = False
    tuples = False


class Constructed(list[Any]):
    """An array that the expression writes, and that a path takes as one item."""


class Function:
    """A function of JSONata; ``arity`` is how many parameters it declares."""

    __slots__ = ()
    arity: int


LARGEST: Final = 2**63 - 1
"""The largest whole number that stays exact; what is beyond becomes a double."""


def unwrapped(value: Any) -> Any:
    """What a sequence of no or one item stands for; all else is itself."""
    if type(value) is Sequence and not value.tuples:
        if not value:
            return UNDEFINED
        if len(value) == 1 and not value.keep:
            return value[0]
    return value


def stored(value: Any) -> Any:
    """A value as a member of what is made: an array there is no sequence any more."""
    return list(value) if type(value) is Sequence or type(value) is Constructed else value


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether a value is a number to calculate with. Raises JsonataError for an infinite one."""
    if type(value) is int:
        return True
    if type(value) is not float or math.isnan(value):
        return False
    if math.isinf(value):
        raise JsonataError("D1001", value=value)
    return True


def is_plain_number(value: Any) -> bool:
    """Whether a value is of JSON's type number, one that is infinite or not a number included."""
    return type(value) is int or type(value) is float


def normal(value: int | float) -> int | float:
    """A number as AWS keeps it: whole ones exact as long as they fit, all others as doubles."""
    if isinstance(value, int):
        return value if -LARGEST <= value <= LARGEST else as_double(value)
    if value.is_integer() and -LARGEST <= value <= LARGEST:
        return int(value)
    return value


def as_double(value: int | float) -> float:
    """The nearest double, infinite for a whole number beyond all of them."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def truth(value: Any) -> bool:
    """The value as true or false; undefined is false. Raises JsonataError for infinite numbers."""
    if value is True or value is False:
        return value is True
    if isinstance(value, str | dict):
        return bool(value)
    if isinstance(value, list):
        return any(map(truth, value))
    if isinstance(value, int | float):
        return is_number(value) and value != 0
    return False


def equal(left: Any, right: Any) -> bool:
    """Deep equality; numbers by value, and a boolean is no number."""
    if isinstance(left, list):
        if not isinstance(right, list) or len(left) != len(right):
            return False
        return all(map(equal, left, right))
    if isinstance(left, dict):
        if not isinstance(right, dict) or left.keys() != right.keys():
            return False
        return all(equal(value, right[key]) for key, value in left.items())
    if isinstance(left, Function):
        return left is right
    return bool(left == right) and (left is True or left is False) == (
        right is True or right is False
    )


def identical(left: Any, right: Any) -> bool:
    """Whether two values are one: scalars by value, arrays and objects only themselves."""
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return left is right
    return equal(left, right)


def field(value: Any, name: str) -> Any:
    """The member of an object, or those of all objects in an array, as a sequence."""
    if isinstance(value, dict):
        return value.get(name, UNDEFINED)
    if not isinstance(value, list):
        return UNDEFINED
    found = Sequence()
    for item in value:
        each = item.get(name, UNDEFINED) if isinstance(item, dict) else field(item, name)
        if isinstance(each, list):
            found.extend(each)
        elif each is not UNDEFINED:
            found.append(each)
    return found


def appended(first: Any, second: Any) -> Any:
    """What ``$append`` gives: a new array, or the other value where one is undefined."""
    if first is UNDEFINED:
        return second
    if second is UNDEFINED:
        return first
    made = list(first) if isinstance(first, list) else [first]
    if isinstance(second, list):
        made.extend(second)
    else:
        made.append(second)
    return made


def gathered(found: list[Any], last: bool) -> Any:
    """The results of one step as one sequence; the one array that a last step gives is itself."""
    if last and len(found) == 1 and isinstance(found[0], list) and type(found[0]) is not Sequence:
        return found[0]
    made = Sequence()
    for value in found:
        if isinstance(value, list) and type(value) is not Constructed:
            made.extend(value)
        else:
            made.append(value)
    return made
