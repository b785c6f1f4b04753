"""Renames are found beside states that are not finished, and where much was changed."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.comparison import Added, Removed, Renamed

from .scopes_to_compare import chain, compare, task

WORK = task("work", Parameters={"x": 1})
RULE = {"Variable": "$.n", "NumericEquals": 1, "Next": "Old"}


def before_work(first: Any, name: str) -> dict[str, Any]:
    """A machine of a state and a task of some name."""
    return {"StartAt": "First", "States": {"First": first, name: {**WORK, "End": True}}}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param({"Next": "Old"}, {"End": True}, id="the exit is gone"),
        pytest.param({"Next": "Old"}, {"Next": ["New"]}, id="the exit is an array"),
        pytest.param({"Next": {"Old": 1}}, {"Next": "New"}, id="the exit was an object"),
        pytest.param({"Next": "Old"}, None, id="the state is null"),
        pytest.param("Next", {"Next": "New"}, id="the state was a text"),
        pytest.param({"Choices": [RULE]}, {"Choices": [{}]}, id="the rule has lost its target"),
        pytest.param({"Choices": [{}]}, {"Choices": [RULE]}, id="the rule had no target"),
        pytest.param({"Choices": [RULE]}, {"Choices": ["Next"]}, id="the rule is a text"),
        pytest.param({"Choices": [RULE]}, {"Choices": {"Next": "New"}}, id="rules in no array"),
        pytest.param({"Choices": "Next"}, {"Choices": [RULE]}, id="rules were a text"),
        pytest.param({"Choices": [RULE]}, {"Choices": [RULE, 1]}, id="one more rule, a number"),
        pytest.param({"Catch": [{"Next": "Old"}]}, {"Catch": [None]}, id="the catcher is null"),
        pytest.param({"Default": "Old"}, {"Default": 3}, id="the default is a number"),
    ],
)
def test_a_task_is_renamed_whatever_is_wrong_with_the_state_before_it(old: Any, new: Any) -> None:
    changes = compare(before_work(old, "Old"), before_work(new, "New"))
    renames = [change for change in changes if isinstance(change, Renamed)]
    assert renames == [Renamed("/States/Old", "/States/New")]


def test_a_machine_that_starts_behind_a_removed_state_keeps_what_it_has() -> None:
    old = chain("Gone", "A", "B")
    new = chain("A", "B", "Other", Other={"Type": "Wait", "Seconds": 1})
    changes = compare(old, new)
    assert not [change for change in changes if isinstance(change, Renamed)]
    assert "/States/Gone" in [each.old_pointer for each in changes if isinstance(each, Removed)]
    assert "/States/Other" in [each.new_pointer for each in changes if isinstance(each, Added)]


def fork(prefix: str, variable: str, number: int) -> dict[str, Any]:
    """A choice among many waits that are all the same."""
    names = [f"{prefix} {i}" for i in range(number)]
    rules = [
        {"Variable": variable, "NumericEquals": i, "Next": name} for i, name in enumerate(names)
    ]
    waits = {name: {"Type": "Wait", "Seconds": 5, "End": True} for name in names}
    return {"StartAt": "Fork", "States": {"Fork": {"Type": "Choice", "Choices": rules}, **waits}}


def test_of_many_states_that_are_the_same_all_are_renamed_in_the_order_written() -> None:
    old, new = fork("Wait", "$.kind", 30), fork("Pause", "$.type", 29)
    renames = [change for change in compare(old, new) if isinstance(change, Renamed)]
    assert renames == [Renamed(f"/States/Wait {i}", f"/States/Pause {i}") for i in range(29)]


def test_a_renamed_state_where_its_neighbours_are_the_same_is_told_by_its_exits() -> None:
    def machine(*names: str) -> dict[str, Any]:
        log, mail = names
        states = {
            log: task("run", Parameters={"what": "log", "a": 1, "b": 2}, Next="Logged"),
            mail: task("run", Parameters={"what": "mail", "a": 1, "b": 2}, Next="Mailed"),
        }
        fork = {"Type": "Choice", "Choices": [{**RULE, "Next": mail}], "Default": log}
        ends = {"Logged": {"Type": "Succeed"}, "Mailed": {"Type": "Succeed"}}
        return {"StartAt": "Fork", "States": {"Fork": fork, **states, **ends}}

    changes = compare(machine("Log", "Mail"), machine("Write", "Send"))
    assert list(changes) == [
        Renamed("/States/Log", "/States/Write"),
        Renamed("/States/Mail", "/States/Send"),
    ]


def test_waits_that_are_the_same_are_told_apart_by_the_renamed_tasks_before_them() -> None:
    wait = {"Type": "Wait", "Seconds": 5}
    tasks = {"Intro": {"Type": "Pass"}, "Get": task("Load"), "Put": task("Store")}
    waits = {"Wait 1": wait, "Wait 2": wait}
    old = chain("First", "Load", "Wait 1", "Store", "Wait 2", "Last", **waits)
    pauses = {"Pause 1": wait, "Pause 2": wait}
    new = chain("Intro", "Get", "Pause 1", "Put", "Pause 2", "Last", **tasks, **pauses)
    # In the file the last comes first.
    new["States"] = dict(reversed(new["States"].items()))
    renames = {change for change in compare(old, new) if isinstance(change, Renamed)}
    assert renames == {
        Renamed("/States/Load", "/States/Get"),
        Renamed("/States/Wait 1", "/States/Pause 1"),
        Renamed("/States/Store", "/States/Put"),
        Renamed("/States/Wait 2", "/States/Pause 2"),
    }
