"""ResultPath: where a result goes in the raw input."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.data.reference_paths import compile_result_path, insert
from sfn_dsl.simulation.failures import Failure


@pytest.mark.parametrize(
    ("path", "raw", "placed"),
    [
        ("$", {"a": 1}, "R"),
        ("$.r", {"a": 1}, {"a": 1, "r": "R"}),
        ("$.a", {"a": {"b": 1}}, {"a": "R"}),
        ("$.a.b", {"a": {"c": 1}}, {"a": {"c": 1, "b": "R"}}),
        ("$.x.y.z", {}, {"x": {"y": {"z": "R"}}}),
        ("$['a b'].c", {}, {"a b": {"c": "R"}}),
        ("$.a[1]", {"a": [1, 2, 3]}, {"a": [1, "R", 3]}),
        ("$.a[0].b", {"a": [{"c": 1}, 2]}, {"a": [{"c": 1, "b": "R"}, 2]}),
        ("$[0]", [1], ["R"]),
    ],
)
def test_a_result_is_put_at_its_path(path: str, raw: Any, placed: Any) -> None:
    before = copy.deepcopy(raw)
    assert compile_result_path(path)(raw, "R") == placed
    assert raw == before


def test_what_is_not_on_the_way_is_shared() -> None:
    raw = {"a": {"b": {}, "c": {}}, "d": {}}
    placed = compile_result_path("$.a.b.x")(raw, 1)
    assert placed["d"] is raw["d"]
    assert placed["a"]["c"] is raw["a"]["c"]


@pytest.mark.parametrize(
    ("path", "raw", "shown"),
    [
        ("$.x", "input1", '"input1"'),
        ("$.x", [1], "[1]"),
        ("$.x", None, "null"),
        ("$.a.x", {"a": 5}, '{"a":5}'),
        ("$.a.x.y", {"a": {"x": "t"}}, '{"a":{"x":"t"}}'),
        ("$.a[1]", {"a": [1]}, '{"a":[1]}'),
        ("$.a[0]", {"a": {}}, '{"a":{}}'),
        ("$.a[0]", {}, "{}"),
    ],
)
def test_a_path_through_something_else_is_a_conflict(path: str, raw: Any, shown: str) -> None:
    with pytest.raises(Failure) as raised:
        compile_result_path(path)(raw, 1)
    assert raised.value.error == "States.ReferencePathConflict"
    assert raised.value.cause == f"Unable to apply ReferencePath {path} to input {shown}"


@pytest.mark.parametrize("path", ["$$.a", "$x", "$.a[*]", "$..a", "$.a[-1]", "$.a[0:1]", "a"])
def test_only_a_reference_path_into_the_input_is_taken(path: str) -> None:
    with pytest.raises(AuthoringError):
        compile_result_path(path)


def test_a_place_given_by_its_steps_is_named_like_a_path() -> None:
    assert insert({}, ("a", "b"), 1) == {"a": {"b": 1}}
    with pytest.raises(Failure, match=r"ReferencePath \$\.a\[3\] to input"):
        insert({"a": []}, ("a", 3), 1)


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(), max_size=3),
    st.lists(st.sampled_from("xyz"), min_size=1, max_size=4),
    st.integers(),
)
def test_a_result_is_read_back_from_its_path(
    raw: dict[str, int], names: list[str], value: int
) -> None:
    placed = compile_result_path("$." + ".".join(names))(raw, value)
    found: Any = placed
    for name in names:
        found = found[name]
    assert found == value
    assert {name: placed[name] for name in raw} == raw
