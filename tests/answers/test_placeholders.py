from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Definition, read_json
from sfn_dsl.errors import AuthoringError
from sfn_dsl.testing import simulate

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work"


@pytest.mark.parametrize(
    ("state", "pointer"),
    [
        ({"Type": "Wait", "Seconds": "${Delay}", "End": True}, "/States/Only/Seconds"),
        (
            {
                "Type": "Task",
                "Resource": FUNCTION,
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": "${Attempts}"}],
                "End": True,
            },
            "/States/Only/Retry/0/MaxAttempts",
        ),
    ],
)
def test_a_placeholder_for_a_number_has_to_be_filled_in(
    state: dict[str, Any], pointer: str
) -> None:
    definition = Definition({"StartAt": "Only", "States": {"Only": state}})
    with pytest.raises(AuthoringError, match=f"{pointer} .* substitutions="):
        simulate(definition)


def test_what_is_filled_in_outside_quotes_is_a_number() -> None:
    text = '{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": ${Delay}, "End": true}}}'
    run = simulate(read_json(text), substitutions={"Delay": "60"})
    assert run.elapsed.total_seconds() == 60


def test_a_placeholder_for_text_may_stand_for_itself() -> None:
    task = {"Type": "Task", "Resource": "${Function}", "Parameters": {"n": "${N}"}, "End": True}
    definition = Definition({"StartAt": "Only", "States": {"Only": task}})
    assert simulate(definition, tasks={"Only": "done"}).output == "done"
