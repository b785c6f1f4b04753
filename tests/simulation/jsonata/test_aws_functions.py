"""The functions that AWS adds."""

from __future__ import annotations

import re
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("$partition([1, 2, 3], 2)", [[1, 2], [3]]),
        ("$partition([1, 2, 3], 2.6)", [[1, 2], [3]]),
        ("$partition([1, 2, 3])", [[1, 2, 3]]),
        ("$partition('a', 2)", [["a"]]),
        ("$range(0, 6, 2)", [0, 2, 4, 6]),
        ("$range(5, 1, -2)", [5, 3, 1]),
        ("$range(-1.5, 2.5, 1)", [-1, 0, 1, 2]),
        ("$range(1, 9, 9)", 1),
        ("$hash('input', 'SHA-1')", "140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"),
        ("$hash('', 'MD5')", "d41d8cd98f00b204e9800998ecf8427e"),
        (
            "[$hash('a', 'SHA-256'), $hash('a', 'SHA-384'), $hash('a', 'SHA-512')].$length()",
            [64, 96, 128],
        ),
        ("$random(42)", 0.7275636800328681),
        ("$parse('{\"a\": [1, 1.5, true, null]}')", {"a": [1, 1.5, True, None]}),
        ("$parse(\"{'a': 'it\\\"s'}\")", {"a": 'it"s'}),
        ("$parse('-0')", 0),
        ("$parse('\"a\"')", "a"),
    ],
)
def test_a_function_has_its_value(evaluate: Any, expression: str, value: Any) -> None:
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "$partition([], 2)",
        "$partition([1], 0)",
        "$range(1, 2)",
        "$hash('a')",
        "$partition($none, 1)",
    ],
)
def test_a_missing_or_empty_argument_gives_nothing(fault: Any, expression: str) -> None:
    assert fault(expression) == "returned nothing (undefined)."


def test_a_random_uuid_is_of_version_4(evaluate: Any) -> None:
    pattern = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(pattern, evaluate("$uuid()"))


@pytest.mark.parametrize(
    ("expression", "place", "function"),
    [
        ("$hash(1, 'MD5')", 1, "hash"),
        ("$random('a')", 1, "random"),
        ("$uuid(1)", 1, "uuid"),
        ("$partition([1], 'a')", 2, "partition"),
        ("$range(1, 2, 3, 4)", 4, "range"),
        ("$parse(1)", 1, "parse"),
    ],
)
def test_an_argument_of_the_wrong_type_is_told(
    fault: Any, expression: str, place: int, function: str
) -> None:
    assert fault(expression) == (
        f'threw an error during evaluation. T0410: Argument {place} of function "{function}" does '
        "not match function signature"
    )
