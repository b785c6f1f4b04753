"""States under another name, and states that are not the same at all."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from sfn_dsl.comparison import Added, Changed, Removed, Renamed

from .scopes_to_compare import chain, changed, compare, one_state, task


def _renamed(document: Any, old: str, new: str) -> Any:
    """The document with a name changed everywhere it is written."""
    return json.loads(json.dumps(document).replace(json.dumps(old), json.dumps(new)))


def _kinds(old: Any, new: Any) -> list[type]:
    return [type(change) for change in compare(old, new)]


ROUTED = {
    "StartAt": "Look",
    "States": {
        "Look": task("look", Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}], Next="Fork"),
        "Fork": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "One"}],
            "Default": "Other",
        },
        "One": task("one", End=True),
        "Other": task("other", Next="One"),
        "Sorry": {"Type": "Fail"},
    },
}


@pytest.mark.parametrize("name", list(ROUTED["States"]))
def test_a_renamed_state_is_one_change_wherever_it_is_referred_to(name: str) -> None:
    new = _renamed(ROUTED, name, "Renamed")
    assert list(compare(ROUTED, new)) == [Renamed(f"/States/{name}", "/States/Renamed")]


def test_all_states_renamed_are_as_many_renames() -> None:
    new = ROUTED
    for name in ROUTED["States"]:
        new = _renamed(new, name, f"New {name}")
    assert _kinds(ROUTED, new) == [Renamed] * 5


def test_states_that_do_the_same_are_told_apart_by_where_they_stand() -> None:
    same = {name: {"Type": "Pass"} for name in "ABCD"}
    old = chain("A", "B", "C", "D", **same)
    new = chain("W", "X", "Y", "Z", **{name: {"Type": "Pass"} for name in "WXYZ"})
    renames = [(change.old_pointer[-1], change.new_pointer[-1]) for change in compare(old, new)]
    assert renames == [("A", "W"), ("B", "X"), ("C", "Y"), ("D", "Z")]


def test_a_renamed_state_with_a_small_change_is_a_rename_and_that_change() -> None:
    old = chain("A", "B", "C", B=task("b", TimeoutSeconds=5, Parameters={"x": 1, "y": 2}))
    new = chain("A", "New", "C", New=task("b", TimeoutSeconds=9, Parameters={"x": 1, "y": 2}))
    assert list(compare(old, new)) == [
        Renamed("/States/B", "/States/New"),
        Changed("/States/B/TimeoutSeconds", "/States/New/TimeoutSeconds", 5, 9),
    ]


def test_a_renamed_task_with_another_parameter_is_still_that_task() -> None:
    old = chain("A", "B", "C", B=task("b", Parameters={"x": 1, "y": "one"}))
    new = chain("A", "New", "C", New=task("b", Parameters={"x": 1, "y": "two"}))
    assert _kinds(old, new) == [Renamed, Changed]


def test_a_renamed_choice_with_one_more_rule_is_still_that_choice() -> None:
    new = _renamed(ROUTED, "Fork", "Route")
    rule = {"Variable": "$.n", "NumericEquals": 2, "Next": "Other"}
    new["States"]["Route"]["Choices"].insert(0, rule)
    assert _kinds(ROUTED, new) == [Renamed, Added]


def test_a_rename_is_found_although_a_state_was_put_before_it() -> None:
    old, new = chain("A", "B", "C"), chain("A", "New", "X", "C", X=task("B"))
    assert Renamed("/States/B", "/States/X") in compare(old, new)
    assert sorted(kind.__name__ for kind in _kinds(old, new)) == ["Added", "Changed", "Renamed"]


@pytest.mark.parametrize(
    "other",
    [
        {"Type": "Wait", "Seconds": 5},
        {"Type": "Pass", "Result": {"charged": True}},
        task("charge-card", Parameters={"amount.$": "$.amount"}),
    ],
    ids=["another type", "a mock", "another function"],
)
def test_a_state_in_the_place_of_a_very_different_one_is_new(other: Any) -> None:
    old = chain("A", "B", "C", B=task("send-mail", Parameters={"to.$": "$.customer.mail"}))
    kinds = _kinds(old, chain("A", "New", "C", New=other))
    assert Renamed not in kinds
    assert {Removed, Added} <= set(kinds)


def test_the_same_handlers_around_another_function_do_not_make_it_the_same_state() -> None:
    around = {
        "Resource": "arn:aws:states:::lambda:invoke",
        "OutputPath": "$.Payload",
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 6}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C", "ResultPath": "$.error"}],
    }
    mail = {**task(""), **around, "Parameters": {"FunctionName": "mail", "Payload.$": "$"}}
    charge = {**task(""), **around, "Parameters": {"FunctionName": "charge", "Payload.$": "$"}}
    old, new = chain("A", "Mail", "C", Mail=mail), chain("A", "Charge", "C", Charge=charge)
    assert Renamed not in _kinds(old, new)


def test_a_state_that_keeps_its_name_is_not_renamed_to_its_copy() -> None:
    one, two = chain("A", "B"), chain("A", "Copy", "B", Copy=task("A"))
    assert _kinds(one, two) == [Changed, Added]
    assert _kinds(two, one) == [Changed, Removed]


def test_of_two_states_like_a_new_one_the_more_similar_was_renamed() -> None:
    def step(**more: Any) -> dict[str, Any]:
        parameters = {name: name for name in "abcdefghijklmnopqrst"}
        return {"Type": "Pass", "Parameters": {**parameters, **more}}

    old = chain("A", "B", "C", B=step(z=1), C=step(z=1, y=2))
    new = chain("A", "New", New=step(z=2))
    changes = compare(old, new)
    assert Renamed("/States/B", "/States/New") in changes
    assert Removed("/States/C", old["States"]["C"], "/States") in changes


@pytest.mark.parametrize(
    "entry",
    [{"Next": "B"}, {"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "End": True}],
    ids=["next", "catch"],
)
def test_a_rename_is_found_although_nothing_leads_to_the_state_any_more(entry: Any) -> None:
    old = {"StartAt": "A", "States": {"A": task("a", **entry), "B": task("b", End=True)}}
    new = {"StartAt": "A", "States": {"A": task("a", End=True), "X": task("b", End=True)}}
    assert Renamed("/States/B", "/States/X") in compare(old, new)
    assert Renamed("/States/X", "/States/B") in compare(new, old)


def test_a_reference_that_was_pointed_elsewhere_is_a_change_of_its_own() -> None:
    new = changed(
        _renamed(ROUTED, "One", "First"),
        lambda document: document["States"]["Other"].update(Next="Sorry"),
    )
    assert Changed("/States/Other/Next", "/States/Other/Next", "One", "Sorry") in compare(
        ROUTED, new
    )


def test_a_reference_left_behind_by_a_rename_is_reported() -> None:
    old = chain("A", "B")
    new = chain("A", "X", X=task("B"))
    new["States"]["A"]["Next"] = "B"
    assert Changed("/States/A/Next", "/States/A/Next", "B", "B") in compare(old, new)


@pytest.mark.parametrize("member", ["Branches", "ItemProcessor", "Iterator"])
def test_a_state_of_a_nested_machine_is_renamed_in_its_own_scope(member: str) -> None:
    inner = chain("A", "B")
    nested = [inner] if member == "Branches" else inner
    kind = "Parallel" if member == "Branches" else "Map"
    old = one_state({"Type": kind, member: nested, "End": True})
    new = copy.deepcopy(old)
    machine = new["States"]["A"][member]
    machine = machine[0] if member == "Branches" else machine
    machine["States"]["X"] = machine["States"].pop("B")
    machine["States"]["A"]["Next"] = "X"
    assert _kinds(old, new) == [Renamed]


def test_a_map_and_the_states_inside_it_can_be_renamed_together() -> None:
    old = chain("A", "Each", Each={"Type": "Map", "ItemProcessor": chain("B", "C")})
    inner = chain("X", "Y", X=task("B"), Y=task("C"))
    new = chain("A", "Every", Every={"Type": "Map", "ItemProcessor": inner})
    assert _kinds(old, new) == [Renamed] * 3


def test_applying_a_rename_takes_the_references_along_and_keeps_the_order_of_states() -> None:
    changes = compare(ROUTED, _renamed(ROUTED, "One", "First"))
    assert list(changes.apply(ROUTED)["States"]) == ["Look", "Fork", "First", "Other", "Sorry"]
    assert changes.apply(ROUTED) == _renamed(ROUTED, "One", "First")
