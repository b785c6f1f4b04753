"""What a failed test shows of an execution; the plugin's tests hold it to a whole report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import Definition, Pass, StateMachine, Task, Wait
from sfn_dsl.testing import Execution, answers, fails, hangs, simulate
from sfn_dsl.testing.run_report import runs_text

WORK = {
    "Type": "Task",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
    "End": True,
}
REST = {"Type": "Wait", "Seconds": 30, "End": True}


def machine(**states: dict[str, Any]) -> Definition:
    return Definition({"StartAt": next(iter(states)), "States": states})


def branch(name: str, state: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": name, "States": {name: state}}


def shown(*runs: Execution) -> list[str]:
    return runs_text(runs, len(runs), Path(__file__).parent).splitlines()


def test_a_branch_that_fails_is_shown_in_place_of_its_parallel_state() -> None:
    both = {
        "Type": "Parallel",
        "Branches": [branch("Work", WORK), branch("Rest", REST)],
        "End": True,
    }
    lines = shown(simulate(machine(Both=both), {"a": 1}, tasks={"Work": fails("X", "y")}))
    assert "  path    Both -> Work -> Rest" in lines
    assert any(line.startswith("  failed  'Work' at event") for line in lines)
    assert '  input   {"a":1}' in lines


def test_an_iteration_that_fails_is_shown_with_its_item() -> None:
    each = {"Type": "Map", "ItemProcessor": branch("Work", WORK), "End": True}
    tasks = {"Work": answers(1, fails("X"), 1)}
    lines = shown(simulate(machine(Each=each), [7, 8, 9], tasks=tasks))
    assert "  path    Each -> Work (3 times)" in lines
    assert "  input   8" in lines


def test_a_distributed_map_that_fails_is_shown_itself() -> None:
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
    each = {"Type": "Map", "ItemProcessor": {**processor, **branch("Work", WORK)}, "End": True}
    lines = shown(simulate(machine(Each=each), [7], tasks={"Work": fails("X")}))
    assert any(line.startswith("  failed  'Each' at event") for line in lines)


@pytest.mark.parametrize("field", ["Output", "Assign"])
def test_an_expression_that_fails_is_shown_in_its_state(field: str) -> None:
    value = "{% $states.input.a + 'x' %}"
    state = {"Type": "Pass", field: value if field == "Output" else {"v": value}, "End": True}
    definition = Definition({**machine(P=state).document, "QueryLanguage": "JSONata"})
    lines = shown(simulate(definition, {"a": 1}))
    assert "  failed  'P' at event 3, EvaluationFailed" in lines
    assert '  input   {"a":1}' in lines


def test_an_execution_that_succeeded_shows_the_failure_that_was_caught() -> None:
    work = {**WORK, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Rest"}]}
    lines = shown(simulate(machine(Work=work, Rest=REST), tasks={"Work": fails("X", "y")}))
    assert lines[0] == "StateMachine: SUCCEEDED after 30 s"
    assert "  error   X: y" in lines


def test_what_was_waited_for_is_shown_of_an_execution_that_timed_out() -> None:
    definition = Definition({**machine(Work=WORK).document, "TimeoutSeconds": 5})
    lines = shown(simulate(definition, tasks={"Work": hangs()}))
    assert lines[0] == "StateMachine: TIMED_OUT after 5 s"
    assert "  last    'Work' after event 4, LambdaFunctionStarted" in lines


def test_a_long_execution_is_short() -> None:
    first = Pass("P", next="Q", result={"text": "x" * 5000})
    lines = shown(simulate(StateMachine([first, Wait("Q", seconds=100, next="P")])))
    assert any("12487 more" in line for line in lines)
    assert all(len(line) < 450 for line in lines)
    assert len(lines) < 12


def test_tries_are_shown_of_states_that_were_tried_again() -> None:
    work = {**WORK, "Retry": [{"ErrorEquals": ["X"]}]}
    tasks = {"Work": answers(fails("X"), fails("X"), 1)}
    assert "  path    Work (3 tries)" in shown(simulate(machine(Work=work), tasks=tasks))


def test_without_a_history_its_end_is_shown() -> None:
    run = simulate(machine(Work=WORK), tasks={"Work": fails("X", "y")}, history=False)
    assert shown(run) == ["StateMachine: FAILED after 0 s", "  error   X", "  cause   y"]


def test_the_line_is_the_authors() -> None:
    work = Task("Work", resource=WORK["Resource"], end=True)
    lines = shown(simulate(StateMachine([work]), tasks={"Work": fails("X")}))
    place = next(line for line in lines if line.startswith("  source  "))
    file, _, number = place.removeprefix("  source  ").partition(":")
    assert file == Path(__file__).name
    written = Path(__file__).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert written.strip().startswith("work = Task(")


def test_names_and_texts_stay_on_their_lines() -> None:
    run = simulate(machine(**{"A\nB": WORK}), tasks={"A\nB": fails("X\n::error::y", "\x1b[31m")})
    text = runs_text([run], 1, Path.cwd())
    assert "\n::" not in text
    assert "\x1b" not in text


def test_only_the_last_executions_are_shown_and_the_others_counted() -> None:
    runs = [simulate(machine(Work=WORK), tasks={"Work": 1}) for _ in range(2)]
    text = runs_text(runs, 7, Path.cwd())
    assert text.startswith("(5 before these are left out)\n\nStateMachine: SUCCEEDED")
    assert "(run 6 of 7)" in text
    assert "(run 7 of 7)" in text
