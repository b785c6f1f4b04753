"""What is said of Choice rules is true of all data."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition
from sfn_dsl.lint.rules import choice_rule_never_taken, contradicting_comparisons
from sfn_dsl.lint.subject import Finding, Subject

from .holding import ABSENT, RELATIONS, MissingError, holds, taken

VALUES = (
    *(ABSENT, None, True, False, [], {}),
    *(-1, 0, 0.5, 1, 1.5, 2, 3),
    *("", "0", "1", "x", "xy", "y", "z"),
    *("2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2021-01-01T01:00:00+01:00"),
)
DATA = [{"$.a": one, "$.b": other} for one, other in product(VALUES, VALUES)]


def operators(kind: str, operands: list[Any]) -> st.SearchStrategy[tuple[str, Any]]:
    names = [f"{kind}{relation}" for relation in RELATIONS]
    return st.tuples(st.sampled_from(names), st.sampled_from(operands))


TESTS = st.one_of(
    operators("String", ["1", "x", "y"]),
    operators("Numeric", [0, 1, 1.0, 2]),
    operators("Timestamp", ["2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"]),
    st.tuples(st.just("BooleanEquals"), st.booleans()),
    st.tuples(st.just("StringMatches"), st.sampled_from(["*", "x*", "*y", "x"])),
    st.tuples(
        st.sampled_from(
            ["IsPresent", "IsNull", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"]
        ),
        st.booleans(),
    ),
)
COMPARISONS = st.builds(
    lambda variable, test: {"Variable": variable, test[0]: test[1]},
    st.sampled_from(["$.a", "$.a", "$.b"]),
    TESTS,
)
RULES = st.recursive(
    COMPARISONS,
    lambda parts: st.one_of(
        st.builds(lambda part: {"Not": part}, parts),
        st.builds(
            lambda name, listed: {name: listed},
            st.sampled_from(["And", "Or"]),
            st.lists(parts, min_size=1, max_size=3),
        ),
    ),
    max_leaves=4,
)


def found(rule: Any, rules: list[dict[str, Any]]) -> list[Finding]:
    choice = {"Type": "Choice", "Choices": rules, "Default": "B"}
    states = {"A": choice, "B": {"Type": "Succeed"}}
    return list(rule.check(Subject(Definition({"StartAt": "A", "States": states}))))


def at(rules: list[dict[str, Any]], pointer: str) -> Any:
    part: Any = rules
    for step in pointer.removeprefix("/States/A/Choices/").split("/"):
        part = part[int(step)] if isinstance(part, list) else part[step]
    return part


@given(st.lists(RULES, min_size=2, max_size=4))
def test_a_rule_that_is_said_never_to_be_taken_never_is(rules: list[dict[str, Any]]) -> None:
    rules = [{**rule, "Next": "B"} for rule in rules]
    never = {int(each.pointer.rpartition("/")[2]) for each in found(choice_rule_never_taken, rules)}
    if never:
        assert never.isdisjoint(taken(rules, data) for data in DATA)


@given(st.lists(COMPARISONS, min_size=2, max_size=4), RULES)
def test_an_and_that_is_said_never_to_hold_never_does(
    parts: list[dict[str, Any]], rule: dict[str, Any]
) -> None:
    rules = [{"And": [*parts, rule], "Next": "B"}]
    for finding in found(contradicting_comparisons, rules):
        named = {"And": at(rules, finding.pointer)}
        assert not any(_holds(named, data) for data in DATA)


def _holds(rule: dict[str, Any], data: dict[str, Any]) -> bool:
    try:
        return holds(rule, data)
    except MissingError:
        return False
