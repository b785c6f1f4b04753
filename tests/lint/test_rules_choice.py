"""The rules of Choice states: what no rule takes, and rules that take nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sfn_dsl import Definition, Severity, validate
from sfn_dsl.diagnostics import has_errors
from sfn_dsl.lint.rules import (
    choice_rule_never_taken,
    choice_without_default,
    contradicting_comparisons,
    unreadable_pattern,
)

from .control_flow import asks, choice, found, places

EXHAUSTIVE = [
    [asks("IsPresent", True), asks("IsPresent", False)],
    [asks("BooleanEquals", True), asks("BooleanEquals", False)],
    [asks("NumericLessThan", 5), asks("NumericGreaterThanEquals", 5)],
    [asks("NumericLessThan", 5), asks("NumericEquals", 5), asks("NumericGreaterThan", 5)],
    [asks("StringEquals", "a"), {"Not": asks("StringEquals", "a")}],
    [{"Or": [asks("IsNull", True), asks("IsNull", False)]}],
    [{"Condition": "{% $a %}"}, {"Condition": "{% $not($a) %}"}],
    [{"Condition": "{% $a %}"}, {"Condition": True}],
    [{"Condition": "{%true%}"}],
    [{"Condition": "{% $states.input.n = 1 %}"}, {"Condition": "{% $states.input.n != 1 %}"}],
    [{"Condition": "{% $n < 1.5 %}"}, {"Condition": "{% $n >= 1.5 %}"}],
    [{"Condition": "{% $ok = true %}"}, {"Condition": "{% $ok = false %}"}],
    [{"Condition": "{% $ok != false %}"}, {"Condition": "{% $ok = false %}"}],
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$n = 1", "$n != 2"),
        ("$n < 1", "$n > 1"),
        ("$n = 1", "$m != 1"),
        ("$n = '${A}'", "$n != '${A}'"),
        ("$n = 1 and $m", "$n != 1"),
    ],
)
def test_conditions_that_leave_something_over_need_one(one: str, other: str) -> None:
    rules = [{"Condition": f"{{% {text} %}}"} for text in (one, other)]
    assert places(choice_without_default, choice(*rules)) == ["/States/A"]


@pytest.mark.parametrize("rules", EXHAUSTIVE, ids=json.dumps)
def test_rules_that_leave_nothing_over_need_no_default(rules: list[dict[str, Any]]) -> None:
    assert places(choice_without_default, choice(*rules)) == []
    if len(rules) > 1:
        assert places(choice_without_default, choice(rules[0])) == ["/States/A"]


def test_a_random_number_is_taken_by_the_rule_for_the_largest() -> None:
    draw = {"Type": "Pass", "Parameters": {"r.$": "States.MathRandom(1, 6)"}, "Next": "A"}
    document = {**choice(asks("NumericLessThanEquals", 5, "$.r")), "StartAt": "Draw"}
    document["States"]["Draw"] = draw
    assert places(choice_without_default, document) == []
    draw["Parameters"] = {"r.$": "States.MathRandom(1, 7)"}
    assert places(choice_without_default, document) == ["/States/A"]


SHADOWED = [
    [asks("StringEquals", "a"), asks("StringEquals", "a")],
    [asks("NumericGreaterThan", 1), asks("NumericGreaterThanEquals", 2)],
    [asks("NumericLessThanEquals", 1), asks("NumericEquals", 1.0)],
    [
        asks("TimestampLessThan", "2030-01-01T00:00:00Z"),
        asks("TimestampEquals", "2029-12-31T23:59:59Z"),
    ],
    [asks("StringEquals", "a"), {"And": [asks("IsNull", False, "$.y"), asks("StringEquals", "a")]}],
    [{"Or": [asks("StringEquals", "a"), asks("StringEquals", "b")]}, asks("StringEquals", "b")],
    [
        {"Or": [asks("StringEquals", "a"), asks("StringEquals", "b")]},
        {"Or": [asks("StringEquals", "b"), asks("StringEquals", "a")]},
    ],
    [asks("IsPresent", True), asks("StringEquals", "a")],
    [{"Condition": "{% $a %}"}, {"Condition": "{%$a%}"}],
    [{"Condition": True}, {"Condition": "{% $a %}"}],
]

NOT_SHADOWED = [
    [asks("StringEquals", "a"), asks("StringEquals", "b")],
    [asks("StringEquals", "a"), asks("StringEquals", "a", "$.y")],
    [asks("NumericLessThan", 1), asks("NumericLessThanEquals", 1)],
    [asks("NumericGreaterThanEquals", 2), asks("NumericGreaterThan", 1)],
    [asks("IsPresent", False), asks("StringEquals", "a")],
    [asks("IsPresent", True), asks("IsPresent", False)],
    [{"And": [asks("StringEquals", "a"), asks("IsNull", True, "$.y")]}, asks("StringEquals", "a")],
    [asks("StringEquals", "a"), {"Or": [asks("StringEquals", "a"), asks("StringEquals", "b")]}],
    [asks("StringEquals", "a"), {"Not": asks("StringEquals", "a")}],
    [asks("NumericEquals", "${Limit}"), asks("NumericEquals", "${Limit}")],
    [{"Condition": "{% $random() < 0.5 %}"}, {"Condition": "{% $random() < 0.5 %}"}],
    [asks("BooleanEquals", True), asks("NumericEquals", 1)],
]


@pytest.mark.parametrize("rules", SHADOWED, ids=json.dumps)
def test_a_rule_that_an_earlier_one_takes_all_of_is_reported(rules: list[dict[str, Any]]) -> None:
    assert found(choice_rule_never_taken, choice(*rules)) == [
        ("/States/A/Choices/1", Severity.WARNING)
    ]


@pytest.mark.parametrize("rules", NOT_SHADOWED, ids=json.dumps)
def test_a_rule_that_is_left_something_is_not_reported(rules: list[dict[str, Any]]) -> None:
    assert found(choice_rule_never_taken, choice(*rules)) == []


CONTRADICTING = [
    [asks("StringEquals", "a"), asks("StringEquals", "b")],
    [asks("StringEquals", "a"), asks("NumericEquals", 1)],
    [asks("NumericGreaterThan", 1), asks("NumericLessThanEquals", 1)],
    [asks("IsPresent", False), asks("StringEquals", "a")],
    [asks("IsNull", True), asks("StringEquals", "a")],
    [asks("IsString", True), asks("IsString", False)],
    [asks("BooleanEquals", True), asks("BooleanEquals", False)],
]

CONSISTENT = [
    [asks("StringEquals", "a"), asks("StringEquals", "b", "$.y")],
    [asks("NumericGreaterThanEquals", 1), asks("NumericLessThanEquals", 1)],
    [asks("IsPresent", True), asks("StringEquals", "a")],
    [asks("IsPresent", True), asks("IsNull", True)],
    [asks("IsString", True), asks("IsTimestamp", True), asks("StringMatches", "2*")],
    [asks("IsNull", False), asks("StringGreaterThan", "a"), asks("StringLessThan", "b")],
    [asks("StringEquals", "${A}"), asks("StringEquals", "b")],
    [{"Not": asks("StringEquals", "a")}, asks("StringEquals", "a")],
    [
        asks("TimestampEquals", "2030-01-01T00:00:00Z"),
        asks("TimestampEquals", "2030-01-01T01:00:00+01:00"),
    ],
    [asks("NumericEquals", 1), asks("NumericEqualsPath", "$.y")],
]


@pytest.mark.parametrize("parts", CONTRADICTING, ids=json.dumps)
def test_comparisons_that_never_hold_together_are_reported(parts: list[dict[str, Any]]) -> None:
    where = "/States/A/Choices/0/Not/And"
    assert found(contradicting_comparisons, choice({"Not": {"And": parts}})) == [
        (where, Severity.WARNING)
    ]
    assert found(contradicting_comparisons, choice({"Or": parts})) == []


@pytest.mark.parametrize("parts", CONSISTENT, ids=json.dumps)
def test_comparisons_that_can_hold_together_are_not_reported(parts: list[dict[str, Any]]) -> None:
    assert found(contradicting_comparisons, choice({"And": parts})) == []


def test_only_a_star_and_a_backslash_can_be_escaped_in_a_pattern() -> None:
    for pattern, is_told in [
        ("a*", False), ("\\*", False), ("\\\\*", False), ("\\a", True), ("a\\", True),
        ("\\\\\\", True), ("${A}\\", False),
    ]:  # fmt: skip
        told = places(unreadable_pattern, choice({"And": [asks("StringMatches", pattern)]}))
        assert told == (["/States/A/Choices/0/And/0/StringMatches"] if is_told else []), pattern


@pytest.mark.parametrize("odd", [None, True, 1.5, "", [], {}, [None]])
def test_rules_of_any_other_shape_are_findings(odd: object) -> None:
    inner = {"And": odd, "Or": [odd], "Not": odd, "Variable": odd, "Condition": odd, "Next": odd}
    state = {"Type": "Choice", "Choices": [odd, inner, {"Or": odd}, {"Not": [odd]}]}
    found = validate(Definition({"StartAt": "A", "States": {"A": state}}))
    assert has_errors(found)
