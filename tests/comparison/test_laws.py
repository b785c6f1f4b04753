"""What holds for the comparison of any two documents."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl.comparison import as_json_text, as_text

from .scopes_to_compare import compare, json_values, machines, two_versions

a_few = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
pairs = st.one_of(two_versions(), st.tuples(machines, machines), st.tuples(json_values, machines))


def _reordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reordered(value[key]) for key in reversed(value)}
    return [_reordered(element) for element in value] if isinstance(value, list) else value


@a_few
@given(machines)
def test_a_document_does_not_differ_from_itself(document: Any) -> None:
    assert not compare(document, copy.deepcopy(document))


@a_few
@given(machines)
def test_the_order_of_members_makes_no_difference(document: Any) -> None:
    assert not compare(document, _reordered(document))


@a_few
@given(pairs)
def test_applying_the_changes_gives_the_new_meaning(pair: tuple[Any, Any]) -> None:
    old, new = pair
    assert not compare(compare(old, new).apply(old), new)


@a_few
@given(pairs)
def test_applying_the_reversed_changes_gives_the_old_meaning(pair: tuple[Any, Any]) -> None:
    old, new = pair
    assert not compare(compare(old, new).reversed().apply(new), old)


@a_few
@given(pairs)
def test_applying_leaves_both_documents_as_they_are(pair: tuple[Any, Any]) -> None:
    before = copy.deepcopy(pair)
    compare(*pair).apply(pair[0])
    assert pair == before


@a_few
@given(pairs)
def test_there_is_a_difference_one_way_if_and_only_if_there_is_one_the_other_way(
    pair: tuple[Any, Any],
) -> None:
    old, new = pair
    assert bool(compare(old, new)) == bool(compare(new, old))


@a_few
@given(pairs)
def test_turned_round_twice_the_changes_are_the_same(pair: tuple[Any, Any]) -> None:
    changes = compare(*pair)
    assert changes.reversed().reversed() == changes


@a_few
@given(pairs)
def test_any_changes_can_be_shown(pair: tuple[Any, Any]) -> None:
    changes = compare(*pair)
    assert as_text(changes).endswith("\n")
    assert as_json_text(changes).endswith("\n")
