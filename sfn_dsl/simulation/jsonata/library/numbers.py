"""Functions on numbers."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import reduce
from operator import add
from typing import Any, Final

from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Native
from sfn_dsl.simulation.jsonata.values import UNDEFINED, is_number, normal

_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?")
_RADIX: Final = re.compile(r"0(?:[xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)")
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def total(ev: Evaluation, numbers: list[Any]) -> Any:
    """``$sum``."""
    ev.spend(len(numbers))
    return _told(ev, reduce(add, numbers, 0))


def average(ev: Evaluation, numbers: list[Any]) -> Any:
    """``$average``."""
    return _told(ev, total(ev, numbers) / len(numbers)) if numbers else UNDEFINED


def largest(ev: Evaluation, numbers: list[Any]) -> Any:
    """``$max``."""
    ev.spend(len(numbers))
    return max(numbers) if numbers else UNDEFINED


def smallest(ev: Evaluation, numbers: list[Any]) -> Any:
    """``$min``."""
    ev.spend(len(numbers))
    return min(numbers) if numbers else UNDEFINED


def count(ev: Evaluation, items: Any) -> int:
    """``$count``: 0 for what is undefined."""
    return 0 if items is UNDEFINED else len(items)


def number(ev: Evaluation, value: Any) -> Any:
    """``$number``: a boolean as 0 or 1, a string as JSON or with 0x, 0o or 0b writes it."""
    if value is True or value is False:
        return int(value)
    if not isinstance(value, str):
        return value
    if _DECIMAL.fullmatch(value):
        found = float(value) if "." in value or "e" in value.lower() else int(value)
        if math.isfinite(normal(found)):
            return normal(found)
    elif _RADIX.fullmatch(value):
        return normal(int(value, 0))
    raise JsonataError("D3030", value=value)


def floor(ev: Evaluation, value: Any) -> Any:
    """``$floor``."""
    return normal(math.floor(_finite(value)))


def ceil(ev: Evaluation, value: Any) -> Any:
    """``$ceil``."""
    return normal(math.ceil(_finite(value)))


def rounded(ev: Evaluation, value: Any, precision: Any = UNDEFINED) -> Any:
    """``$round``: halves, as the number is written, to the even neighbour."""
    places = 0 if precision is UNDEFINED else int(_finite(precision))
    if type(_finite(value)) is int and places >= 0:
        return value
    if abs(places) > _MOST_PLACES:
        return value if places > 0 else 0
    exact = Decimal(repr(value))
    if exact.adjusted() + places > _MOST_PLACES:
        return value
    unit = Decimal(1).scaleb(-places)
    return normal(float(exact.quantize(unit, ROUND_HALF_EVEN, _CONTEXT)))


_MOST_PLACES: Final = 700
_CONTEXT: Final = Context(prec=2000)


def absolute(ev: Evaluation, value: Any) -> Any:
    """``$abs``."""
    return normal(abs(value))


def root(ev: Evaluation, value: Any) -> Any:
    """``$sqrt``."""
    if _finite(value) < 0:
        raise JsonataError("D3060", value=value)
    return normal(math.sqrt(value))


def power(ev: Evaluation, base: Any, exponent: Any) -> Any:
    """``$power``."""
    if exponent is UNDEFINED:
        raise JsonataError("D3061", value=base, exp=exponent)
    try:
        return normal(math.pow(base, exponent))
    except (OverflowError, ValueError):
        raise JsonataError("D3061", value=base, exp=exponent) from None


def format_base(ev: Evaluation, value: Any, radix: Any) -> str:
    """``$formatBase``: digits to a base of 2 to 36."""
    whole = int(rounded(ev, value))
    base = 10 if radix is UNDEFINED else int(rounded(ev, radix))
    if not 2 <= base <= 36:
        raise JsonataError("D3100", value=base)
    digits = ""
    rest = abs(whole)
    while rest or not digits:
        rest, digit = divmod(rest, base)
        digits = _DIGITS[digit] + digits
    return f"-{digits}" if whole < 0 else digits


def _finite(value: Any) -> Any:
    return value if is_number(value) else math.nan


def _told(ev: Evaluation, value: int | float) -> int | float:
    """A result that may be no number of JSON's."""
    found = normal(value)
    if not math.isfinite(found):
        ev.irregular = True
    return found


FUNCTIONS: Final = (
    Native("sum", "<a<n>:n>", 1, total),
    Native("count", "<a:n>", 1, count, strict=False),
    Native("max", "<a<n>:n>", 1, largest),
    Native("min", "<a<n>:n>", 1, smallest),
    Native("average", "<a<n>:n>", 1, average),
    Native("number", "<(nsb)-:n>", 1, number),
    Native("floor", "<n-:n>", 1, floor),
    Native("ceil", "<n-:n>", 1, ceil),
    Native("round", "<n-n?:n>", 2, rounded),
    Native("abs", "<n-:n>", 1, absolute),
    Native("sqrt", "<n-:n>", 1, root),
    Native("power", "<n-n:n>", 2, power),
    Native("formatBase", "<n-n?:s>", 2, format_base),
)
