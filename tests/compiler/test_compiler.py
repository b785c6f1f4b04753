"""What Python source compiles to: each file of goldens beside the definition it makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import (
    Choice,
    Parallel,
    Pass,
    StateMachine,
    Succeed,
    Task,
    When,
    canonical_text,
    compile_machine,
    intrinsics,
    jsonata,
    path,
    result,
    validate,
)
from sfn_dsl.errors import AuthoringError
from sfn_dsl.language import fields as table
from sfn_dsl.loading import load

GOLDENS = Path(__file__).parent / "goldens"
SOURCES = sorted(GOLDENS.glob("*.py"))

# They show fields, so states stand by themselves and read what nothing writes.
LOOSE = {"SFN203", "SFN320", "SFN321", "SFN330"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_source_compiles_to_its_golden(source: Path, golden: Callable[[Path, str], None]) -> None:
    text = canonical_text(load(f"{source}:machine").definition.document)
    golden(source.with_suffix(".asl.json"), text)


def test_one_source_compiles_in_either_query_language(
    golden: Callable[[Path, str], None],
) -> None:
    definition = load(f"{GOLDENS / 'both_languages.py'}:in_jsonata").definition
    golden(GOLDENS / "both_languages.jsonata.asl.json", canonical_text(definition.document))
    assert [finding for finding in validate(definition) if finding.code not in LOOSE] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_what_the_goldens_say_is_valid_but_for_what_nothing_leads_to_or_writes(
    source: Path,
) -> None:
    codes = {finding.code for finding in validate(load(f"{source}:machine").definition)}
    assert codes <= LOOSE


def test_the_goldens_show_every_field_of_every_type_of_state() -> None:
    shown: dict[str, set[str]] = {}
    pending: list[Any] = [json.loads(file.read_text()) for file in GOLDENS.glob("*.json")]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            shown.setdefault(value.get("Type", ""), set()).update(value)
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    for kind, fields in table.STATES.items():
        known = {field.name for field in fields}
        assert shown[kind] & known, kind
        assert shown[kind] <= known | {field.path_twin for field in fields if field.path_twin}


def test_a_field_of_the_other_query_language_is_an_error_at_the_states_line() -> None:
    task = Task("A", resource="arn:x", arguments={"x": 1}, end=True)
    with pytest.raises(AuthoringError, match="'arguments' of 'A' belongs to JSONata") as raised:
        compile_machine(StateMachine([task]))
    assert raised.value.position == task.origin.position
    passing = Pass("A", result_path="$.x", end=True)
    with pytest.raises(AuthoringError, match="'result_path' of 'A' belongs to JSONPath"):
        compile_machine(StateMachine([passing], query_language="JSONata"))


@pytest.mark.parametrize(
    ("state", "language", "message"),
    [
        (Pass("A", parameters={"x": jsonata("1")}, end=True), "JSONPath", "write path(...)"),
        (Pass("A", output={"x": path("$.x[*]")}, end=True), "JSONata", "the path '$.x[*]'"),
        (Pass("A", assign={"x": result("$.x")}, end=True), "JSONPath", "'$' is its input here"),
        (Pass("A", output={"x": intrinsics.uuid()}, end=True), "JSONata", "a call of States.UUID"),
    ],
)
def test_an_expression_of_the_other_query_language_is_an_error(
    state: Pass, language: Any, message: str
) -> None:
    with pytest.raises(AuthoringError) as raised:
        compile_machine(StateMachine([state], query_language=language))
    assert message in raised.value.message


def test_a_condition_of_the_other_query_language_is_an_error_at_the_rules_line() -> None:
    done = Succeed("Done")
    rule = When(jsonata("true"), done)
    with pytest.raises(AuthoringError, match="a JSONPath state cannot decide") as raised:
        compile_machine(StateMachine([Choice("C", [rule]), done]))
    assert raised.value.position == rule.origin.position
    compared = Choice("C", [When(path("$.n").is_timestamp(), done)], query_language="JSONata")
    with pytest.raises(AuthoringError, match="which has no counterpart in JSONata"):
        compile_machine(StateMachine([compared, done]))


def test_each_state_handler_and_rule_can_be_located() -> None:
    definition = load(str(GOLDENS / "choice.py")).definition
    lines = (GOLDENS / "choice.py").read_text().splitlines()

    def said_at(pointer: str) -> str:
        position = definition.source.locate(pointer)
        assert position is not None
        return lines[position.line - 1].strip()

    assert said_at("/States/Decide") == "decide = Choice("
    assert said_at("/States/Decide/Choices/1/Or/0").startswith("When(any_of(")
    assert said_at("/States/Failed/Cause").startswith("failed = Fail(")
    assert said_at("") == "machine = StateMachine([decide, again, failed])"


def test_deep_nesting_compiles_without_recursion() -> None:
    machine = StateMachine([Pass("Innermost", end=True)])
    for n in range(400):
        machine = StateMachine([Parallel(f"Level{n}", branches=[machine], end=True)])
    text = canonical_text(compile_machine(machine).document)
    assert text.count('"Parallel"') == 400


def test_what_was_left_out_is_left_out_and_none_writes_null() -> None:
    document = compile_machine(StateMachine([Pass("A", result_path=None, end=True)])).document
    assert document["States"]["A"] == {"Type": "Pass", "ResultPath": None, "End": True}
