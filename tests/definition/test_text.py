from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import canonical_text

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_the_text_is_json_of_the_same_value(value: Any) -> None:
    text = canonical_text(value)
    read = json.loads(text)
    assert read == value
    assert canonical_text(read) == text
    text.encode()


def test_numbers_and_characters_stay_as_they_are() -> None:
    assert canonical_text([2.0, 2, 1e3, "ü", 'a"b', True, None]) == (
        '[2.0, 2, 1000.0, "ü", "a\\"b", true, null]\n'
    )
    assert canonical_text({"half": "\ud800"}) == '{\n  "half": "\\ud800"\n}\n'


def test_arrays_of_scalars_stand_on_one_line_while_they_fit() -> None:
    assert canonical_text({"a": ["x", {}, []], "b": [[1]], "c": {}}) == (
        '{\n  "a": ["x", {}, []],\n  "b": [\n    [1]\n  ],\n  "c": {}\n}\n'
    )
    long = canonical_text({"a": ["x" * 40, "y" * 40, "z" * 40]})
    assert long.count("\n") == 7


def test_nesting_costs_no_recursion() -> None:
    value: Any = {}
    for _ in range(3_000):
        value = {"a": value}
    assert canonical_text(value).count('"a"') == 3_000


def test_a_value_that_holds_itself_is_refused() -> None:
    value: list[Any] = [[]]
    value[0].append({"again": value})
    with pytest.raises(ValueError, match="the value contains itself"):
        canonical_text(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_hold_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_text({"a": value})


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical_text({"a": {1, 2}})
    with pytest.raises(TypeError, match="must be a string, not 1"):
        canonical_text({1: "a"})


def test_what_controls_how_text_is_shown_is_escaped() -> None:
    steering = "\x1b\x7f\x9b\u200f\u2028\u202e\u2066"
    text = canonical_text({steering: steering})
    assert text.isascii()
    assert all(character.isprintable() or character == "\n" for character in text)
    assert json.loads(text) == {steering: steering}
