"""The comparisons in an ``And`` can hold at the same time.

If no value can satisfy two of them, the rule is never taken: a number that is also a string, a
number above 9 and below 3, a value that is absent and equal to something. (ASL reference, section
5.1.)

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

from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.advice import Advice
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.comparisons import ValueKind
from sfn_dsl.lint.choice_rules import (
    Comparison,
    Span,
    all_rules,
    comparison,
    members,
    span,
)
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN403"


_ANY: Final = frozenset(("null", "number", "string", "boolean", "array or object"))
_ABSENT: Final = frozenset(("nothing",))
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
    """Every And that is false for every input."""
    for pointer, rule in all_rules(subject):
        yield from _contradictions(subject.advice, f"{pointer}/And", members(rule, "And"))


def _contradictions(advice: Advice, pointer: str, parts: list[Any]) -> Iterator[Finding]:
    by_variable: dict[str, list[Comparison]] = {}
    for part in parts:
        if test := comparison(part):
            by_variable.setdefault(test.variable, []).append(test)
    for variable, tests in by_variable.items():
        if len(tests) > 1 and not _can_hold(tests):
            operators = ", ".join(advice.operator(test.operator) for test in tests)
            yield Finding(
                pointer,
                f"no value of {advice.path(variable)} satisfies {operators} at once, so this "
                f"{advice.operator('And')} is always false; correct one of them, or join them by "
                f"{advice.operator('Or')}",
                Severity.WARNING,
            )


def _can_hold(together: list[Comparison]) -> bool:
    kinds = _ANY | _ABSENT
    spans: dict[ValueKind, list[Span]] = {}
    for test in together:
        kinds &= _kinds(test)
        found = span(test)
        if found and test.kind:
            spans.setdefault(test.kind, []).append(found)
    is_both = all(
        any(test.operator == "BooleanEquals" and test.operand is expected for test in together)
        for expected in (True, False)
    )
    return bool(kinds) and not is_both and all(map(_overlap, spans.values()))


def _kinds(test: Comparison) -> frozenset[str]:
    """The kinds of value that can satisfy a comparison; only IsPresent allows for none at all."""
    if test.kind:
        return frozenset((_KINDS[test.kind],))
    if test.operator == "IsPresent":
        possible = _ANY if test.operand is not False else frozenset[str]()
        return possible if test.operand is True else possible | _ABSENT
    if test.operator == "IsTimestamp":
        return frozenset(("string",)) if test.operand is True else _ANY
    tested = frozenset((_TESTED[test.operator],))
    if test.operand is True:
        return tested
    return _ANY - tested if test.operand is False else _ANY


def _overlap(spans: list[Span]) -> bool:
    lows = [found.low for found in spans if found.low]
    highs = [found.high for found in spans if found.high]
    return not lows or not highs or max(lows) < min(highs)
