from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.testing import Limits

from .histories import machine, run, task

END = {"End": True}


def pass_state(**fields: Any) -> dict[str, Any]:
    return {"Type": "Pass", **fields, **({} if "Next" in fields else END)}


def test_all_right_hand_sides_see_the_values_of_the_entry() -> None:
    swap: dict[str, Any] = {"a.$": "$b", "b.$": "$a"}
    for language in ("JSONPath", "JSONata"):
        if language == "JSONata":
            swap = {"a": "{% $b %}", "b": "{% $a %}"}
        states = {
            "Set": pass_state(Assign={"a": 1, "b": 2}, Next="Swap"),
            "Swap": pass_state(QueryLanguage=language, Assign=swap),
        }
        assert run(states, {}).variables == {"a": 2, "b": 1}


def test_the_output_of_a_state_does_not_see_what_it_assigns() -> None:
    states = {
        "Set": pass_state(Assign={"a": {"n": 1}}, Next="Again"),
        "Again": pass_state(Assign={"a": {"n": 2}}, OutputPath="$a.n", Next="Get"),
        "Get": pass_state(Parameters={"was.$": "$", "now.$": "$a.n"}),
    }
    assert run(states, {}).output == {"was": 1, "now": 2}


def test_branches_read_what_is_outside_and_change_only_their_own() -> None:
    def branch(number: int) -> dict[str, Any]:
        return machine(
            {
                f"Set{number}": pass_state(Assign={"own": number}, Next=f"Sleep{number}"),
                f"Sleep{number}": {"Type": "Wait", "Seconds": number, "Next": f"Get{number}"},
                f"Get{number}": pass_state(Parameters={"o.$": "$own", "s.$": "$shared"}),
            }
        )

    states = {
        "Share": pass_state(Assign={"shared": "s"}, Next="Both"),
        "Both": {"Type": "Parallel", "Branches": [branch(2), branch(1)], **END},
    }
    execution = run(states, {})
    assert execution.output == [{"o": 2, "s": "s"}, {"o": 1, "s": "s"}]
    assert execution.variables == {"shared": "s"}


def test_variables_pass_between_query_languages() -> None:
    states = {
        "Set": pass_state(QueryLanguage="JSONata", Assign={"n": "{% 1 + 1 %}"}, Next="Path"),
        "Path": pass_state(Parameters={"n.$": "$n"}, Assign={"m.$": "$.n"}, Next="Get"),
        "Get": pass_state(QueryLanguage="JSONata", Output="{% [$n, $m] %}"),
    }
    assert run(states, {}).output == [2, 2]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"Parameters": {"x.$": "$never"}}, "States.Runtime"),
        ({"QueryLanguage": "JSONata", "Output": "{% $never %}"}, "States.QueryEvaluationError"),
    ],
)
def test_a_variable_that_was_never_assigned_fails(fields: dict[str, Any], error: str) -> None:
    assert run({"Get": pass_state(**fields)}, {}).error == error


def test_a_choice_assigns_by_its_rule_or_by_its_default() -> None:
    states = {
        "Pick": {
            "Type": "Choice",
            "Choices": [
                {
                    "Variable": "$.n",
                    "NumericEquals": 1,
                    "Assign": {"by": "rule", "n.$": "$.n"},
                    "Next": "Done",
                }
            ],
            "Assign": {"by": "default"},
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    }
    assert run(states, {"n": 1}).variables == {"by": "rule", "n": 1}
    assert run(states, {"n": 2}).variables == {"by": "default"}


def test_a_choice_in_jsonata_gives_the_output_of_its_rule_or_of_its_default() -> None:
    condition = "{% $states.input.n = 1 %}"
    rule = {"Condition": condition, "Output": {"by": "rule"}, "Next": "Done"}
    plain = {"Condition": "{% $states.input.n = 2 %}", "Next": "Done"}
    states = {
        "Pick": {
            "Type": "Choice",
            "QueryLanguage": "JSONata",
            "Choices": [rule, plain],
            "Output": {"by": "default"},
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    }
    outputs = [run(states, {"n": n}).output for n in (1, 2, 3)]
    assert outputs == [{"by": "rule"}, {"n": 2}, {"by": "default"}]


def test_a_choice_without_a_match_and_a_default_fails_in_words_of_aws() -> None:
    rule = {"Variable": "$.n", "NumericEquals": 1, "Next": "Done"}
    states = {"Pick": {"Type": "Choice", "Choices": [rule]}, "Done": {"Type": "Succeed"}}
    execution = run(states, {"n": 2})
    assert execution.error == "States.Runtime"
    assert execution.cause == (
        "An error occurred while executing the state 'Pick' (entered at the event id #2). "
        "Failed to transition out of the state. The state does not point to a next state."
    )


# Limits: 256 KiB for a variable and for all of one Assign, 10 MiB for an execution.

LIMITS = Limits(variable=100, variables=250)


@pytest.mark.parametrize(
    ("assign", "fits"),
    [
        ({"a": "x" * 100}, True),
        ({"a": "x" * 101}, False),
        ({"a": "é" * 51}, False),
        ({"a": "x" * 60, "b": "x" * 60}, False),
        ({"a": ["x" * 40, "x" * 40]}, True),
    ],
)
def test_what_one_assign_sets_is_limited(assign: dict[str, Any], fits: bool) -> None:
    execution = run({"Set": pass_state(Assign=assign)}, {}, limits=LIMITS)
    assert (execution.error is None) is fits
    assert fits or execution.error == "States.DataLimitExceeded"
    assert fits or execution.variables == {}


def test_all_variables_of_an_execution_are_limited_together() -> None:
    def chain(*names: str) -> dict[str, Any]:
        following = [*names[1:], None]
        return {
            f"Set {name} {index}": pass_state(
                Assign={name: "x" * 90},
                **({"Next": f"Set {after} {index + 1}"} if after else {}),
            )
            for index, (name, after) in enumerate(zip(names, following, strict=True))
        }

    assert run(chain("a", "b", "c"), {}, limits=LIMITS).error == "States.DataLimitExceeded"
    # A variable that is assigned anew takes the place of its old value.
    assert run(chain("a", "b", "a", "b"), {}, limits=LIMITS).status == "SUCCEEDED"


def test_variables_of_iterations_that_have_ended_take_no_room() -> None:
    sleep = {"Type": "Wait", "Seconds": 1, **END}
    inner = machine({"Set": pass_state(Assign={"a": "x" * 90}, Next="Sleep"), "Sleep": sleep})
    states = {"Each": {"Type": "Map", "MaxConcurrency": 1, "ItemProcessor": inner, **END}}
    assert run(states, list(range(20)), limits=LIMITS).status == "SUCCEEDED"
    states["Each"]["MaxConcurrency"] = 5
    assert run(states, list(range(20)), limits=LIMITS).status == "FAILED"


def test_variables_that_are_too_large_may_be_caught() -> None:
    catch = [{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "Tell"}]
    states = {
        "Pack": task(Assign={"a.$": "$"}, Catch=catch),
        "Tell": {"Type": "Succeed"},
    }
    execution = run(states, {}, tasks={"Pack": "x" * 101}, limits=LIMITS)
    assert execution.path == ["Pack", "Tell"]
    assert execution.variables == {}
