"""The tests of a path's filters, ``[?(@.price < 10)]``, as Jayway JsonPath 2.0 decides them.

A literal is text there, and is compared with a number as a number and with a boolean as a boolean.
What cannot be compared, and what a path does not find, makes a comparison false, ``!=`` too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from sfn_dsl.simulation.data.java import utf16
from sfn_dsl.simulation.data.json_text import Json, java_text
from sfn_dsl.simulation.data.path_grammar import (
    Comparison,
    Exists,
    Junction,
    Negation,
    Operand,
    Operator,
    Step,
    Test,
)

Decide: TypeAlias = Callable[[Json, Json], bool]
"""Decides on an item of a document; in a comparison, on what is expected and a value."""

Find: TypeAlias = Callable[[Json], Json]
CompileFind: TypeAlias = Callable[[tuple[Step, ...]], Find]
Value: TypeAlias = Callable[[Json, Json], Json]


class PathMissed(Exception):  # noqa: N818  # it ends a search; it is not an error
    """A path finds nothing, with Jayway's text.

    ``is_wrong_type`` tells that a step met a value that it can never be applied to.
    """

    def __init__(self, reason: str, *, is_wrong_type: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_wrong_type = is_wrong_type


class _IncomparableError(Exception):
    """Two values have no order."""


def compile_test(test: Test, compile_find: CompileFind) -> Decide:
    """A filter's test; ``compile_find`` makes what applies steps to a value."""
    match test:
        case Comparison():
            return _comparison(test, compile_find)
        case Exists():
            return _exists(test, compile_find)
        case Junction(is_and, parts):
            decisions = [compile_test(part, compile_find) for part in parts]
            of_all = all if is_and else any
            return lambda item, root: of_all(decide(item, root) for decide in decisions)
        case Negation(part):
            decide = compile_test(part, compile_find)
            return lambda item, root: not decide(item, root)


def _comparison(test: Comparison, compile_find: CompileFind) -> Decide:
    left, right = (_value(side, compile_find) for side in (test.left, test.right))
    decide: Decide = _DECISIONS[test.operator]

    def compares(item: Json, root: Json) -> bool:
        try:
            return decide(right(item, root), left(item, root))
        except _IncomparableError:
            return False
        except PathMissed as missed:
            if missed.is_wrong_type:
                raise
            return False

    return compares


def _exists(test: Exists, compile_find: CompileFind) -> Decide:
    value, expected = _value(test.path, compile_find), test.expected

    def exists(item: Json, root: Json) -> bool:
        try:
            return (value(item, root) is not None) is expected
        except PathMissed as missed:
            if missed.is_wrong_type:
                raise
            return not expected

    return exists


def _value(operand: Operand, compile_find: CompileFind) -> Value:
    if not operand.root:
        literal = operand.literal
        return lambda item, root: literal
    find = compile_find(operand.steps)
    if operand.root == "@":
        return lambda item, root: find(item)
    return lambda item, root: find(root)


def _compared(expected: Json, value: Json) -> int:
    """Negative, zero or positive as what is expected comes before a value, equals it, or not."""
    lacking: list[bool] = [side is None or side == "null" for side in (expected, value)]
    if any(lacking):
        return lacking[1] - lacking[0]
    if isinstance(expected, bool) or isinstance(value, bool):
        return _order(*_booleans(expected, value))
    if isinstance(expected, str) and isinstance(value, str):
        return _order(utf16(expected), utf16(value))
    if isinstance(expected, (int, float, str)) and isinstance(value, (int, float)):
        return _order(_decimal(expected), _decimal(value))
    raise _IncomparableError


def _order(left: bytes | bool | Decimal, right: bytes | bool | Decimal) -> int:
    return (left > right) - (left < right)  # type: ignore[operator]  # both are of one type


def _booleans(expected: Json, value: Json) -> tuple[bool, bool]:
    if isinstance(expected, str):
        expected = expected.lower() == "true"
    if not (isinstance(expected, bool) and isinstance(value, bool)):
        raise _IncomparableError
    return expected, value


def _decimal(number: float | str) -> Decimal:
    try:
        return Decimal(str(number))
    except InvalidOperation:
        raise _IncomparableError from None


def _ordered(holds: Callable[[int], bool]) -> Decide:
    def decide(expected: Json, value: Json) -> bool:
        if (expected is None) is not (value is None):
            return False
        return holds(_compared(expected, value))

    return decide


def _matches(expected: Json, value: Json) -> bool:
    pattern, text = (value, expected) if isinstance(value, re.Pattern) else (expected, value)
    if not isinstance(pattern, re.Pattern) or text is None:
        return False
    return pattern.fullmatch(java_text(text)) is not None


def _is_in(expected: Json, value: Json) -> bool:
    if not isinstance(expected, (list, tuple)):
        return False
    return any(_is_equal(element, value) for element in expected)


def _contains(expected: Json, value: Json) -> bool:
    if isinstance(value, list):
        return any(_is_equal(expected, element) for element in value)
    return isinstance(value, str) and isinstance(expected, str) and expected in value


def _is_equal(expected: Json, value: Json) -> bool:
    try:
        return _compared(expected, value) == 0
    except _IncomparableError:
        return False


def _has_size(expected: Json, value: Json) -> bool:
    return isinstance(value, (str, list)) and _compared(expected, len(value)) == 0


def _is_empty(expected: Json, value: Json) -> bool:
    return isinstance(value, (str, list, dict)) and _booleans(expected, not value) in (
        (True, True),
        (False, False),
    )


_DECISIONS: Final[Mapping[Operator, Decide]] = {
    "==": lambda expected, value: _compared(expected, value) == 0,
    "!=": lambda expected, value: _compared(expected, value) != 0,
    "<": _ordered(lambda order: order > 0),
    "<=": _ordered(lambda order: order >= 0),
    ">": _ordered(lambda order: order < 0),
    ">=": _ordered(lambda order: order <= 0),
    "=~": _matches,
    "in": _is_in,
    "nin": lambda expected, value: not _is_in(expected, value),
    "contains": _contains,
    "size": _has_size,
    "empty": _is_empty,
}
