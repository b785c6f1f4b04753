"""The members of the context object: which there are, and in which states."""

from __future__ import annotations

from typing import Any

import pytest

from .verdicts import END, jsonata, machine, mapped, template, verdicts

NOWHERE = ["warning SFN319 /States/A/Parameters/x.$"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$$.Execution.Foo", NOWHERE),
        ("$$.Execution.Id.Name", NOWHERE),
        ("$$.Foo", NOWHERE),
        ("$$.execution.Id", NOWHERE),
        ("$$['Execution']['Foo']", NOWHERE),
        ("$$.Map.Item.Value", NOWHERE),
        ("$$.Map.Item", NOWHERE),
        ("States.Format('{}', $$.Execution.Foo)", NOWHERE),
        ("States.Array(States.Array($$.Map.Item.Index))", NOWHERE),
        ("$$", []),
        ("$$.Execution", []),
        ("$$.Execution.Id", []),
        ("$$.Execution.Input.a.b", []),
        ("$$.Execution.RedriveTime", []),
        ("$$.StateMachine.Name", []),
        ("$$['State']['Name']", []),
        ("$$.Execution.*", []),
        ("States.Format('$$.Foo {}', $.a)", []),
    ],
)
def test_a_path_that_leads_nowhere_in_the_context_object(path: str, expected: list[str]) -> None:
    assert verdicts(template(**{"x.$": path})) == expected


@pytest.mark.parametrize(
    ("expression", "is_known"),
    [
        ("$states.context.Execution.Foo", False),
        ("$states . context . Foo", False),
        ("$states.context.Map.Item.Value", False),
        ("$states.context.Execution.Id", True),
        ("$states.context.Execution.Input.a.b", True),
        ("$exists($states.context.Map.Item)", True),
        ("$states.context", True),
        ("$states.input.context.Foo", True),
    ],
)
def test_the_same_in_jsonata(expression: str, is_known: bool) -> None:
    found = verdicts(jsonata(f"{{% {expression} %}}"))
    assert found == ([] if is_known else ["warning SFN319 /States/A/Output"])


def test_an_item_is_there_while_a_map_starts_and_in_its_iterations() -> None:
    reading: dict[str, Any] = {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value.a"}
    assert verdicts(mapped(ItemSelector=reading)) == []
    inner = machine(I={"Type": "Pass", "Parameters": reading, "End": True})
    assert verdicts(mapped(processor=inner)) == []


def test_what_a_choice_asks_for_may_not_be_there() -> None:
    rule = {"Variable": "$$.Map.Item.Key", "IsPresent": True, "Next": "B"}
    assert verdicts(machine(A={"Type": "Choice", "Choices": [rule], "Default": "B"}, B=END)) == []
