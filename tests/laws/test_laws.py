"""What holds for every machine."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import (
    Definition,
    StateMachine,
    canonical_text,
    compile_machine,
    diff,
    path,
    read_json,
    validate,
)
from sfn_dsl.expressions.choice_rules import parse_rule_test, rule_test
from sfn_dsl.expressions.conditions import Condition
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.importer import python_source

from .machines import conditions, machines, paths

many = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def names_in(definition: Definition) -> set[str]:
    found: set[str] = set()
    pending: list[Any] = [definition.document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            found |= set(value.get("States", {}))
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return found


@many
@given(machines())
def test_compiling_gives_the_same_text_each_time_and_reads_back(machine: StateMachine) -> None:
    definition = compile_machine(machine)
    text = canonical_text(definition.document)
    assert text == canonical_text(compile_machine(machine).document)
    again = read_json(text)
    assert again.document == definition.document
    assert not diff(definition, again)


@many
@given(machines())
def test_what_is_imported_compiles_to_the_same_machine(machine: StateMachine) -> None:
    definition = compile_machine(machine)
    namespace: dict[str, Any] = {"__name__": "imported"}
    exec(python_source(definition), namespace)  # noqa: S102 - source that was made here
    imported = namespace["machine"]
    assert compile_machine(imported).document == definition.document


@many
@given(machines())
def test_what_can_be_written_has_the_form_of_the_language_but_for_values(
    machine: StateMachine,
) -> None:
    of_form = {finding.code for finding in validate(machine) if finding.code.startswith("SFN1")}
    assert of_form <= {"SFN113", "SFN116", "SFN117"}


@many
@given(machines(), st.sampled_from(["A ", "", "é"]), st.sampled_from(["B", "x/~"]))
def test_prefixing_twice_is_prefixing_with_both(
    machine: StateMachine, first: str, second: str
) -> None:
    assert machine.prefixed(first).prefixed(second) == machine.prefixed(second + first)
    assert machine.prefixed("") == machine


@many
@given(machines())
def test_prefixing_renames_every_state_and_every_target(machine: StateMachine) -> None:
    before, after = compile_machine(machine), compile_machine(machine.prefixed("Nightly "))
    assert names_in(after) == {f"Nightly {name}" for name in names_in(before)}
    assert len(diff(before, after)) >= len(names_in(before))


@given(conditions)
def test_a_condition_is_the_same_when_printed_and_read(condition: Condition) -> None:
    assert parse_rule_test(rule_test(condition)) == condition


@given(paths)
def test_a_path_is_the_same_when_printed_and_read(operand: PathOperand) -> None:
    again = path(operand.path.text)
    assert again.path == operand.path
    assert again.path.steps == operand.path.steps
