"""``$formatNumber``: numbers by a picture such as ``#,##0.00``, as XPath's format-number has them.

The rules are those of XPath and XQuery Functions and Operators 3.1, section 4.7.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from itertools import takewhile
from typing import Any, Final

import attrs

from sfn_dsl.simulation.jsonata.errors import InternalError, JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Native
from sfn_dsl.simulation.jsonata.values import UNDEFINED

_DEFAULTS: Final = {
    "decimal-separator": ".",
    "grouping-separator": ",",
    "exponent-separator": "e",
    "minus-sign": "-",
    "percent": "%",
    "per-mille": "\u2030",
    "zero-digit": "0",
    "digit": "#",
    "pattern-separator": ";",
}
_CONTEXT: Final = Context(prec=2000)
_LONGEST: Final = 1000


@attrs.frozen
class Marks:
    """The characters that mean something in a picture."""

    decimal: str
    grouping: str
    exponent: str
    minus: str
    percent: str
    per_mille: str
    digits: str
    optional: str
    pattern: str

    @property
    def active(self) -> str:
        """All characters that stand for a part of the number itself."""
        return f"{self.digits}{self.decimal}{self.exponent}{self.grouping}{self.optional}"


@attrs.frozen
class Picture:
    """One picture, taken apart: how many digits there are to be where, and what is around them."""

    prefix: str
    suffix: str
    scale: int
    integer_digits: int
    least_fraction: int
    most_fraction: int
    exponent_digits: int
    scaling: int
    grouping: tuple[int, ...]
    regular: int
    fraction_grouping: tuple[int, ...]
    has_decimal: bool


def format_number(ev: Evaluation, value: Any, picture: Any, options: Any) -> str:
    """``$formatNumber``. Raises JsonataError for a picture that is not one."""
    if picture is UNDEFINED or len(picture) > _LONGEST or not math.isfinite(value):
        raise InternalError
    given = {} if options is UNDEFINED else options
    if not all(isinstance(each, str) and each for each in given.values()):
        raise InternalError
    marks = _marks({**_DEFAULTS, **given})
    positive, negative = _pictures(picture, marks)
    return _formatted(Decimal(repr(value)), positive if value >= 0 else negative, marks)


def _marks(names: dict[str, str]) -> Marks:
    zero = ord(names["zero-digit"][0])
    return Marks(
        names["decimal-separator"],
        names["grouping-separator"],
        names["exponent-separator"],
        names["minus-sign"],
        names["percent"],
        names["per-mille"],
        "".join(chr(zero + digit) for digit in range(10)),
        names["digit"],
        names["pattern-separator"],
    )


@lru_cache(maxsize=256)
def _pictures(picture: str, marks: Marks) -> tuple[Picture, Picture]:
    """The pictures of positive and negative numbers."""
    parts = picture.split(marks.pattern)
    if len(parts) > 2:
        raise JsonataError("D3080")
    made = [_picture(part, marks) for part in parts]
    if len(made) == 1:
        made.append(attrs.evolve(made[0], prefix=f"{marks.minus}{made[0].prefix}"))
    return made[0], made[1]


def _picture(picture: str, marks: Marks) -> Picture:
    digits = marks.active.replace(marks.exponent, "")
    prefix = "".join(takewhile(lambda each: each not in digits, picture))
    suffix = "".join(takewhile(lambda each: each not in digits, reversed(picture)))[::-1]
    if prefix == picture:
        prefix = suffix = ""
    active = picture[len(prefix) : len(picture) - len(suffix)]
    mantissa, has_exponent, exponent = active.partition(marks.exponent)
    integer, has_decimal, fraction = mantissa.partition(marks.decimal)
    _check(picture, active, mantissa, integer, fraction, exponent if has_exponent else None, marks)
    least = _count(integer, marks.digits)
    least_fraction = _count(fraction, marks.digits)
    most_fraction = least_fraction + fraction.count(marks.optional)
    scaling = least
    if least == 0 and most_fraction == 0:
        if has_exponent:
            least_fraction = most_fraction = 1
        else:
            least = 1
    if has_exponent and least == 0 and marks.optional in integer:
        least = 1
    if least == 0 and least_fraction == 0:
        least_fraction = 1
    grouping = _grouping(integer, marks)
    return Picture(
        prefix=prefix,
        suffix=suffix,
        scale=2 if marks.percent in picture else 3 if marks.per_mille in picture else 0,
        integer_digits=least,
        least_fraction=least_fraction,
        most_fraction=most_fraction,
        exponent_digits=_count(exponent, marks.digits),
        scaling=scaling,
        grouping=grouping,
        regular=_regular(grouping),
        fraction_grouping=_fraction_grouping(fraction, marks),
        has_decimal=bool(has_decimal),
    )


def _count(part: str, characters: str) -> int:
    return sum(each in characters for each in part)


def _check(
    picture: str,
    active: str,
    mantissa: str,
    integer: str,
    fraction: str,
    exponent: str | None,
    marks: Marks,
) -> None:
    """Raise the last of the errors that a picture has, as the reference implementation does."""
    scaled = marks.percent in picture or marks.per_mille in picture
    before, optional, _ = integer.partition(marks.optional)
    after = fraction.rpartition(marks.optional)[2] if marks.optional in fraction else ""
    found = {
        "D3081": picture.count(marks.decimal) > 1,
        "D3082": picture.count(marks.percent) > 1,
        "D3083": picture.count(marks.per_mille) > 1,
        "D3084": marks.percent in picture and marks.per_mille in picture,
        "D3085": _count(mantissa, marks.digits + marks.optional) == 0,
        "D3086": _count(active, marks.active) < len(active),
        "D3087": f"{marks.grouping}{marks.decimal}" in picture
        or f"{marks.decimal}{marks.grouping}" in picture,
        "D3088": marks.decimal not in picture and integer.endswith(marks.grouping),
        "D3089": marks.grouping * 2 in picture,
        "D3090": bool(optional) and _count(before, marks.digits) > 0,
        "D3091": _count(after, marks.digits) > 0,
        "D3092": bool(exponent) and scaled,
        "D3093": exponent is not None
        and (not exponent or _count(exponent, marks.digits) < len(exponent)),
    }
    for code in reversed(found):
        if found[code]:
            raise JsonataError(code)


def _grouping(integer: str, marks: Marks) -> tuple[int, ...]:
    """How many digits stand behind each separator."""
    return tuple(
        _count(integer[index:], marks.digits + marks.optional)
        for index, each in enumerate(integer)
        if each == marks.grouping
    )


def _fraction_grouping(fraction: str, marks: Marks) -> tuple[int, ...]:
    return tuple(
        _count(fraction[:index], marks.digits + marks.optional)
        for index, each in enumerate(fraction)
        if each == marks.grouping
    )


def _regular(grouping: tuple[int, ...]) -> int:
    """The interval of separators that repeat, else 0."""
    interval = math.gcd(*grouping)
    expected = {interval * (index + 1) for index in range(len(grouping))}
    return interval if grouping and expected <= set(grouping) else 0


def _formatted(value: Decimal, picture: Picture, marks: Marks) -> str:
    mantissa = abs(value).scaleb(picture.scale)
    exponent = 0
    if picture.exponent_digits and mantissa:
        exponent = mantissa.adjusted() + 1 - picture.scaling
        mantissa = mantissa.scaleb(-exponent)
    unit = Decimal(1).scaleb(-picture.most_fraction)
    text = f"{mantissa.quantize(unit, ROUND_HALF_EVEN, _CONTEXT):f}"
    whole, _, fraction = text.partition(".")
    whole = whole.lstrip("0").rjust(picture.integer_digits, "0")
    fraction = fraction.rstrip("0").ljust(picture.least_fraction, "0")
    made = _grouped(whole, picture, marks)
    if picture.has_decimal and fraction:
        made += f"{marks.decimal}{_grouped_fraction(fraction, picture, marks)}"
    if picture.exponent_digits:
        sign = marks.minus if exponent < 0 else ""
        made += f"{marks.exponent}{sign}{str(abs(exponent)).rjust(picture.exponent_digits, '0')}"
    family = str.maketrans("0123456789", marks.digits)
    return f"{picture.prefix}{made.translate(family)}{picture.suffix}"


def _grouped(whole: str, picture: Picture, marks: Marks) -> str:
    interval = picture.regular
    marked = set(range(interval, len(whole), interval) if interval else picture.grouping)
    return "".join(
        f"{marks.grouping if len(whole) - index in marked and index else ''}{digit}"
        for index, digit in enumerate(whole)
    )


def _grouped_fraction(fraction: str, picture: Picture, marks: Marks) -> str:
    marked = set(picture.fraction_grouping)
    return "".join(
        f"{marks.grouping if index in marked and index else ''}{digit}"
        for index, digit in enumerate(fraction)
    )


FUNCTIONS: Final = (Native("formatNumber", "<n-so?:s>", 3, format_number),)
