"""Placeholders in quotes where AWS wants no string."""

from __future__ import annotations

from typing import Any

import pytest

from .verdicts import END, FUNCTION, machine, mapped, verdicts


def told(document: Any) -> list[str]:
    return [line for line in verdicts(document) if line.split()[1] == "SFN113"]


def choosing(**rule: Any) -> dict[str, Any]:
    return machine(A={"Type": "Choice", "Choices": [{**rule, "Next": "B"}], "Default": "B"}, B=END)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (machine(A={"Type": "Wait", "Seconds": "${N}", "End": True}), "/States/A/Seconds"),
        (machine(A={"Type": "Wait", "Seconds": "${N}${M}", "End": True}), "/States/A/Seconds"),
        (
            machine(
                A={
                    "Type": "Task",
                    "Resource": FUNCTION,
                    "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": "${N}"}],
                    "End": True,
                }
            ),
            "/States/A/Retry/0/MaxAttempts",
        ),
        (mapped(ToleratedFailureCount="${N}"), "/States/M/ToleratedFailureCount"),
        (choosing(Variable="$.a", NumericEquals="${N}"), "/States/A/Choices/0/NumericEquals"),
        (
            choosing(Not={"Variable": "$.a", "BooleanEquals": "${B}"}),
            "/States/A/Choices/0/Not/BooleanEquals",
        ),
        (choosing(Variable="$.a", IsPresent="${B}"), "/States/A/Choices/0/IsPresent"),
    ],
)
def test_what_is_filled_in_between_quotes_is_a_string(document: Any, place: str) -> None:
    assert told(document) == [f"warning SFN113 {place}"]


@pytest.mark.parametrize("text", ["${N}0", "a${N}b", "${N} ", "${N}\n", '${N}, "Comment": "c"'])
def test_a_placeholder_with_text_beside_it_is_no_number(text: str) -> None:
    said = "error SFN113 /States/A/Seconds SCHEMA_VALIDATION_FAILED"
    wait = {"Type": "Wait", "Seconds": text, "End": True}
    assert told(machine(A=wait)) == [said]
    assert verdicts({"QueryLanguage": "JSONata", **machine(A=wait)})[0].startswith("error ")
    assert told(choosing(Variable="$.a", NumericEquals=text)) != []
    assert told(choosing(Variable="$.a", IsPresent=text)) != []


@pytest.mark.parametrize(
    "document",
    [
        choosing(Variable="$.a", StringEquals="${S}"),
        choosing(Variable="$.a", NumericEqualsPath="$.${Member}"),
        machine(A={"Type": "Pass", "Parameters": {"Seconds": "${N}"}, "End": True}),
        {
            "QueryLanguage": "JSONata",
            **machine(A={"Type": "Wait", "Seconds": "{% ${N} * 60 %}", "End": True}),
        },
    ],
)
def test_a_string_or_an_expression_may_hold_a_placeholder(document: Any) -> None:
    assert told(document) == []
