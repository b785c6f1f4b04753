"""Conditions as Python writes them, and as the Choice rules they become."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from sfn_dsl import all_of, any_of, context, intrinsics, jsonata, not_, path, variable
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.expressions.choice_rules import rule_test
from sfn_dsl.expressions.conditions import Condition
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS

NOON = datetime(2030, 1, 31, 12, 0, tzinfo=UTC)
a, b = path("$.a"), path("$.b")

CASES: list[tuple[Condition, dict[str, Any]]] = [
    (a == "x", {"StringEquals": "x"}),
    (a < "x", {"StringLessThan": "x"}),
    (a > "x", {"StringGreaterThan": "x"}),
    (a <= "x", {"StringLessThanEquals": "x"}),
    (a >= "x", {"StringGreaterThanEquals": "x"}),
    (a.matches("log-*.txt"), {"StringMatches": "log-*.txt"}),
    (a == 1, {"NumericEquals": 1}),
    (a < 1.5, {"NumericLessThan": 1.5}),
    (a > 1, {"NumericGreaterThan": 1}),
    (a <= 1, {"NumericLessThanEquals": 1}),
    (a >= 1, {"NumericGreaterThanEquals": 1}),
    (a == True, {"BooleanEquals": True}),  # noqa: E712 - a comparison that is compiled
    (a == NOON, {"TimestampEquals": "2030-01-31T12:00:00Z"}),
    (a < NOON, {"TimestampLessThan": "2030-01-31T12:00:00Z"}),
    (a > NOON, {"TimestampGreaterThan": "2030-01-31T12:00:00Z"}),
    (a <= NOON, {"TimestampLessThanEquals": "2030-01-31T12:00:00Z"}),
    (
        a.timestamp >= "2030-01-31T12:00:00+01:00",
        {"TimestampGreaterThanEquals": "2030-01-31T12:00:00+01:00"},
    ),
    (a.string == b, {"StringEqualsPath": "$.b"}),
    (a.string < b, {"StringLessThanPath": "$.b"}),
    (a.string > b, {"StringGreaterThanPath": "$.b"}),
    (a.string <= b, {"StringLessThanEqualsPath": "$.b"}),
    (a.string >= b, {"StringGreaterThanEqualsPath": "$.b"}),
    (a.number == b, {"NumericEqualsPath": "$.b"}),
    (a.number < b, {"NumericLessThanPath": "$.b"}),
    (a > b.number, {"NumericGreaterThanPath": "$.b"}),
    (a.number <= b.number, {"NumericLessThanEqualsPath": "$.b"}),
    (a.number >= b, {"NumericGreaterThanEqualsPath": "$.b"}),
    (a.boolean == b, {"BooleanEqualsPath": "$.b"}),
    (a.timestamp == b, {"TimestampEqualsPath": "$.b"}),
    (a.timestamp < b, {"TimestampLessThanPath": "$.b"}),
    (a.timestamp > b, {"TimestampGreaterThanPath": "$.b"}),
    (a.timestamp <= b, {"TimestampLessThanEqualsPath": "$.b"}),
    (a.timestamp >= b, {"TimestampGreaterThanEqualsPath": "$.b"}),
    (a.is_null(), {"IsNull": True}),
    (a.is_present(), {"IsPresent": True}),
    (a.is_numeric(), {"IsNumeric": True}),
    (a.is_string(False), {"IsString": False}),
    (a.is_boolean(), {"IsBoolean": True}),
    (a.is_timestamp(), {"IsTimestamp": True}),
]


@pytest.mark.parametrize(("condition", "test"), CASES, ids=[next(iter(case[1])) for case in CASES])
def test_each_comparison_becomes_its_operator(condition: Condition, test: dict[str, Any]) -> None:
    assert rule_test(condition) == {"Variable": "$.a", **test}


def test_the_cases_cover_every_operator_of_the_language() -> None:
    covered = {operator for _, test in CASES for operator in test}
    assert covered == {*OPERATORS, *TYPE_TESTS}


def test_conditions_combine_with_and_or_and_not() -> None:
    assert rule_test((a > 1) & (b == "x") & ~b.is_null()) == {
        "And": [
            {"Variable": "$.a", "NumericGreaterThan": 1},
            {"Variable": "$.b", "StringEquals": "x"},
            {"Not": {"Variable": "$.b", "IsNull": True}},
        ]
    }
    assert rule_test((a > 1) | (b == "x")) == {
        "Or": [
            {"Variable": "$.a", "NumericGreaterThan": 1},
            {"Variable": "$.b", "StringEquals": "x"},
        ]
    }
    assert rule_test(a != 1) == {"Not": {"Variable": "$.a", "NumericEquals": 1}}


def test_parentheses_on_the_right_stay_and_functions_take_any_number() -> None:
    one, two, three = a > 1, a > 2, a > 3
    assert (one & two) & three == all_of(one, two, three)
    assert one & (two & three) == all_of(one, all_of(two, three))
    assert rule_test(any_of(one)) == {"Or": [rule_test(one)]}


def test_comments_stay_with_their_condition() -> None:
    assert rule_test((a > 1).commented("big")) == {
        "Variable": "$.a",
        "NumericGreaterThan": 1,
        "Comment": "big",
    }
    assert len(rule_test(((a > 1) & (b > 1)).commented("both") & (a < 9))["And"]) == 2


def test_context_and_variables_can_be_tested_too() -> None:
    assert rule_test(context("State.RetryCount") > 1)["Variable"] == "$$.State.RetryCount"
    assert rule_test(variable("order.total") > 1)["Variable"] == "$order.total"


def test_python_cannot_decide_a_condition() -> None:
    with pytest.raises(AuthoringTypeError, match=r"write \(a > 1\) & \(b > 2\)"):
        _ = (a > 1) and (b > 2)
    with pytest.raises(AuthoringTypeError, match=r"write \(1 < a\) & \(a < 3\)"):
        _ = 1 < a < 3
    with pytest.raises(AuthoringTypeError, match="'&', '|' and '~'"):  # no source to read
        eval("a > 1 and b > 2")  # noqa: S307 - the mistake in code without a file


@pytest.mark.parametrize(
    ("compare", "message"),
    [
        (lambda: a == b, r"name it: path\('\$.a'\).number"),
        (lambda: a.number == "x", "a number is compared with a string"),
        (lambda: a.number == b.string, "a number is compared with a string"),
        (lambda: a == None, r"write .is_null\(\)"),  # noqa: E711 - a mistake to be explained
        (lambda: a == [1], r"not with \[1\]"),
        (lambda: a.boolean < b, "booleans cannot be compared by LessThan"),
        (lambda: (a > 1) & True, "True is not a condition"),
        (lambda: a.matches(b), "matches"),  # type: ignore[arg-type]  # a mistake to be explained
    ],
)
def test_a_comparison_that_cannot_be_is_explained(compare: Any, message: str) -> None:
    with pytest.raises(AuthoringTypeError, match=message):
        compare()


@pytest.mark.parametrize(
    "text", ["2030-01-31 12:00:00Z", "2030-01-31T12:00:00", "2030-13-01T00:00:00Z"]
)
def test_a_timestamp_is_rfc_3339_with_an_offset(text: str) -> None:
    with pytest.raises(AuthoringError, match="RFC 3339"):
        _ = a.timestamp == text


def test_a_datetime_needs_a_time_zone() -> None:
    assert rule_test(a == NOON.astimezone(timezone(timedelta(hours=1))))["TimestampEquals"] == (
        "2030-01-31T13:00:00+01:00"
    )
    with pytest.raises(AuthoringError, match="no time zone"):
        _ = a == datetime(2030, 1, 31)


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: a and b,
        lambda: a or "default",
        lambda: not a,
        lambda: f"hello {a}",
        lambda: "%s" % a,  # noqa: UP031 - a way to format all the same
        lambda: str(jsonata("$x")),
        lambda: jsonata("$x") and jsonata("$y"),
        lambda: f"{intrinsics.uuid()}",
        lambda: a.is_present() == True,  # noqa: E712 - the mistake in question
        lambda: a.is_present() in (True,),
    ],
)
def test_python_neither_decides_nor_prints_what_is_known_only_later(misuse: Any) -> None:
    with pytest.raises(AuthoringTypeError, match="only while|not by Python|only Step Functions"):
        misuse()


def test_conditions_are_equal_by_what_they_test() -> None:
    assert (a > 1) == (path("$.a") > 1)
    assert (a > 1) != (a > 2)
    assert ((a > 1) & (b > 1)) == all_of(a > 1, b > 1)
    assert ~(a > 1) == not_(a > 1)
    assert hash(a > 1) == hash(path("$.a") > 1)
