from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.testing import Execution, fails, hangs

from .histories import machine, run, task

ERROR = {"Error": "Torn", "Cause": "at the top"}


def caught(catcher: dict[str, Any], *, language: str = "JSONPath", **options: Any) -> Execution:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "Tell", **catcher}]
    states = {
        "Pack": task(QueryLanguage=language, Catch=catch),
        "Tell": {"Type": "Succeed"},
    }
    return run(states, {"n": 1}, **{"tasks": {"Pack": fails("Torn", "at the top")}, **options})


@pytest.mark.parametrize(
    ("catcher", "output"),
    [
        ({}, ERROR),
        ({"ResultPath": "$"}, ERROR),
        ({"ResultPath": None}, {"n": 1}),
        ({"ResultPath": "$.error"}, {"n": 1, "error": ERROR}),
        ({"ResultPath": "$.a.b"}, {"n": 1, "a": {"b": ERROR}}),
        ({"ResultPath": "$.n"}, {"n": ERROR}),
    ],
)
def test_the_error_output_goes_where_the_result_path_says(
    catcher: dict[str, Any], output: Any
) -> None:
    assert caught(catcher).output == output


@pytest.mark.parametrize(
    ("catcher", "output"),
    [
        ({}, ERROR),
        ({"Output": {"was": "{% $states.errorOutput.Error %}", "n": 2}}, {"was": "Torn", "n": 2}),
        ({"Output": "{% $states.input %}"}, {"n": 1}),
        ({"Output": None}, None),
    ],
)
def test_the_output_of_a_catcher_replaces_everything(catcher: dict[str, Any], output: Any) -> None:
    assert caught(catcher, language="JSONata").output == output


def test_nothing_else_of_the_state_is_applied() -> None:
    fields = {
        "ResultSelector": {"never": 1},
        "ResultPath": "$.never",
        "OutputPath": "$.never",
        "Assign": {"never": 1},
    }
    catch = [{"ErrorEquals": ["Torn"], "Next": "Tell"}]
    states = {"Pack": task(**fields, Catch=catch), "Tell": {"Type": "Succeed"}}
    execution = run(states, {}, tasks={"Pack": fails("Torn")})
    assert execution.output == {"Error": "Torn", "Cause": ""}
    assert execution.variables == {}


@pytest.mark.parametrize(
    ("answer", "output"),
    [
        (fails(), {"Error": None, "Cause": None}),
        (fails("Torn"), {"Error": "Torn", "Cause": ""}),
        (fails("Torn", {"at": 1}), {"Error": "Torn", "Cause": '{"at":1}'}),
    ],
)
def test_an_error_without_texts(answer: Any, output: Any) -> None:
    assert caught({}, tasks={"Pack": answer}).output == output


def test_a_timeout_has_an_empty_cause() -> None:
    catch = [{"ErrorEquals": ["States.Timeout"], "Next": "Tell"}]
    states = {"Pack": task(TimeoutSeconds=1, Catch=catch), "Tell": {"Type": "Succeed"}}
    execution = run(states, {}, tasks={"Pack": hangs()})
    assert execution.output == {"Error": "States.Timeout", "Cause": ""}


def test_the_first_catcher_that_matches_is_taken() -> None:
    catch = [
        {"ErrorEquals": ["Lost"], "Next": "Tell"},
        {"ErrorEquals": ["Torn"], "Next": "Mend"},
        {"ErrorEquals": ["States.ALL"], "Next": "Tell"},
    ]
    states = {
        "Pack": task(Catch=catch),
        "Tell": {"Type": "Succeed"},
        "Mend": {"Type": "Succeed"},
    }
    assert run(states, {}, tasks={"Pack": fails("Torn")}).path == ["Pack", "Mend"]


@pytest.mark.parametrize("kind", ["Parallel", "Map"])
def test_what_a_catcher_assigns_belongs_to_the_scope_of_its_state(kind: str) -> None:
    inner = machine(
        {
            "Set": {"Type": "Pass", "Assign": {"inner": 1}, "Next": "Pack"},
            "Pack": task(),
        }
    )
    work = {"Branches": [inner]} if kind == "Parallel" else {"ItemProcessor": inner}
    assign = {"why.$": "$.Error", "where.$": "$$.State.Name"}
    states = {
        "All": {
            "Type": kind,
            **work,
            "Catch": [{"ErrorEquals": ["Torn"], "Assign": assign, "Next": "Tell"}],
            "End": True,
        },
        "Tell": {"Type": "Pass", "Parameters": {"why.$": "$why"}, "End": True},
    }
    execution = run(states, [1], tasks={"Pack": fails("Torn")})
    assert execution.output == {"why": "Torn"}
    assert execution.variables == {"why": "Torn", "where": "All"}


def test_a_failing_output_of_a_catcher_is_offered_to_no_other() -> None:
    catch = [
        {"ErrorEquals": ["Torn"], "Output": "{% $states.input.x %}", "Next": "Tell"},
        {"ErrorEquals": ["States.ALL"], "Next": "Tell"},
    ]
    states = {
        "Pack": task(QueryLanguage="JSONata", Catch=catch),
        "Tell": {"Type": "Succeed"},
    }
    execution = run(states, {}, tasks={"Pack": fails("Torn")})
    assert execution.error == "States.QueryEvaluationError"
    assert "'Catch[0]/Output'" in (execution.cause or "")


@pytest.mark.parametrize(
    ("fail", "error", "cause"),
    [
        ({}, None, None),
        ({"Error": "Torn"}, "Torn", None),
        ({"ErrorPath": "$.e", "CausePath": "$$.State.Name"}, "Of the input", "Stop"),
        (
            {"ErrorPath": "$.e", "CausePath": "States.Format('{}!', $.e)"},
            "Of the input",
            "Of the input!",
        ),
        ({"QueryLanguage": "JSONata", "Error": "{% $states.input.e %}"}, "Of the input", None),
    ],
)
def test_a_fail_state_says_its_error_and_cause(
    fail: dict[str, Any], error: str | None, cause: str | None
) -> None:
    execution = run({"Stop": {"Type": "Fail", **fail}}, {"e": "Of the input", "n": 1})
    assert (execution.status, execution.error, execution.cause) == ("FAILED", error, cause)
    last = execution.history[-1]
    assert last.previous_id == last.id - 1
    assert last.details == {
        name: text for name, text in (("error", error), ("cause", cause)) if text is not None
    }


def test_an_error_that_is_no_text_is_an_error_of_its_own() -> None:
    for path in ("ErrorPath", "CausePath"):
        execution = run({"Stop": {"Type": "Fail", path: "$.n"}}, {"n": 1})
        assert execution.error == "States.Runtime"
        assert path in (execution.cause or "")


def test_an_error_of_a_branch_is_the_error_of_the_parallel() -> None:
    inner = machine({"Stop": {"Type": "Fail", "Error": "Torn", "Cause": "c"}})
    catch = [
        {"ErrorEquals": ["States.BranchFailed"], "Next": "Never"},
        {"ErrorEquals": ["Torn"], "Next": "Tell"},
    ]
    states = {
        "All": {"Type": "Parallel", "Branches": [inner], "Catch": catch, "End": True},
        "Never": {"Type": "Fail"},
        "Tell": {"Type": "Succeed"},
    }
    assert run(states, {}).output == {"Error": "Torn", "Cause": "c"}
