"""Values as the text that a Java program prints."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.simulation.data.json_text import compact, java_number, java_text

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-7, "-7"),
        (2**70, "1180591620717411303424"),
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (0.001, "0.001"),
        (0.00099, "9.9E-4"),
        (9999999.9, "9999999.9"),
        (1e7, "1.0E7"),
        (12345678.5, "1.23456785E7"),
        (-2.5e-9, "-2.5E-9"),
        (1.5e16, "1.5E16"),
        (1e22, "1.0E22"),
        (1.7976931348623157e308, "1.7976931348623157E308"),
        (float("inf"), "Infinity"),
        (float("nan"), "NaN"),
    ],
)
def test_numbers_are_written_as_java_writes_them(number: float, text: str) -> None:
    assert java_number(number) == text
    assert java_text(number) == text
    assert compact([number]) == f"[{text}]"


def test_json_text_is_compact_and_keeps_other_scripts_as_they_are() -> None:
    assert compact({"ключ": ["é", 1, None, True], "b": {}}) == '{"ключ":["é",1,null,true],"b":{}}'


def test_control_characters_have_upper_case_digits() -> None:
    assert compact("\x1f\n\\u001f") == '"\\u001F\\n\\\\u001f"'


def test_objects_are_shown_as_java_shows_a_map() -> None:
    value = {"a": 1, "b": [], "c": {"d": "text", "e": [None, 1.0]}, "f": True}
    assert java_text(value) == "{a=1, b=[], c={d=text, e=[null, 1.0]}, f=true}"


@given(JSON)
def test_json_text_reads_back_as_the_same_value(value: Any) -> None:
    assert json.loads(compact(value)) == value
