"""Rules of Choice states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.errors import AuthoringError
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS
from sfn_dsl.simulation.data.conditions import compile_rule

Evaluate = Callable[..., Any]

NOON = "2024-03-01T12:00:00Z"
OF_EVERY_TYPE = [None, True, False, 0, 1.5, "", "text", "1", NOON, [], [1], {}, {"a": 1}]


@pytest.mark.parametrize(
    ("operator", "operand", "true", "false"),
    [
        ("StringEquals", "b", ["b"], ["a", "B", "b ", ""]),
        ("StringLessThan", "b", ["a", "", "B"], ["b", "ba"]),
        ("StringLessThanEquals", "b", ["a", "b"], ["ba"]),
        ("StringGreaterThan", "b", ["ba", "c", "\uffff"], ["b", "A"]),
        ("StringGreaterThanEquals", "b", ["b", "ba"], ["a"]),
        ("StringLessThan", "\uffff", ["\U0001f680", "z", "é"], ["\uffff"]),
        ("StringGreaterThan", "é", ["\uffff", "\U0001f680", "ê"], ["z", "é"]),
        ("NumericEquals", 1, [1, 1.0], [2, 1.1, -1]),
        ("NumericEquals", 0.0, [0, -0.0, 0.0], [1e-300]),
        ("NumericEquals", 9007199254740992, [9007199254740993], [9007199254740994]),
        ("NumericLessThan", 1, [0, 0.99, -5], [1, 1.0, 2]),
        ("NumericLessThanEquals", 1.5, [1, 1.5], [2]),
        ("NumericGreaterThan", 1, [1.01, 10**400], [1, 0, -(10**400)]),
        ("NumericGreaterThanEquals", 1, [1, 1.0, 2], [0.5]),
        ("BooleanEquals", True, [True], [False]),
        ("BooleanEquals", False, [False], [True]),
        (
            "TimestampEquals",
            NOON,
            [
                NOON,
                "2024-03-01T12:00:00.000Z",
                "2024-03-01T13:00:00+01:00",
                "2024-03-01T10:30:00-01:30",
                "2024-03-01T12:00Z",
                "2024-03-01t12:00:00z",
            ],
            ["2024-03-01T12:00:00.001Z", "2024-03-01T12:00:00+01:00"],
        ),
        (
            "TimestampLessThan",
            NOON,
            ["2024-03-01T11:59:59.999999999Z", "1969-12-31T23:59:59Z"],
            [NOON],
        ),
        ("TimestampLessThanEquals", NOON, [NOON, "2024-02-29T12:00:00Z"], ["2024-03-01T12:00:01Z"]),
        ("TimestampGreaterThan", NOON, ["2024-03-01T12:00:00.000000001Z"], [NOON]),
        ("TimestampGreaterThanEquals", NOON, [NOON], ["2024-03-01T12:59:00+01:00"]),
    ],
)
def test_values_are_compared(
    decide: Evaluate, operator: str, operand: Any, true: list[Any], false: list[Any]
) -> None:
    for value in [*true, *false]:
        expected = value in true
        assert decide({"Variable": "$.v", operator: operand}, {"v": value}) is expected, value
        by_path = {"Variable": "$.v", f"{operator}Path": "$.w"}
        assert decide(by_path, {"v": value, "w": operand}) is expected, value


@pytest.mark.parametrize("operator", [name for name in OPERATORS if name != "StringMatches"])
def test_a_value_of_another_type_is_never_compared(decide: Evaluate, operator: str) -> None:
    kinds = {"String": (str,), "Numeric": (int, float), "Boolean": (bool,), "Timestamp": (str,)}
    kind = next(kind for kind in kinds if operator.startswith(kind))
    operand = {"String": "", "Numeric": 0, "Boolean": False, "Timestamp": NOON}[kind]
    others = [value for value in OF_EVERY_TYPE if type(value) not in kinds[kind]]
    if kind == "Timestamp":
        others += ["", "text", "1"]
    for value in others:
        if operator.endswith("Path"):
            rule = {"Variable": "$.v", operator: "$.w"}
            assert decide(rule, {"v": value, "w": operand}) is False
            assert decide(rule, {"v": operand, "w": value}) is False
        else:
            assert decide({"Variable": "$.v", operator: operand}, {"v": value}) is False


@pytest.mark.parametrize(
    ("operator", "true"),
    [
        ("IsNull", [None]),
        ("IsBoolean", [True, False]),
        ("IsNumeric", [0, 1.5]),
        ("IsString", ["", "text", "1", NOON]),
        ("IsTimestamp", [NOON]),
        ("IsPresent", OF_EVERY_TYPE),
    ],
)
def test_types_are_tested_either_way(decide: Evaluate, operator: str, true: list[Any]) -> None:
    for value in OF_EVERY_TYPE:
        expected = any(value is each for each in true)
        assert decide({"Variable": "$.v", operator: True}, {"v": value}) is expected, value
        assert decide({"Variable": "$.v", operator: False}, {"v": value}) is not expected, value


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "2024-03-01T12:00:00",
        "2024-03-01 12:00:00Z",
        "2024-03-01T12:00:00.Z",
        "2024-03-01T12Z",
        "2024-02-30T12:00:00Z",
        "2024-03-01T25:00:00Z",
        "2024-03-01T12:00:61Z",
        "2024-03-01T12:00:00.1234567890Z",
        "2024-03-01T12%3A00%3A00Z",
        "٢٠٢٤-03-01T12:00:00Z",
        " 2024-03-01T12:00:00Z",
        "",
    ],
)
def test_other_texts_are_no_timestamps(decide: Evaluate, text: str) -> None:
    assert decide({"Variable": "$", "IsTimestamp": False}, text) is True
    assert decide({"Variable": "$", "TimestampLessThan": "2100-01-01T00:00:00Z"}, text) is False


@pytest.mark.parametrize(
    ("pattern", "true", "false"),
    [
        (
            "log-*.txt",
            ["log-1.txt", "log-.txt", "log-a\nb.txt"],
            ["log-1.txt2", "Log-1.txt", "log"],
        ),
        ("*", ["", "x"], []),
        ("a*b*c", ["abc", "a-b-c", "abbcc"], ["ab", "acb"]),
        ("a.c", ["a.c"], ["abc"]),
        ("a\\*c", ["a*c"], ["abc", "a\\*c"]),
        ("a\\\\c", ["a\\c"], ["a\\\\c"]),
        ("a\\\\*", ["a\\", "a\\x"], ["a*"]),
        ("[a-z]?", ["[a-z]?"], ["b"]),
        ("", [""], ["x"]),
    ],
)
def test_a_pattern_matches_a_whole_string(
    decide: Evaluate, pattern: str, true: list[str], false: list[Any]
) -> None:
    for value in [*true, *false, 1, None, ["log"]]:
        expected = value in true
        assert decide({"Variable": "$", "StringMatches": pattern}, value) is expected, value


def test_rules_are_joined_and_those_that_do_not_matter_are_not_asked(
    decide: Evaluate, fault: Evaluate
) -> None:
    yes = {"Variable": "$.n", "NumericEquals": 1}
    no = {"Variable": "$.n", "NumericEquals": 2}
    missing = {"Variable": "$.no", "IsNull": True}
    data = {"n": 1}
    assert decide({"And": [yes, yes]}, data) is True
    assert decide({"And": [no, missing]}, data) is False
    assert decide({"Or": [yes, missing]}, data) is True
    assert decide({"Or": [no, no]}, data) is False
    assert decide({"Not": no, "Comment": "x"}, data) is True
    assert decide({"Not": {"And": [yes, {"Or": [no, {"Not": yes}]}]}}, data) is True
    assert "references an invalid value" in fault(decide, {"And": [yes, missing]}, data)


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ({"Variable": "$.no", "StringEquals": "a"}, "$.no"),
        ({"Variable": "$.no.no", "IsNull": True}, "$.no.no"),
        ({"Variable": "$.no", "StringMatches": "*"}, "$.no"),
        ({"Variable": "$.no", "TimestampEquals": "no timestamp"}, "$.no"),
        ({"Variable": "$.n", "NumericEqualsPath": "$.no"}, "$.no"),
        ({"Variable": "$.text", "NumericEqualsPath": "$.no"}, "$.no"),
        ({"Variable": "$.n[0]", "IsNumeric": True}, "$.n[0]"),
        ({"Variable": "$.list[0]", "IsNumeric": True}, "$.list[0]"),
        ({"Variable": "$$.No", "IsNumeric": True}, "$.No"),
        ({"Variable": "$no", "IsNumeric": True}, "$no"),
    ],
)
def test_a_path_that_finds_nothing_fails_the_state(
    decide: Evaluate, fault: Evaluate, rule: Any, path: str
) -> None:
    assert fault(decide, rule, {"n": 1, "text": "a", "list": []}) == (
        f"Invalid path '{path}': The choice state's condition path references an invalid value."
    )


@pytest.mark.parametrize("path", ["$.no", "$.no.no", "$.n.no", "$.n[0]", "$.list[0]", "$no"])
def test_whether_something_is_there_can_always_be_asked(decide: Evaluate, path: str) -> None:
    for data in ({"n": 1, "list": []}, None):
        assert decide({"Variable": path, "IsPresent": True}, data) is False
        assert decide({"Variable": path, "IsPresent": False}, data) is True


def test_context_and_variables_can_be_tested(decide: Evaluate) -> None:
    assert decide({"Variable": "$$.Execution.Id", "StringEquals": "arn:x"}, {}) is True
    assert decide({"Variable": "$order.id", "NumericEqualsPath": "$.n"}, {"n": 7}) is True


def test_members_of_a_rule_beside_its_test_do_not_matter(decide: Evaluate) -> None:
    rule = {"Next": "S", "Assign": {}, "Comment": "c", "Variable": "$.n", "IsNumeric": True}
    assert decide(rule, {"n": 1}) is True


def test_a_rule_without_a_test_is_refused() -> None:
    with pytest.raises(AuthoringError):
        compile_rule({"Variable": "$.n", "Next": "S"})


VALUES = st.sampled_from([*OF_EVERY_TYPE, "2024-03-01T13:00:00+01:00", 2**60])


@given(VALUES, VALUES, st.sampled_from(["String", "Numeric", "Timestamp"]))
def test_of_two_values_of_a_type_one_is_less_or_they_are_equal(
    left: Any, right: Any, kind: str
) -> None:
    def holds(relation: str) -> bool:
        rule = {"Variable": "$.l", f"{kind}{relation}Path": "$.r"}
        return compile_rule(rule)({"l": left, "r": right}, None)

    less, equal, greater = map(holds, ("LessThan", "Equals", "GreaterThan"))
    assert less + equal + greater in (0, 1)
    assert holds("LessThanEquals") is (less or equal)
    assert holds("GreaterThanEquals") is (greater or equal)


@given(VALUES, st.sampled_from(TYPE_TESTS))
def test_a_test_and_its_negation_are_opposites(value: Any, operator: str) -> None:
    rule = {"Variable": "$.v", operator: True}
    data = {"v": value}
    assert compile_rule({"Not": rule})(data, None) is not compile_rule(rule)(data, None)
