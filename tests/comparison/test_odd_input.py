"""Documents that are no valid definitions are compared all the same."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from sfn_dsl.comparison import Changed, MisappliedError, Renamed, as_json_text, as_text

from .scopes_to_compare import chain, compare, task

ODD: list[Any] = [
    None,
    "a definition",
    [],
    {},
    {"States": "none"},
    {"StartAt": {}, "States": {"A": 3, "B": [], "C": None}},
    {"StartAt": "A", "States": {"A": {"Next": [], "Default": 1, "Choices": {"Next": "A"}}}},
    {"StartAt": "A", "States": {"A": {"Type": [], "QueryLanguage": {}, "InputPath": "$"}}},
    {"QueryLanguage": ["JSONata"], "States": {"A": {"Type": "Map", "Iterator": 1}}},
    {"States": {"A": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": "INLINE"}}}},
    {"States": {"B": {"Catch": [1, {"Next": {}}, {"Next": "B"}], "Retry": {"MaxAttempts": 3}}}},
    {"States": {"": {"Branches": [1, {"States": []}]}, "a/b~c": {"ErrorEquals": [1, "x"]}}},
    {"Retry": float("nan"), "Version": float("inf")},
]


@pytest.mark.parametrize(("old", "new"), list(itertools.product(ODD, ODD)))
def test_odd_documents_are_compared_and_shown_and_can_be_changed_into_each_other(
    old: Any, new: Any
) -> None:
    changes = compare(old, new)
    assert as_text(changes)
    assert as_json_text(changes)
    assert not compare(changes.apply(old), new)


def test_not_a_number_does_not_differ_from_itself() -> None:
    assert not compare(json.loads('{"a": [NaN]}'), json.loads('{"a": [NaN]}'))


def _deep(levels: int, leaf: Any) -> dict[str, Any]:
    value = leaf
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return {"Comment": value}


@pytest.mark.parametrize("levels", [255, 2000])
@pytest.mark.parametrize(("old", "new"), [(1, 2), (1, True), ("a", None)])
def test_deep_documents_are_compared(levels: int, old: Any, new: Any) -> None:
    changes = compare(_deep(levels, old), _deep(levels, new))
    assert [type(change) for change in changes] == [Changed]
    assert as_text(changes)
    assert not compare(changes.apply(_deep(levels, old)), _deep(levels, new))


def _nested(levels: int, prefix: str) -> dict[str, Any]:
    machine = chain(f"{prefix} innermost", **{f"{prefix} innermost": task("f")})
    for level in range(levels):
        name = f"{prefix} {level}"
        machine = chain(name, **{name: {"Type": "Parallel", "Branches": [machine]}})
    return machine


def test_renames_are_found_through_fifty_scopes_inside_each_other() -> None:
    old, new = _nested(50, "Old"), _nested(50, "New")
    assert [type(change) for change in compare(old, new)] == [Renamed] * 51
    assert not compare(compare(old, new).apply(old), new)


def test_changes_are_not_applied_to_a_document_they_do_not_fit() -> None:
    changes = compare(chain("A", "B"), chain("A", "B", "C"))
    with pytest.raises(MisappliedError, match="nothing at '/States/B'"):
        changes.apply(chain("A", "Z"))
