"""The simulated execution of a review: with data that leads through the workflow to its end."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from hypothesis import given, settings

from sfn_dsl.definition import Definition
from sfn_dsl.errors import SfnError
from sfn_dsl.loading import load
from sfn_dsl.model.target import Target
from sfn_dsl.review.runs import simulated
from sfn_dsl.review.trial import search, try_out
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.workflow_values import Built, LoadedSource
from tests.graph.machines import hostile_machine

from ..comparison.scopes_to_compare import two_versions

DONE: Final = {"Done": {"Type": "Succeed"}, "Broken": {"Type": "Fail", "Error": "Broken"}}
LAMBDA: Final = "arn:aws:states:::lambda:invoke"


def loaded(document: Any) -> LoadedSource:
    built = Built(Definition(document))
    return LoadedSource("x", lambda _: built, built)


def trial(*states: tuple[str, dict[str, Any]], language: str = "JSONPath") -> Execution:
    """The trial run of states, the first of which is the start, Done and Broken besides."""
    document = {
        "StartAt": states[0][0],
        "QueryLanguage": language,
        "States": {**dict(states), **DONE},
    }
    return try_out(loaded(document), Target(), 400).execution


def task(following: str, **fields: Any) -> dict[str, Any]:
    parameters = {"FunctionName": "f", "Payload.$": "$"}
    return {
        "Type": "Task",
        "Resource": LAMBDA,
        "Parameters": parameters,
        "Next": following,
        **fields,
    }


def test_the_reference_workflow_succeeds_in_its_review(root: Any) -> None:
    run = simulated(load(str(root / "workflows/backup.py")), Target())
    assert run.summary == "SUCCEEDED after 0 s: 14 events"
    assert run.origin.endswith(
        "the input {} and plausible answers to all tasks, chosen so that it succeeds"
    )


def test_the_input_has_what_is_read_and_nothing_else() -> None:
    rule = {"Variable": "$.order.total", "NumericGreaterThan": 10, "Next": "Note"}
    execution = trial(
        ("Check", {"Type": "Choice", "Choices": [rule], "Default": "Broken"}),
        ("Note", {"Type": "Pass", "Parameters": {"id.$": "$.order.id"}, "Next": "Done"}),
    )
    assert execution.status == "SUCCEEDED"
    assert execution.input == {"order": {"total": 11, "id": "id"}}


def test_a_task_that_is_polled_ends_its_loop() -> None:
    rules = [
        {"Variable": "$.job.status", "StringEquals": status, "Next": following}
        for status, following in (("FAILED", "Broken"), ("RUNNING", "Rest"), ("DONE", "Done"))
    ]
    execution = trial(
        (
            "Poll",
            task("Ended?", ResultSelector={"status.$": "$.Payload.status"}, ResultPath="$.job"),
        ),
        ("Ended?", {"Type": "Choice", "Choices": rules}),
        ("Rest", {"Type": "Wait", "Seconds": 60, "Next": "Poll"}),
    )
    assert (execution.status, execution.path) == ("SUCCEEDED", ["Poll", "Ended?", "Done"])


def test_a_value_is_chosen_where_it_comes_from() -> None:
    rule = {"Variable": "$.passed", "BooleanEquals": True, "Next": "Done"}
    execution = trial(
        ("Ask", task("Take", OutputPath="$.Payload")),
        ("Take", {"Type": "Pass", "Parameters": {"passed.$": "$.outcome"}, "Next": "Check"}),
        ("Check", {"Type": "Choice", "Choices": [rule], "Default": "Broken"}),
    )
    assert execution.status == "SUCCEEDED"


@pytest.mark.parametrize(
    ("condition", "needed"),
    [
        ("$states.input.kind = 'b' and $states.input.count > 3", {"kind": "b", "count": 4}),
        ("$states.input.all[0].is_done", {"all": [{"is_done": True}]}),
        ("$not($exists($states.input.error)) and $states.input.go", {"go": "go"}),
    ],
)
def test_conditions_in_jsonata_are_met(condition: str, needed: dict[str, Any]) -> None:
    rule = {"Condition": f"{{% {condition} %}}", "Next": "Done"}
    check = {"Type": "Choice", "Choices": [rule], "Default": "Broken"}
    execution = trial(("Check", check), language="JSONata")
    assert (execution.status, execution.input) == ("SUCCEEDED", needed)


@pytest.mark.parametrize("path", ["$.orders", "$"])
def test_a_map_has_an_item_with_what_is_read_of_it(path: str) -> None:
    say = {"Type": "Pass", "Parameters": {"id.$": "$.id"}, "End": True}
    each = {"StartAt": "Say", "States": {"Say": say}}
    execution = trial(
        ("Each", {"Type": "Map", "ItemsPath": path, "ItemProcessor": each, "Next": "Done"})
    )
    assert execution.status == "SUCCEEDED"
    assert '[{"id": "id"}]' in json.dumps(execution.input)


def test_a_workflow_that_cannot_succeed_is_shown_as_far_as_it_gets() -> None:
    document = {
        "StartAt": "A",
        "States": {
            "A": {"Type": "Pass", "Parameters": {"x.$": "$.x"}, "Next": "Broken"},
            "Broken": {"Type": "Fail", "Error": "Broken"},
        },
    }
    run = simulated(loaded(document), Target())
    assert 'the input {"x": "x"}' in run.origin
    assert run.origin.endswith("chosen so that it comes farthest")
    assert [step.name for step in run.steps if step.type.endswith("Entered")] == ["A", "Broken"]


def test_the_number_of_runs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = 0
    simulate = search.simulate

    def counted(*given: Any, **others: Any) -> Execution:
        nonlocal runs
        runs += 1
        return simulate(*given, **others)

    monkeypatch.setattr(search, "simulate", counted)
    names = [f"n{number}" for number in range(40)]
    rules = [{"Variable": f"$.{name}", "StringEquals": "a", "Next": "Broken"} for name in names]
    execution = trial(("Check", {"Type": "Choice", "Choices": rules, "Default": "Broken"}))
    assert execution.status == "FAILED"
    assert runs <= 2 * search.MOST_RUNS + 1


@settings(max_examples=15, deadline=None)
@given(two_versions())
def test_any_machine_is_run_or_refused_and_each_time_alike(versions: tuple[Any, Any]) -> None:
    source = loaded(versions[0])
    assert simulated(source, Target()).steps == simulated(source, Target()).steps


def test_hostile_texts_and_numbers_lead_to_a_run() -> None:
    rules = [
        {"Variable": f"$.a{'.a' * 200}", "NumericGreaterThan": 1e308, "Next": "Done"},
        {"Variable": "$['\u202e']", "StringMatches": "*" * 5_000, "Next": "Done"},
        {"Variable": "$." + "x" * 5_000, "NumericEquals": 10**30, "Next": "Done"},
    ]
    assert trial(("Check", {"Type": "Choice", "Choices": rules, "Default": "Broken"})).status
    with pytest.raises(SfnError):
        try_out(loaded(hostile_machine()), Target(), 400)
