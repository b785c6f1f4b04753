from __future__ import annotations

import json
from itertools import islice, pairwise, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.simulation.maps.items import batches


def sizes(values: Any, **options: Any) -> list[int]:
    """How many items each batch has."""
    return [len(batch["Items"]) for batch in batches(values, **options)]


def size(value: Any) -> int:
    """The bytes of a value as JSON without blanks."""
    return len(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())


def test_a_batch_takes_as_many_items_as_it_may() -> None:
    assert list(batches([1, 2, 3], max_items=2)) == [{"Items": [1, 2]}, {"Items": [3]}]


def test_batch_input_stands_beside_the_items_of_every_batch() -> None:
    assert list(batches([1, 2], max_items=1, batch_input={"run": 7})) == [
        {"BatchInput": {"run": 7}, "Items": [1]},
        {"BatchInput": {"run": 7}, "Items": [2]},
    ]


def test_no_items_make_no_batch() -> None:
    assert list(batches([], max_items=2)) == []


@pytest.mark.parametrize("limit", [None, 0])
def test_without_a_number_the_bytes_alone_count(limit: int | None) -> None:
    # {"Items":[1,2]} has 15 bytes.
    assert sizes([1, 2, 3, 4, 5], max_items=limit, max_bytes=15) == [2, 2, 1]


def test_the_smaller_of_two_limits_ends_a_batch() -> None:
    assert sizes([1, 2, 3, 4], max_items=3, max_bytes=15) == [2, 2]
    assert sizes([1, 2, 3, 4], max_items=1, max_bytes=15) == [1, 1, 1, 1]


def test_bytes_are_those_of_utf_8() -> None:
    # {"Items":["é","é"]} has 19 characters and 21 bytes.
    assert sizes(["é", "é"], max_bytes=21) == [2]
    assert sizes(["é", "é"], max_bytes=20) == [1, 1]


def test_batch_input_takes_its_share_of_the_bytes() -> None:
    assert sizes([1, 2], max_bytes=30) == [2]
    assert sizes([1, 2], max_bytes=30, batch_input="long") == [1, 1]


def test_an_item_above_the_limit_makes_a_batch_alone() -> None:
    assert sizes([1, "x" * 99, 2], max_bytes=20) == [1, 1, 1]


def test_no_batch_grows_above_what_an_execution_takes() -> None:
    assert sizes(repeat("x" * 100_000, 5), max_items=10) == [2, 2, 1]
    assert sizes([1, 2, 3], max_items=3, max_bytes=10**6, payload=15) == [2, 1]


def test_batches_are_made_as_they_are_asked_for() -> None:
    assert len(list(islice(batches(repeat(1), max_items=2), 3))) == 3


@given(st.lists(st.text(max_size=9)), st.integers(1, 4), st.integers(24, 60))
def test_batches_hold_every_item_once_in_order_and_stay_within_their_limits(
    values: list[str], most: int, limit: int
) -> None:
    made = list(batches(values, max_items=most, max_bytes=limit))
    assert [value for batch in made for value in batch["Items"]] == values
    for batch, following in pairwise(made):
        assert len(batch["Items"]) <= most
        larger = {"Items": [*batch["Items"], following["Items"][0]]}
        assert len(batch["Items"]) == most or size(larger) > limit
    assert all(size(batch) <= limit or len(batch["Items"]) == 1 for batch in made)
