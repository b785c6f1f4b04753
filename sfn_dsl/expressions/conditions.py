"""Conditions of Choice rules, as values.

A condition tests data while an execution runs, so Python cannot decide it: ``&``, ``|`` and ``~``
combine conditions, and ``and``, ``or``, ``not`` and ``if`` raise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.paths import Path, path_python
from sfn_dsl.expressions.placeholders import Placeholder, is_placeholder
from sfn_dsl.expressions.runtime_value import RuntimeValue, refuse_uncalled
from sfn_dsl.expressions.timestamps import is_timestamp
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, Operator, Relation, ValueKind

Operand = str | int | float | bool | Path | Placeholder

KIND_NAMES: Final = {
    ValueKind.STRING: "string",
    ValueKind.NUMBER: "number",
    ValueKind.BOOLEAN: "boolean",
    ValueKind.TIMESTAMP: "timestamp",
}


@attrs.frozen(eq=False, repr=False)
class Condition(RuntimeValue):
    """A test of data in a rule of a `Choice`, made by comparing a `path`.

    ``a & b``, ``a | b`` and ``~a`` combine conditions. Python's ``and``, ``or``, ``not`` and ``if``
    raise AuthoringTypeError: a condition is decided while an execution runs. (ASL reference,
    section 5.)

    Args:
        comment: ``Comment`` of the rule or of the part of it; see `commented`.
    """

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
                "condition is used by itself, as in When(path('$.a').is_present(), ...)",
                code=Mistake.NOT_A_CONDITION,
            )
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *_values(self)))

    def __repr__(self) -> str:
        return condition_python(self)

    def commented(self, comment: str) -> Condition:
        """The same condition with a comment, which Step Functions ignores.

        Args:
            comment: ``Comment``: the text.
        """
        return attrs.evolve(self, comment=comment)


@attrs.frozen(eq=False, repr=False)
class Comparison(Condition):
    """A comparison by one operator of the States Language (ASL reference, section 5.1).

    Made by ``path("$.n") > 3`` and by `compare`.

    Args:
        variable: ``Variable``: the path that is compared.
        operator: The operator's name, such as ``NumericGreaterThan``.
        operand: What the path is compared with.
        comment: ``Comment`` of the rule or of the part of it; see `Condition.commented`.
    """

    variable: Path
    operator: str
    operand: Operand


@attrs.frozen(eq=False, repr=False)
class And(Condition):
    """True when every one of its conditions is; they are tested from left to right.

    Made by ``a & b`` and by `all_of`.

    Args:
        conditions: ``And``: the conditions.
        comment: ``Comment`` of the rule or of the part of it; see `Condition.commented`.
    """

    conditions: tuple[Condition, ...]


@attrs.frozen(eq=False, repr=False)
class Or(Condition):
    """True when one of its conditions is; they are tested from left to right.

    Made by ``a | b`` and by `any_of`.

    Args:
        conditions: ``Or``: the conditions.
        comment: ``Comment`` of the rule or of the part of it; see `Condition.commented`.
    """

    conditions: tuple[Condition, ...]


@attrs.frozen(eq=False, repr=False)
class Not(Condition):
    """True when its condition is not. Made by ``~a`` and by `not_`.

    Args:
        condition: ``Not``: the condition.
        comment: ``Comment`` of the rule or of the part of it; see `Condition.commented`.
    """

    condition: Condition


def _values(condition: Condition) -> tuple[object, ...]:
    return tuple(getattr(condition, field.name) for field in attrs.fields(type(condition)))


def all_of(*conditions: Condition) -> And:
    """True when every condition is: ``all_of(a, b)`` is ``a & b``, for any number of them.

    Args:
        *conditions: One or more conditions (``And``), tested in order.

    Returns:
        The condition, for a `When`.

    Raises:
        AuthoringError: There are no conditions.
        AuthoringTypeError: One of them is not a condition.

    Example::

        is_due = path("$.due").timestamp <= context("State.EnteredTime")
        condition = all_of(path("$.due").is_present(), is_due)
    """
    return And(_several(conditions))


def any_of(*conditions: Condition) -> Or:
    """True when one of the conditions is: ``any_of(a, b)`` is ``a | b``, for any number of them.

    Args:
        *conditions: One or more conditions (``Or``), tested in order.

    Returns:
        The condition, for a `When`.

    Raises:
        AuthoringError: There are no conditions.
        AuthoringTypeError: One of them is not a condition.

    Example::

        ended = any_of(*(path("$.status") == status for status in ("DONE", "FAILED", "STOPPED")))
    """
    return Or(_several(conditions))


def not_(condition: Condition) -> Not:
    """True when the condition is not: ``not_(a)`` is ``~a``.

    Args:
        condition: The condition (``Not``).

    Returns:
        The condition, for a `When`.

    Raises:
        AuthoringTypeError: It is not a condition.
    """
    return Not(_condition(condition))


def _several(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    if not conditions:
        raise AuthoringError("there must be at least one condition", code=Mistake.MISSING_ARGUMENT)
    return tuple(map(_condition, conditions))


def _condition(value: object) -> Condition:
    if not isinstance(value, Condition):
        refuse_uncalled(value)
        raise AuthoringTypeError(
            f"{value!r} is not a condition; write one such as path('$.n') > 3, in parentheses",
            code=Mistake.NOT_A_CONDITION,
        )
    return value


def _parts(condition: Condition, kind: type[And] | type[Or]) -> tuple[Condition, ...]:
    """What a chain of one operator holds so far, so that ``a & b & c`` is one ``And`` of three."""
    if isinstance(condition, kind) and condition.comment is UNSET:
        return condition.conditions
    return (condition,)


# What the Python of a condition is, which decides where it needs parentheses.
_Form = Literal["call", "negation", "operation"]
_Quoted = Callable[[str], str]

_SYMBOLS: Final = {
    Relation.LESS_THAN: "<",
    Relation.GREATER_THAN: ">",
    Relation.LESS_THAN_EQUALS: "<=",
    Relation.GREATER_THAN_EQUALS: ">=",
}
_LITERALS: Final[dict[ValueKind, tuple[type, ...]]] = {
    ValueKind.STRING: (str,),
    ValueKind.NUMBER: (int, float),
    ValueKind.BOOLEAN: (bool,),
    ValueKind.TIMESTAMP: (str,),
}


def condition_python(condition: Condition, quoted: _Quoted = repr) -> str:
    """A condition as an author writes it; ``quoted`` makes a string literal of a text."""
    return _python(condition, quoted)[0]


def _python(condition: Condition, quoted: _Quoted) -> tuple[str, _Form]:
    text, form = _uncommented(condition, quoted)
    if condition.comment is UNSET:
        return text, form
    receiver = text if form == "call" else f"({text})"
    return f"{receiver}.commented({quoted(condition.comment)})", "call"


def _uncommented(condition: Condition, quoted: _Quoted) -> tuple[str, _Form]:
    match condition:
        case Comparison():
            return _comparison(condition, "==", quoted)
        case And() | Or():
            return _combination(condition, quoted)
        case Not():
            return _negation(condition.condition, quoted)
    raise NotImplementedError(f"no Python for a {type(condition).__name__}")


def _negation(condition: Condition, quoted: _Quoted) -> tuple[str, _Form]:
    if isinstance(condition, Comparison) and condition.comment is UNSET:
        text, form = _comparison(condition, "!=", quoted)
        if form == "operation" and _relation(condition) is Relation.EQUALS:
            return text, form
    return f"~{_enclosed(condition, quoted)}", "negation"


def _combination(condition: And | Or, quoted: _Quoted) -> tuple[str, _Form]:
    symbol, function = (" & ", "all_of") if isinstance(condition, And) else (" | ", "any_of")
    first, *others = condition.conditions
    # An operator takes a chain of its own kind on its left for its own beginning.
    is_chain = type(first) is type(condition) and first.comment is UNSET
    if is_chain or not others:
        parts = (condition_python(part, quoted) for part in condition.conditions)
        return f"{function}({', '.join(parts)})", "call"
    parts = (_enclosed(part, quoted) for part in condition.conditions)
    return symbol.join(parts), "operation"


def _enclosed(condition: Condition, quoted: _Quoted) -> str:
    text, form = _python(condition, quoted)
    return f"({text})" if form == "operation" else text


def _comparison(condition: Comparison, equals: str, quoted: _Quoted) -> tuple[str, _Form]:
    variable = path_python(condition.variable, quoted)
    value = condition.operand
    if condition.operator in TYPE_TESTS and isinstance(value, bool):
        test = f"is_{condition.operator.removeprefix('Is').lower()}"
        return f"{variable}.{test}({'' if value else False})", "call"
    operator = OPERATORS.get(condition.operator)
    right = _operand(value, quoted)
    if operator is None or not _is_plain(operator, value):
        return f"compare({variable}, {quoted(condition.operator)}, {right})", "call"
    if operator.relation is Relation.MATCHES:
        return f"{variable}.matches({right})", "call"
    names_kind = operator.operand_is_path or operator.kind is ValueKind.TIMESTAMP
    left = f"{variable}.{KIND_NAMES[operator.kind]}" if names_kind else variable
    symbol = equals if operator.relation is Relation.EQUALS else _SYMBOLS[operator.relation]
    return f"{left} {symbol} {right}", "operation"


def _relation(condition: Comparison) -> Relation | None:
    operator = OPERATORS.get(condition.operator)
    return operator.relation if operator else None


def _operand(value: Operand, quoted: _Quoted) -> str:
    if isinstance(value, Path):
        return path_python(value, quoted)
    if isinstance(value, Placeholder):
        return f"placeholder({quoted(value.text)}{', quoted=True' if value.quoted else ''})"
    return quoted(value) if isinstance(value, str) else repr(value)


def _is_plain(operator: Operator, value: Operand) -> bool:
    """Return whether Python's operators make this comparison with this operand."""
    if operator.operand_is_path:
        return isinstance(value, Path)
    if not isinstance(value, _LITERALS[operator.kind]) or is_placeholder(value):
        return False
    if operator.kind is ValueKind.NUMBER and isinstance(value, bool):
        return False
    return operator.kind is not ValueKind.TIMESTAMP or is_timestamp(value)
