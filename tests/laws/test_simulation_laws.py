"""What holds for every machine that is simulated."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sfn_dsl import Definition, Severity, compile_machine, validate
from sfn_dsl.errors import AuthoringError, InvalidDefinitionError
from sfn_dsl.testing import Execution, Limits, answers, fails, returns, simulate
from tests.laws.known_data import documents
from tests.laws.machines import machines

FEW = Limits(events=100)
DATA_FLOW = ("SFN32", "SFN33")
MISSING = ("could not be found", "No results for path", "Missing property", "an invalid value")

some = settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
ANSWERS = st.sampled_from(
    [
        returns({"a": 1}),
        fails("Custom", "x"),
        fails("States.TaskFailed"),
        answers([1], {}, repeat_last=True),
    ]
)


def ended(document: Any, answer: Any, **options: Any) -> Execution:
    tasks = {"*": answer}
    return simulate(
        Definition(document), {"a": {"b": [1]}, "n": 2}, tasks=tasks, limits=FEW, **options
    )


def runnable(machine: Any) -> dict[str, Any]:
    """The document of a machine that can be run: Hypothesis also makes others."""
    document = compile_machine(machine).document
    try:
        simulate(Definition(document), tasks={"*": fails("X")}, limits=FEW)
    except (AuthoringError, InvalidDefinitionError):
        assume(False)
    return document


@some
@given(machines(), ANSWERS, st.integers(0, 3))
def test_the_same_seed_gives_the_same_history(machine: Any, answer: Any, seed: int) -> None:
    document = runnable(machine)
    first, second = ended(document, answer, seed=seed), ended(document, answer, seed=seed)
    assert first.history == second.history
    assert first.path == second.path


@some
@given(machines(), ANSWERS)
def test_a_run_without_its_history_ends_the_same(machine: Any, answer: Any) -> None:
    document = runnable(machine)
    kept, dropped = ended(document, answer), ended(document, answer, history=False)
    assert dropped.history == ()
    for name in ("status", "output", "error", "cause", "elapsed", "reached", "variables"):
        assert getattr(kept, name) == getattr(dropped, name)


@some
@given(machines(), ANSWERS)
def test_a_pass_that_only_passes_on_changes_nothing(machine: Any, answer: Any) -> None:
    document = runnable(machine)
    first = {"Type": "Pass", "Next": document["StartAt"]}
    longer = {
        **document,
        "StartAt": "before",
        "States": {"before": first, **document["States"]},
    }
    roomy = Limits(events=102)
    plain = ended(document, answer)
    with_pass = simulate(
        Definition(longer), {"a": {"b": [1]}, "n": 2}, tasks={"*": answer}, limits=roomy
    )
    assert with_pass.path == ["before", *plain.path]
    assert (with_pass.status, with_pass.output) == (plain.status, plain.output)
    assert (with_pass.error, with_pass.elapsed) == (plain.error, plain.elapsed)


def data_findings(document: Any) -> dict[str, Severity]:
    """What lint says about the data that states read, by the state that reads it."""
    return {
        finding.pointer.split("/")[2]: finding.severity
        for finding in validate(Definition(document))
        if finding.code.startswith(DATA_FLOW) and finding.pointer.startswith("/States/")
    }


def is_missing(run: Execution) -> bool:
    return run.error == "States.Runtime" and any(text in (run.cause or "") for text in MISSING)


@some
@given(documents())
def test_a_state_that_lint_is_certain_about_fails_whenever_it_is_entered(document: Any) -> None:
    certain = {
        state for state, severity in data_findings(document).items() if severity is Severity.ERROR
    }
    run = simulate(Definition(document))
    if certain & set(run.path):
        assert run.status == "FAILED"
        assert run.path[-1] in certain


@some
@given(documents())
def test_a_machine_without_findings_about_its_data_finds_what_it_reads(document: Any) -> None:
    """Up to its first Choice, whose tests lint trusts to guard what they and the others read."""
    assume(not data_findings(document))
    run = simulate(Definition(document))
    kinds = [document["States"][state]["Type"] for state in run.path]
    assume("Choice" not in kinds)
    assert not is_missing(run), run.cause
