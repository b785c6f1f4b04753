"""Conditions of Choice rules, as values.

A condition tests data while an execution runs, so Python cannot decide it: ``&``, ``|`` and ``~``
combine conditions, and ``and``, ``or``, ``not`` and ``if`` raise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.paths import Path

Operand = str | int | float | bool | Path


@attrs.frozen(kw_only=True)
class Condition:
    """A test of data; one of `Comparison`, `And`, `Or` and `Not`."""

    comment: str | Unset = attrs.field(default=UNSET, kw_only=True)

    def __and__(self, other: Condition) -> And:
        return And((*_parts(self, And), _condition(other)))

    def __or__(self, other: Condition) -> Or:
        return Or((*_parts(self, Or), _condition(other)))

    def __invert__(self) -> Not:
        return Not(self)

    if TYPE_CHECKING:
        # Said to be false so that mypy (warn_unreachable) finds what follows "and" or "if".
        def __bool__(self) -> Literal[False]: ...

    else:

        def __bool__(self) -> NoReturn:
            raise AuthoringTypeError(
                "a condition is decided by Step Functions, not by Python; combine conditions with "
                "'&', '|' and '~' in place of 'and', 'or' and 'not', each side in parentheses"
            )

    def commented(self, comment: str) -> Condition:
        """The same condition with a comment, which Step Functions ignores."""
        return attrs.evolve(self, comment=comment)


@attrs.frozen
class Comparison(Condition):
    """A comparison by one operator of the States Language (ASL reference, section 5.1)."""

    variable: Path
    operator: str
    operand: Operand


@attrs.frozen
class And(Condition):
    """True when every one of its conditions is; they are tested from left to right."""

    conditions: tuple[Condition, ...]


@attrs.frozen
class Or(Condition):
    """True when one of its conditions is; they are tested from left to right."""

    conditions: tuple[Condition, ...]


@attrs.frozen
class Not(Condition):
    """True when its condition is not."""

    condition: Condition


def all_of(*conditions: Condition) -> And:
    """True when every condition is: ``all_of(a, b)`` is ``a & b``, for any number of them."""
    return And(_several(conditions))


def any_of(*conditions: Condition) -> Or:
    """True when one of the conditions is: ``any_of(a, b)`` is ``a | b``, for any number of them."""
    return Or(_several(conditions))


def not_(condition: Condition) -> Not:
    """True when the condition is not: ``not_(a)`` is ``~a``."""
    return Not(_condition(condition))


def _several(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    if not conditions:
        raise AuthoringError("there must be at least one condition")
    return tuple(map(_condition, conditions))


def _condition(value: object) -> Condition:
    if not isinstance(value, Condition):
        raise AuthoringTypeError(
            f"{value!r} is no condition; write one such as path('$.n') > 3, in parentheses"
        )
    return value


def _parts(condition: Condition, kind: type[And] | type[Or]) -> tuple[Condition, ...]:
    """What a chain of one operator holds so far, so that ``a & b & c`` is one ``And`` of three."""
    if isinstance(condition, kind) and condition.comment is UNSET:
        return condition.conditions
    return (condition,)
