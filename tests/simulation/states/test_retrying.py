from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sfn_dsl.simulation.effects import TaskCall
from sfn_dsl.testing import Execution, after, answers, fails

from .histories import machine, run, task

ALWAYS = fails("Busy", "later")


def tried(retry: list[dict[str, Any]], answer: Any = ALWAYS, **options: Any) -> Execution:
    return run({"Pack": task(Retry=retry)}, {"n": 1}, tasks={"Pack": answer}, **options)


@pytest.mark.parametrize(
    ("retrier", "tries", "seconds"),
    [
        ({}, 4, 1 + 2 + 4),
        ({"IntervalSeconds": 3, "MaxAttempts": 2}, 3, 3 + 6),
        ({"BackoffRate": 1, "MaxAttempts": 5}, 6, 5),
        ({"BackoffRate": 1.5, "IntervalSeconds": 2}, 4, 2 + 3 + 4.5),
        ({"MaxDelaySeconds": 3, "MaxAttempts": 4}, 5, 1 + 2 + 3 + 3),
        ({"MaxAttempts": 0}, 1, 0),
        ({"BackoffRate": 1000, "MaxAttempts": 400, "MaxDelaySeconds": 1}, 401, 400),
    ],
)
def test_a_failing_task_is_tried_again_after_growing_delays(
    retrier: dict[str, Any], tries: int, seconds: float
) -> None:
    execution = tried([{"ErrorEquals": ["Busy"], **retrier}])
    assert execution.status == "FAILED"
    assert execution.tries("Pack") == tries
    assert execution.elapsed == timedelta(seconds=seconds)


def test_each_retrier_counts_for_itself() -> None:
    retry = [
        {"ErrorEquals": ["Busy"], "MaxAttempts": 2, "BackoffRate": 1},
        {"ErrorEquals": ["Torn"], "MaxAttempts": 1},
    ]
    in_turn = answers(fails("Busy"), fails("Torn"), fails("Busy"), "packed")
    assert tried(retry, in_turn).output == "packed"
    assert tried(retry, answers(fails("Torn"), fails("Torn"), "packed")).error == "Torn"


def test_only_the_first_retrier_that_names_an_error_is_asked() -> None:
    retry = [
        {"ErrorEquals": ["Busy"], "MaxAttempts": 0},
        {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5},
    ]
    assert tried(retry).tries("Pack") == 1


def test_full_jitter_is_random_below_the_delay_and_the_same_for_a_seed() -> None:
    retry = [
        {
            "ErrorEquals": ["Busy"],
            "IntervalSeconds": 10,
            "BackoffRate": 1,
            "MaxAttempts": 50,
            "JitterStrategy": "FULL",
        }
    ]
    first, again, other = (tried(retry, seed=seed) for seed in (1, 1, 2))
    assert first.elapsed == again.elapsed != other.elapsed
    assert timedelta(seconds=100) < first.elapsed < timedelta(seconds=400)


def test_the_context_object_counts_the_retries_of_a_visit() -> None:
    counts: list[int] = []
    entered: list[str] = []

    def pack(call: TaskCall) -> Any:
        counts.append(call.context["State"]["RetryCount"])
        entered.append(call.context["State"]["EnteredTime"])
        return ALWAYS if call.attempt < 3 else "packed"

    tried([{"ErrorEquals": ["States.ALL"]}], pack)
    assert counts == [0, 1, 2]
    assert entered == ["2025-01-01T10:00:00.000Z"] * 3


