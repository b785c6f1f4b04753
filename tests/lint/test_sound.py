"""Nothing is said of machines that are sound, however they look."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from sfn_dsl import Definition, Severity, validate

from .sound import expression
from .sound_data import DATA
from .sound_jsonata import EXPRESSIONS, JSONATA
from .sound_services import SERVICES
from .sound_states import STATES

SOUND = {**DATA, **STATES, **JSONATA, **SERVICES}


def said(document: Any) -> list[str]:
    found = validate(Definition(document))
    return [str(finding) for finding in found if finding.severity is not Severity.INFO]


def inside(machine: dict[str, Any], **around: Any) -> dict[str, Any]:
    """A state that runs the machine, alone in a machine of its own."""
    language = {"QueryLanguage": machine["QueryLanguage"]} if "QueryLanguage" in machine else {}
    return {**language, "StartAt": "Around", "States": {"Around": {"End": True, **around}}}


def step_between(machine: dict[str, Any]) -> dict[str, Any]:
    """The machine with a Pass state on each Next of a state."""
    changed = copy.deepcopy(machine)
    for name, state in list(changed["States"].items()):
        if "Next" in state:
            between = f"Behind {list(machine['States']).index(name)}"
            changed["States"][between] = {"Type": "Pass", "Next": state["Next"]}
            state["Next"] = between
    return changed


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_said_of_a_sound_machine(name: str) -> None:
    assert said(SOUND[name]) == []


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_nothing_is_said_of_a_sound_expression(text: str) -> None:
    assert said(expression(text)) == []


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_said_of_a_sound_machine_wherever_it_runs(name: str) -> None:
    machine = SOUND[name]
    body = {field: machine[field] for field in ("StartAt", "States")}
    assert said(inside(machine, Type="Parallel", Branches=[body])) == []
    assert said(inside(machine, Type="Map", ItemProcessor=body)) == []
    assert said(step_between(machine)) == []
