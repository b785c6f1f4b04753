"""Conditions of Choice rules, as values.

A condition tests data while an execution runs, so Python cannot decide it: ``&``, ``|`` and ``~``
combine conditions, and ``and``, ``or``, ``not`` and ``if`` raise.
"""

from __future__ import annotations

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.undecided import Undecided

Operand = str | int | float | bool | Path


@attrs.frozen(eq=False)
class Condition(Undecided):
    """A test of data; one of `Comparison`, `And`, `Or` and `Not`."""

    comment: str | Unset = attrs.field(default=UNSET, kw_only=True)

    def __and__(self, other: Condition) -> And:
        return And((*_parts(self, And), _condition(other)))

    def __or__(self, other: Condition) -> Or:
        return Or((*_parts(self, Or), _condition(other)))

    def __invert__(self) -> Not:
        return Not(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Condition):
            raise AuthoringTypeError(
                f"{self!r} is compared with {other!r}, which only Step Functions could do; a "
                "condition stands by itself, as in When(path('$.a').is_present(), ...)"
            )
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *_values(self)))

    def commented(self, comment: str) -> Condition:
        """The same condition with a comment, which Step Functions ignores."""
        return attrs.evolve(self, comment=comment)


@attrs.frozen(eq=False)
class Comparison(Condition):
    """A comparison by one operator of the States Language (ASL reference, section 5.1)."""

    variable: Path
    operator: str
    operand: Operand


@attrs.frozen(eq=False)
class And(Condition):
    """True when every one of its conditions is; they are tested from left to right."""

    conditions: tuple[Condition, ...]


@attrs.frozen(eq=False)
class Or(Condition):
    """True when one of its conditions is; they are tested from left to right."""

    conditions: tuple[Condition, ...]


@attrs.frozen(eq=False)
class Not(Condition):
    """True when its condition is not."""

    condition: Condition


def _values(condition: Condition) -> tuple[object, ...]:
    return tuple(getattr(condition, field.name) for field in attrs.fields(type(condition)))


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