def test_a_new_visit_of_the_state_begins_to_count_anew() -> None:
    retry = [{"ErrorEquals": ["Busy"], "MaxAttempts": 1}]
    states = {
        "Pack": task(Retry=retry, Next="Again"),
        "Again": {
            "Type": "Choice",
            "Choices": [{"Variable": "$", "StringEquals": "first", "Next": "Pack"}],
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    }
    in_turn = answers(fails("Busy"), "first", fails("Busy"), "second")
    execution = run(states, {}, tasks={"Pack": in_turn})
    assert execution.output == "second"
    assert execution.tries("Pack") == 4


@pytest.mark.parametrize(
    ("error", "names", "is_matched"),
    [
        ("Busy", ["States.ALL"], True),
        ("Busy", ["States.TaskFailed"], True),
        ("Busy", ["busy"], False),
        ("Busy", ["Torn", "Busy"], True),
        ("States.TaskFailed", ["States.TaskFailed"], True),
        ("States.Permissions", ["States.TaskFailed"], True),
        ("States.Timeout", ["States.TaskFailed"], False),
        ("States.Timeout", ["States.Timeout"], True),
        ("States.Timeout", ["States.ALL"], True),
        ("States.DataLimitExceeded", ["States.TaskFailed"], True),
        ("States.DataLimitExceeded", ["States.ALL"], True),
        ("States.Runtime", ["States.Runtime"], False),
        ("States.Runtime", ["States.ALL"], False),
        (None, ["States.ALL"], True),
    ],
)
def test_what_a_retrier_and_a_catcher_match(
    error: str | None, names: list[str], is_matched: bool
) -> None:
    fields = {"Catch": [{"ErrorEquals": names, "Next": "Caught"}]}
    states = {"Pack": task(**fields), "Caught": {"Type": "Succeed"}}
    caught = run(states, {}, tasks={"Pack": fails(error)})
    assert ("Caught" in caught.path) is is_matched
    retried = tried([{"ErrorEquals": names, "MaxAttempts": 1}], fails(error))
    assert (retried.tries("Pack") == 2) is is_matched


def test_expressions_that_fail_are_no_failures_of_the_task() -> None:
    fields = {"QueryLanguage": "JSONata", "Output": "{% $states.result.x %}"}
    named = {"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 2}
    everything = {"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}
    for retrier, tries in ((named, 1), (everything, 3)):
        states = {"Pack": task(**fields, Retry=[retrier])}
        execution = run(states, {}, tasks={"Pack": {}})
        assert execution.error == "States.QueryEvaluationError"
        assert execution.tries("Pack") == tries


def test_a_failed_attempt_assigns_nothing() -> None:
    states = {
        "Set": {"Type": "Pass", "Assign": {"n": 1}, "Next": "Pack"},
        "Pack": task(
            Parameters={"n.$": "$n"},
            Assign={"n.$": "$.n"},
            ResultSelector={"x.$": "$.x"},
            Retry=[{"ErrorEquals": ["Busy"]}],
        ),
    }
    tasks = {"Pack": answers(fails("Busy"), {"n": 2, "x": 1})}
    execution = run(states, {}, tasks=tasks)
    assert [call.parameters for call in execution.calls("Pack")] == [{"n": 1}, {"n": 1}]
    assert execution.variables == {"n": 2}


def test_a_parallel_and_a_map_run_everything_again() -> None:
    inner = machine({"Pack": task()})
    retry = [{"ErrorEquals": ["Busy"], "MaxAttempts": 1, "IntervalSeconds": 7}]
    for fields in (
        {"Type": "Parallel", "Branches": [inner]},
        {"Type": "Map", "ItemProcessor": inner},
    ):
        states = {"All": {**fields, "Retry": retry, "End": True}}
        answer = answers(after(2, fails("Busy")), "packed")
        execution = run(states, [1], tasks={"Pack": answer})
        assert execution.output == ["packed"]
        assert execution.tries("All") == 2
        assert execution.elapsed == timedelta(seconds=9)


def test_the_work_begins_anew_from_the_input_of_the_state() -> None:
    retrier = {"ErrorEquals": ["Busy"]}
    execution = tried([retrier], answers(fails("Busy"), {"x": 1}))
    assert [call.input for call in execution.calls()] == [{"n": 1}, {"n": 1}]
    assert execution.output == {"x": 1}
