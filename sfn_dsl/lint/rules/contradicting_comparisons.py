"""The comparisons that one ``And`` joins can hold together.

Where two of them ask of one value what no value can be, the rule is never taken: a number that is
a string too, one that is above 9 and below 3, a value that is absent and equal to something. (ASL
reference, section 5.1.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [{"Next": "C", "And": [
        {"Variable": "$.age", "NumericLessThan": 3},
        {"Variable": "$.age", "NumericGreaterThan": 9}]}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Choice", "Default": "B", "Choices": [{"Next": "C", "And": [
        {"Variable": "$.age", "NumericGreaterThan": 3},
        {"Variable": "$.age", "NumericLessThan": 9}]}]},
      "B": {"Type": "Succeed"}, "C": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.expressions.timestamps import is_timestamp
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, Relation, ValueKind
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN403"


class Comparison(NamedTuple):
    """What a Choice rule without And, Or and Not asks."""

    variable: str
    operator: str
    operand: Any

    @property
    def kind(self) -> ValueKind | None:
        """The kind of value it compares, None for a test of the type."""
        return OPERATORS[self.operator].kind if self.operator in OPERATORS else None


class Span(NamedTuple):
    """The values that a comparison holds for, between two cuts.

    A cut is a value and the side of it that it lies on, 0 before and 1 behind; None is no cut. So
    two spans share no value when the lower cut of one is not before the upper cut of the other.
    """

    low: tuple[Any, int] | None
    high: tuple[Any, int] | None


def rules_within(pointer: str, rule: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """A Choice rule and every rule that its And, Or and Not hold, each with its pointer."""
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
    """The rules that And or Or joins, none where there is no such list."""
    parts = rule.get(name) if isinstance(rule, dict) else None
    return parts if isinstance(parts, list) else []


def comparison(rule: Any) -> Comparison | None:
    """What a rule asks, None unless it makes one comparison of which everything is known."""
    if not isinstance(rule, dict):
        return None
    variable = rule.get("Variable")
    asked = [name for name in rule if name in OPERATORS or name in TYPE_TESTS]
    if not isinstance(variable, str) or len(asked) != 1:
        return None
    operand = rule[asked[0]]
    if is_placeholder(variable) or is_placeholder(operand):
        return None
    return Comparison(variable, asked[0], operand)


def span(asked: Comparison) -> Span | None:
    """The values that a comparison with an ordered literal holds for."""
    operator = OPERATORS.get(asked.operator)
    if operator is None or operator.operand_is_path:
        return None
    value = _ordered(operator.kind, asked.operand)
    return _SPANS[operator.relation](value) if value is not None else None


def _ordered(kind: ValueKind, operand: Any) -> Any:
    """A literal in a form that Python orders as Step Functions does, None for what has none."""
    if kind is ValueKind.NUMBER:
        is_number = isinstance(operand, int | float) and not isinstance(operand, bool)
        return operand if is_number and operand == operand else None
    if kind is ValueKind.STRING and isinstance(operand, str):
        return operand.encode("utf-16-be", "surrogatepass")  # compared by UTF-16 code units
    if kind is ValueKind.TIMESTAMP and is_timestamp(operand):
        try:
            return datetime.fromisoformat(operand).timestamp()
        except (ValueError, OverflowError):
            return None  # a leap second, or no date at all
    return None


_SPANS: Final[Mapping[Relation, Any]] = {
    Relation.EQUALS: lambda value: Span((value, 0), (value, 1)),
    Relation.LESS_THAN: lambda value: Span(None, (value, 0)),
    Relation.LESS_THAN_EQUALS: lambda value: Span(None, (value, 1)),
    Relation.GREATER_THAN: lambda value: Span((value, 1), None),
    Relation.GREATER_THAN_EQUALS: lambda value: Span((value, 0), None),
    Relation.MATCHES: lambda value: None,
}

_ANY: Final = frozenset(("null", "number", "string", "boolean", "array or object"))
_KINDS: Final = {
    ValueKind.STRING: "string",
    ValueKind.TIMESTAMP: "string",
    ValueKind.NUMBER: "number",
    ValueKind.BOOLEAN: "boolean",
}
_TESTED: Final = {
    "IsNull": "null",
    "IsNumeric": "number",
    "IsString": "string",
    "IsBoolean": "boolean",
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every And that no input makes true."""
    for scope in subject.scopes:
        for name, state in scope.states.items():
            rules = state.get("Choices")
            for index, rule in enumerate(rules if isinstance(rules, list) else ()):
                pointer = f"{scope.state_pointer(name)}/Choices/{index}"
                for where, part in rules_within(pointer, rule):
                    yield from _contradictions(f"{where}/And", members(part, "And"))


def _contradictions(pointer: str, parts: list[Any]) -> Iterator[Finding]:
    by_variable: dict[str, list[Comparison]] = {}
    for part in parts:
        if asked := comparison(part):
            by_variable.setdefault(asked.variable, []).append(asked)
    for variable, asked_of_it in by_variable.items():
        if len(asked_of_it) > 1 and not _can_hold(asked_of_it):
            operators = ", ".join(f"'{asked.operator}'" for asked in asked_of_it)
            yield Finding(
                pointer,
                f"no value of '{variable}' makes {operators} hold together, so this 'And' never "
                "holds; correct one of them, or join them by 'Or'",
                Severity.WARNING,
            )


def _can_hold(together: list[Comparison]) -> bool:
    kinds = _ANY
    spans: dict[ValueKind, list[Span]] = {}
    for asked in together:
        kinds &= _kinds(asked)
        found = span(asked)
        if found and asked.kind:
            spans.setdefault(asked.kind, []).append(found)
    is_both = all(
        any(asked.operator == "BooleanEquals" and asked.operand is wanted for asked in together)
        for wanted in (True, False)
    )
    return bool(kinds) and not is_both and all(map(_overlap, spans.values()))


def _kinds(asked: Comparison) -> frozenset[str]:
    """The kinds of value that a comparison can hold for, none where the value must be absent."""
    if asked.kind:
        return frozenset((_KINDS[asked.kind],))
    if asked.operator == "IsPresent":
        return frozenset() if asked.operand is False else _ANY
    if asked.operator == "IsTimestamp":
        return frozenset(("string",)) if asked.operand is True else _ANY
    tested = frozenset((_TESTED[asked.operator],))
    if asked.operand is True:
        return tested
    return _ANY - tested if asked.operand is False else _ANY


def _overlap(spans: list[Span]) -> bool:
    lows = [found.low for found in spans if found.low]
    highs = [found.high for found in spans if found.high]
    return not lows or not highs or max(lows) < min(highs)
