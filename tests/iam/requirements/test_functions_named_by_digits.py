"""A name of a function that is all digits is no account."""

from __future__ import annotations

import pytest

from sfn_dsl import Definition, policy_of


@pytest.mark.parametrize(
    ("name", "resources"),
    [
        ("2024", ["2024", "2024:*"]),
        ("123456789012", ["123456789012", "123456789012:*"]),
        ("123456789012:function:2024", ["2024", "2024:*"]),
        ("123456789012:2024", ["2024", "2024:*"]),
    ],
)
def test_the_policy_allows_the_function_that_is_called(name: str, resources: list[str]) -> None:
    call = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": name},
        "End": True,
    }
    (statement,) = policy_of(Definition({"StartAt": "A", "States": {"A": call}}))["Statement"]
    assert [one.partition(":function:")[2] for one in statement["Resource"]] == [
        one.removeprefix("") for one in resources
    ]
