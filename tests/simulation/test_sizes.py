from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_dsl.simulation.sizes import is_larger, most_bytes, size_of

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


def json_bytes(value: Any) -> int:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=40)
@given(VALUES)
def test_a_bound_is_never_below_the_bytes(value: Any) -> None:
    assert most_bytes(value, 10**9) + 2 >= json_bytes(value)


@settings(max_examples=40)
@given(VALUES, st.integers(0, 300))
def test_what_is_too_large_is_told_to_the_byte(value: Any, limit: int) -> None:
    assert is_larger([value], limit) is (json_bytes([value]) > limit)


@settings(max_examples=40)
@given(st.dictionaries(st.text(), VALUES), st.dictionaries(st.text(), VALUES))
def test_a_bound_by_another_value_is_never_below_the_bytes(
    old: dict[str, Any], more: dict[str, Any]
) -> None:
    old = {"large": "x" * 5000, **old}
    known = most_bytes(old, 10**9)
    new = {**old, **more}
    assert most_bytes(new, 10**9, old, known) >= json_bytes(new)


@pytest.mark.parametrize(
    ("value", "size"), [(None, 4), (10, 2), ("é", 2), ({"a": [1, "é"]}, 14), ([], 2)]
)
def test_sizes_are_bytes_of_compact_json(value: Any, size: int) -> None:
    assert size_of(value) == size


def test_what_is_nested_too_deeply_is_too_large() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert is_larger(deep, 10**9)
