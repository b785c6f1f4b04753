from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.maps.items import Item, items_of


@pytest.mark.parametrize("is_distributed", [True, False])
def test_the_elements_of_an_array_are_items_of_the_state_data(is_distributed: bool) -> None:
    items = list(items_of([1, {"a": 2}], is_distributed=is_distributed))
    assert items == [Item(1), Item({"a": 2})]
    assert [item.input for item in items] == [1, {"a": 2}]
    assert {item.source for item in items} == {"STATE_DATA"}


def test_a_distributed_map_takes_the_members_of_an_object() -> None:
    items = list(items_of({"a": 1, "b": [2]}, is_distributed=True))
    assert [(item.key, item.value) for item in items] == [("a", 1), ("b", [2])]
    assert items[0].input == {"Key": "a", "Value": 1}


def test_the_values_of_the_items_are_not_copies() -> None:
    value = [{"a": 1}]
    assert next(items_of(value, is_distributed=False)).input is value[0]


@pytest.mark.parametrize(
    ("value", "is_distributed"), [({"a": 1}, False), ("text", True), (None, True), (3, False)]
)
def test_what_is_not_an_array_fails_at_once(value: Any, is_distributed: bool) -> None:
    with pytest.raises(Failure) as failed:
        items_of(value, is_distributed=is_distributed)
    assert failed.value.error == "States.Runtime"
    assert failed.value.cause == 'Reference path "$" must point to array.'


@pytest.mark.parametrize(
    ("path", "shown"), [("$.a", "$.a"), ("$$", "$"), ("$$.Execution.Input", "$.Execution.Input")]
)
def test_a_failure_names_the_path_as_aws_does(path: str, shown: str) -> None:
    with pytest.raises(Failure) as failed:
        items_of(None, is_distributed=False, path=path)
    assert failed.value.cause == f'Reference path "{shown}" must point to array.'
