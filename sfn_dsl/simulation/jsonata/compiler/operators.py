"""Operators: arithmetic, comparison, ``in``, ``&``, ``..``, ``and``, ``or``, unary minus."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, Final

from sfn_dsl.simulation.data.java import utf16
from sfn_dsl.simulation.jsonata.compiler.body import Body
from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.json_text import string
from sfn_dsl.simulation.jsonata.values import (
    LARGEST,
    UNDEFINED,
    Sequence,
    as_double,
    equal,
    identical,
    is_number,
    is_plain_number,
    normal,
    truth,
)


def binary(node: Node, depth: int, body: Body) -> Run:
    """An operator between two expressions."""
    left = body.compile(node.lhs, depth + 1)
    right = body.compile(node.rhs, depth + 1)
    name = str(node.value)
    return _BINARY[name](left, right, name)


def minus(node: Node, depth: int, body: Body) -> Run:
    """A number with its sign changed."""
    run = body.compile(node.expression, depth + 1)

    def negate(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = run(ev, item, frame)
        if value is UNDEFINED:
            return value
        if not is_number(value):
            raise JsonataError("D1002", value=value)
        return normal(-value)

    return negate


def _arithmetic(left: Run, right: Run, name: str) -> Run:
    calculate = _ARITHMETIC[name]
    whole = _WHOLE.get(name)

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        first = left(ev, item, frame)
        second = right(ev, item, frame)
        if whole is not None and type(first) is int and type(second) is int:
            exact = whole(first, second)
            return exact if -LARGEST <= exact <= LARGEST else as_double(exact)
        _check_number(first, "T2001", name)
        _check_number(second, "T2002", name)
        if first is UNDEFINED or second is UNDEFINED:
            return UNDEFINED
        found: int | float = normal(calculate(first, second))
        if not math.isfinite(found):
            ev.irregular = True
        return found

    return run


def _check_number(value: Any, code: str, name: str) -> None:
    if value is not UNDEFINED and not is_number(value):
        raise JsonataError(code, token=name, value=value)


def _divide(first: float, second: float) -> float:
    if second == 0:
        if first == 0:
            return math.nan
        return math.copysign(math.inf, first) * math.copysign(1, second)
    if type(first) is int and type(second) is int and first % second == 0:
        return first // second
    return as_double(first) / as_double(second)


def _remainder(first: float, second: float) -> float:
    """The remainder with the sign of what is divided."""
    if second == 0:
        raise JsonataError("D1001", value=math.nan)
    if type(first) is int and type(second) is int:
        return int(math.copysign(1, first)) * (abs(first) % abs(second))
    return math.fmod(as_double(first), as_double(second))


def _double(calculate: Callable[[Any, Any], Any]) -> Callable[[float, float], float]:
    def run(first: float, second: float) -> float:
        found: float = calculate(as_double(first), as_double(second))
        return found

    return run


_WHOLE: Final[dict[str, Callable[[int, int], int]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    **{name: _double(calculate) for name, calculate in _WHOLE.items()},
    "/": _divide,
    "%": _remainder,
}


def _equality(left: Run, right: Run, name: str) -> Run:
    wanted = name == "="

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        first = left(ev, item, frame)
        second = right(ev, item, frame)
        kind = type(first)
        if kind is type(second) and kind in _SCALARS:
            return (first == second) is wanted
        if first is UNDEFINED or second is UNDEFINED:
            return False
        ev.spend(_DEEP)
        return equal(first, second) is wanted

    return run


_DEEP: Final = 16
"""Steps that a comparison counts for which may go through much."""

_SCALARS: Final = frozenset({str, int, bool})


def _comparison(left: Run, right: Run, name: str) -> Run:
    compare = _COMPARISONS[name]

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        first = left(ev, item, frame)
        second = right(ev, item, frame)
        if type(first) in _NUMBERS and type(second) in _NUMBERS:
            return compare(first, second)
        for value in (first, second):
            if not (value is UNDEFINED or isinstance(value, str) or is_plain_number(value)):
                raise JsonataError("T2010", token=name, value=value)
        if first is UNDEFINED or second is UNDEFINED:
            return UNDEFINED
        if isinstance(first, str) and isinstance(second, str):
            return compare(utf16(first), utf16(second))
        raise JsonataError("T2009", token=name, value=first, value2=second)

    return run


_NUMBERS: Final = frozenset({int, float})
_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _inclusion(left: Run, right: Run, name: str) -> Run:
    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        first = left(ev, item, frame)
        second = right(ev, item, frame)
        if first is UNDEFINED or second is UNDEFINED:
            return False
        items = second if isinstance(second, list) else [second]
        ev.spend(len(items))
        return any(identical(each, first) for each in items)

    return run


def _concatenation(left: Run, right: Run, name: str) -> Run:
    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        first = left(ev, item, frame)
        second = right(ev, item, frame)
        made = ("" if first is UNDEFINED else string(first)) + (
            "" if second is UNDEFINED else string(second)
        )
        ev.allot_text(len(made))
        return made

    return run


def _range(left: Run, right: Run, name: str) -> Run:
    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        first = left(ev, item, frame)
        second = right(ev, item, frame)
        if first is not UNDEFINED and not _is_whole(first):
            raise JsonataError("T2003", value=first)
        if second is not UNDEFINED and not _is_whole(second):
            raise JsonataError("T2004", value=second)
        if first is UNDEFINED or second is UNDEFINED or first > second:
            return UNDEFINED
        size = int(second) - int(first) + 1
        if size > _LONGEST_RANGE:
            raise JsonataError("D2014", value=size)
        ev.allot(size)
        return Sequence(range(int(first), int(second) + 1))

    return run


_LONGEST_RANGE: Final = 10_000_000


def _is_whole(value: Any) -> bool:
    return type(value) is int or (type(value) is float and value.is_integer())


def _conjunction(left: Run, right: Run, name: str) -> Run:
    decisive = name == "or"

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        if truth(left(ev, item, frame)) is decisive:
            return decisive
        return truth(right(ev, item, frame))

    return run


_BINARY: Final[dict[str, Callable[[Run, Run, str], Run]]] = {
    **dict.fromkeys(_ARITHMETIC, _arithmetic),
    **dict.fromkeys(("=", "!="), _equality),
    **dict.fromkeys(_COMPARISONS, _comparison),
    "in": _inclusion,
    "&": _concatenation,
    "..": _range,
    **dict.fromkeys(("and", "or"), _conjunction),
}
