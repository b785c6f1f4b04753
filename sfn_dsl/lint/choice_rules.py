"""The tests of Choice rules (ASL reference, sections 5.1 and 5.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sfn_dsl.definition.states import StatePlace
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.expressions.timestamps import is_timestamp
from sfn_dsl.language.comparisons import (
    BOOLEAN_OPERATORS,
    OPERATORS,
    TYPE_TESTS,
    Relation,
    ValueKind,
)
from sfn_dsl.lint.states import states
from sfn_dsl.lint.subject import Subject

_TEST: Final = frozenset(("Condition", "Variable", *BOOLEAN_OPERATORS, *TYPE_TESTS, *OPERATORS))

_SORTED: Final = json.JSONEncoder(sort_keys=True)

# Two calls of these may give different values.
_UNSTEADY: Final = ("$random", "$uuid")


class Comparison(NamedTuple):
    """The test of a Choice rule without And, Or and Not."""

    variable: str
    operator: str
    operand: Any

    @property
    def kind(self) -> ValueKind | None:
        """The kind of value that it compares, None for a type test."""
        return OPERATORS[self.operator].kind if self.operator in OPERATORS else None


class Span(NamedTuple):
    """The values that satisfy a comparison, between two cuts.

    A cut is a value and a side of it, 0 before and 1 after; None is no cut. Two spans share no
    value if the lower cut of one is not before the upper cut of the other.
    """

    low: tuple[Any, int] | None
    high: tuple[Any, int] | None


def choices(subject: Subject) -> Sequence[tuple[StatePlace, list[Any]]]:
    """Every list of Choice rules, with its state."""
    return subject.once(_choices)


def _choices(subject: Subject) -> Iterator[tuple[StatePlace, list[Any]]]:
    for place in states(subject):
        rules = place.state.get("Choices")
        if isinstance(rules, list):
            yield place, rules


def all_rules(subject: Subject) -> Sequence[tuple[str, dict[str, Any]]]:
    """Every Choice rule with its pointer, each followed by the rules inside it."""
    return subject.once(_all_rules)


def _all_rules(subject: Subject) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, rules in choices(subject):
        for index, rule in enumerate(rules):
            yield from rules_within(f"{place.pointer}/Choices/{index}", rule)


def rules_within(pointer: str, rule: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """A Choice rule and every rule inside its And, Or and Not, each with its pointer."""
    pending = [(pointer, rule)]
    while pending:
        pointer, rule = pending.pop()
        if not isinstance(rule, dict):
            continue
        yield pointer, rule
        if "Not" in rule:
            pending.append((f"{pointer}/Not", rule["Not"]))
        for name in ("Or", "And"):
            parts = members(rule, name)
            named = [(f"{pointer}/{name}/{index}", part) for index, part in enumerate(parts)]
            pending += reversed(named)


def members(rule: Any, name: str) -> list[Any]:
    """The rules that And or Or combines, none if there is no such list."""
    parts = rule.get(name) if isinstance(rule, dict) else None
    return parts if isinstance(parts, list) else []


def comparison(rule: Any) -> Comparison | None:
    """The comparison of a rule, None unless it is a single one and completely known."""
    if not isinstance(rule, dict):
        return None
    variable = rule.get("Variable")
    operators = [name for name in rule if name in OPERATORS or name in TYPE_TESTS]
    if not isinstance(variable, str) or len(operators) != 1:
        return None
    operand = rule[operators[0]]
    if is_placeholder(variable) or is_placeholder(operand):
        return None
    return Comparison(variable, operators[0], operand)


def span(test: Comparison) -> Span | None:
    """The values that satisfy a comparison with an ordered literal."""
    operator = OPERATORS.get(test.operator)
    if operator is None or operator.operand_is_path:
        return None
    value = _ordered(operator.kind, test.operand)
    return _SPANS[operator.relation](value) if value is not None else None


def _ordered(kind: ValueKind, operand: Any) -> Any:
    """A literal in a form that Python orders as Step Functions does, None if there is none."""
    if kind is ValueKind.NUMBER:
        is_number = isinstance(operand, int | float) and not isinstance(operand, bool)
        return operand if is_number and operand == operand else None
    if kind is ValueKind.STRING and isinstance(operand, str):
        return operand.encode("utf-16-be", "surrogatepass")  # compared by UTF-16 code units
    if kind is ValueKind.TIMESTAMP and is_timestamp(operand):
        try:
            return datetime.fromisoformat(operand).timestamp()
        except (ValueError, OverflowError):
            return None  # a leap second, or not a valid date
    return None


def is_always_true(rule: Any) -> bool:
    """Return whether a JSONata rule's condition is the literal true."""
    condition = rule.get("Condition") if isinstance(rule, dict) else None
    return condition is True or (
        isinstance(condition, str) and "".join(condition.split()) == "{%true%}"
    )


def test_text(rule: Any) -> str | None:
    """A text that is equal for rules with the same test, None if that is not known."""
    if not isinstance(rule, dict):
        return None
    test = {name: value for name, value in rule.items() if name in _TEST}
    if isinstance(test.get("Condition"), str):
        test["Condition"] = test["Condition"].removeprefix("{%").removesuffix("%}").strip()
    try:
        text = _SORTED.encode(test)
    except (RecursionError, TypeError, ValueError):
        return None
    is_known = test and not is_placeholder(text) and not any(name in text for name in _UNSTEADY)
    return text if is_known else None


_SPANS: Final[Mapping[Relation, Any]] = {
    Relation.EQUALS: lambda value: Span((value, 0), (value, 1)),
    Relation.LESS_THAN: lambda value: Span(None, (value, 0)),
    Relation.LESS_THAN_EQUALS: lambda value: Span(None, (value, 1)),
    Relation.GREATER_THAN: lambda value: Span((value, 1), None),
    Relation.GREATER_THAN_EQUALS: lambda value: Span((value, 0), None),
    Relation.MATCHES: lambda value: None,
}
