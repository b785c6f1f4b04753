"""Insertions, removals and moves where order matters."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.comparison import Added, Changed, Moved, Removed

from .scopes_to_compare import chain, compare, one_state, task


def _rule(number: int, **members: Any) -> dict[str, Any]:
    return {"Variable": "$.n", "NumericEquals": number, "Next": f"S{number % 3}", **members}


def _choice(*rules: Any) -> dict[str, Any]:
    return one_state({"Type": "Choice", "Choices": list(rules), "Default": "A"})


@pytest.mark.parametrize("place", [0, 1, 500, 1000])
def test_a_rule_inserted_among_a_thousand_is_one_addition(place: int) -> None:
    rules = [_rule(number) for number in range(1000)]
    inserted = {"Variable": "$.vip", "BooleanEquals": True, "Next": "S1"}
    new = [*rules[:place], inserted, *rules[place:]]
    (change,) = compare(_choice(*rules), _choice(*new))
    assert change == Added(f"/States/A/Choices/{place}", inserted, "/States/A/Choices")


def test_a_rule_removed_from_a_thousand_is_one_removal() -> None:
    rules = [_rule(number) for number in range(1000)]
    (change,) = compare(_choice(*rules), _choice(*rules[1:]))
    assert change == Removed("/States/A/Choices/0", rules[0], "/States/A/Choices")


def test_rules_inserted_in_many_places_are_as_many_additions() -> None:
    rules = [_rule(number) for number in range(300)]
    new = [rule for number in range(300) for rule in (_rule(1000 + number), _rule(number))]
    assert [type(change) for change in compare(_choice(*rules), _choice(*new))] == [Added] * 300


def test_a_rule_that_now_comes_first_has_moved_and_no_other_has() -> None:
    a, b, c, d = (_rule(number) for number in range(4))
    (change,) = compare(_choice(a, b, c, d), _choice(d, a, b, c))
    assert change == Moved("/States/A/Choices/3", "/States/A/Choices/0", d)


def test_a_changed_rule_behind_an_inserted_one_is_looked_into() -> None:
    a, b = _rule(0), _rule(1)
    first = {"Variable": "$.vip", "IsPresent": True, "Next": "S0"}
    changes = compare(_choice(a, b), _choice(first, a, {**b, "Next": "S9"}))
    assert list(changes) == [
        Added("/States/A/Choices/0", first, "/States/A/Choices"),
        Changed("/States/A/Choices/1/Next", "/States/A/Choices/2/Next", "S1", "S9"),
    ]


def test_when_all_rules_lead_elsewhere_each_is_one_change() -> None:
    rules = [_rule(number) for number in range(50)]
    new = [_rule(999, Variable="$.vip"), *({**rule, "Next": "S9"} for rule in rules)]
    changes = compare(_choice(*rules), _choice(*new))
    assert [type(change) for change in changes] == [Added] + [Changed] * 50


def test_an_inserted_branch_is_one_addition() -> None:
    first, second, third = chain("X"), chain("Y"), chain("Z")
    old = one_state({"Type": "Parallel", "Branches": [first, second]})
    (change,) = compare(old, one_state({"Type": "Parallel", "Branches": [third, first, second]}))
    assert change == Added("/States/A/Branches/0", third, "/States/A/Branches")


def test_an_element_of_a_payload_is_found_among_its_neighbours() -> None:
    old = one_state(task("f", Parameters={"tables": ["a", "b", "c"]}))
    new = one_state(task("f", Parameters={"tables": ["a", "x", "b", "d"]}))
    pointer = "/States/A/Parameters/tables"
    assert list(compare(old, new)) == [
        Added(f"{pointer}/1", "x", pointer),
        Changed(f"{pointer}/2", f"{pointer}/3", "c", "d"),
    ]


def test_equal_elements_are_counted() -> None:
    old = one_state({"Type": "Pass", "Result": ["a", "a", "b"]})
    (change,) = compare(old, one_state({"Type": "Pass", "Result": ["a", "a", "a", "b"]}))
    assert isinstance(change, Added)


def test_the_longest_run_stays_and_the_rest_moves_both_ways_alike() -> None:
    orders = ([0, 1, 2, 3, 4, 5], [3, 1, 2, 5, 4, 0])
    old, new = (_choice(*(_rule(number) for number in order)) for order in orders)
    changes = compare(old, new)
    assert {type(change) for change in changes} == {Moved}
    assert compare(new, old) == changes.reversed()
    assert changes.apply(old) == new
