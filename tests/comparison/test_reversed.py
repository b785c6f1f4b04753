"""A comparison seen from the other side is the same comparison."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, diff


def machine(**states: dict[str, Any]) -> Definition:
    return Definition({"StartAt": next(iter(states)), "States": states})


def calls(resource: str, **fields: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": resource, **fields}


def retried(*errors: str) -> Definition:
    retriers = [{"ErrorEquals": [error], "MaxAttempts": 1} for error in errors]
    return machine(A=calls("arn:aws:states:::lambda:invoke", Retry=retriers, End=True))


PAIRS = {
    "a service in one partition and in any": (
        machine(Old=calls("arn:aws:states:::sqs:sendMessage", End=True)),
        machine(New=calls("arn:${P}:states:::sqs:sendMessage", Parameters={}, End=True)),
    ),
    "moved elements that read alike": (retried("P", "X", "A", "B"), retried("Q", "X", "B", "A")),
    "elements as similar to two others": (
        machine(A={"Type": "Pass", "Result": [{"a": 1, "b": 2}], "End": True}),
        machine(A={"Type": "Pass", "Result": [{"a": 1, "b": 3}, {"a": 4, "b": 2}], "End": True}),
    ),
    "a target by the new name of a renamed state": (
        machine(
            A={
                "Type": "Choice",
                "Choices": [
                    {"Variable": "$.a", "IsNull": True, "Next": "B"},
                    {"Variable": "$.a", "IsNull": True, "Next": "C"},
                ],
                "Default": "B",
            },
            B={"Type": "Pass", "Comment": "of B", "End": True},
        ),
        machine(
            A={
                "Type": "Choice",
                "Choices": [
                    {"Variable": "$.b", "IsNull": True, "Next": "C"},
                    {"Variable": "$.a", "IsNull": True, "Next": "C"},
                ],
                "Default": "C",
            },
            C={"Type": "Pass", "Comment": "of B", "End": True},
        ),
    ),
}


@pytest.mark.parametrize(("one", "other"), PAIRS.values(), ids=PAIRS.keys())
def test_a_difference_is_the_same_from_either_side(one: Definition, other: Definition) -> None:
    assert diff(one, other).reversed() == diff(other, one)
    assert not diff(Definition(diff(one, other).apply(one.document)), other)


names = st.sampled_from(["A", "B", "C", "D", "E"])
states = st.fixed_dictionaries(
    {"Type": st.sampled_from(["Task", "Pass", "Choice"])},
    optional={
        "Resource": st.sampled_from(
            [
                "arn:aws:states:::sqs:sendMessage",
                "arn:${P}:states:::sqs:sendMessage",
                "arn:a:b:c:d:e",
            ]
        ),
        "Next": names,
        "Parameters": st.dictionaries(st.sampled_from(["QueueUrl", "n"]), st.integers(0, 2)),
        "Comment": st.sampled_from(["of A", "of B"]),
        "Result": st.lists(st.sampled_from([1, "x", {"a": 1}, {"a": 2, "b": 1}, [1], True])),
        "Choices": st.lists(
            st.fixed_dictionaries({"Next": names, "Variable": st.sampled_from(["$.a", "$.b"])})
        ),
    },
)
machines = st.builds(
    lambda start, block: Definition({"StartAt": start, "States": block}),
    names,
    st.dictionaries(names, states, max_size=5),
)


@given(machines, machines)
def test_any_two_machines_differ_alike_from_either_side(one: Definition, other: Definition) -> None:
    assert diff(one, other).reversed() == diff(other, one)


many = st.lists(states, min_size=22, max_size=26)


@given(many, many)
def test_many_renamed_states_are_matched_alike(one: list[Any], other: list[Any]) -> None:
    old = machine(**{f"Old {n}": state for n, state in enumerate(one)})
    new = machine(**{f"New {n}": state for n, state in enumerate(other)})
    assert diff(old, new).reversed() == diff(new, old)
