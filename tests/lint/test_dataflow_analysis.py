"""What is known of the data on each route, and what is said of reading what is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import Definition, Severity, read_json
from sfn_dsl.lint.rules import (
    caught_error_elsewhere,
    member_on_some_routes,
    outer_variable_assigned,
    unassigned_variable,
    unwritten_member,
    variable_on_some_routes,
)
from sfn_dsl.lint.subject import Finding, Rule, Subject

from .work import calls

RULES: tuple[Rule, ...] = (
    unwritten_member,
    member_on_some_routes,
    caught_error_elsewhere,
    unassigned_variable,
    variable_on_some_routes,
    outer_variable_assigned,
)
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"


def found(states: dict[str, Any], language: str = "JSONPath") -> list[tuple[str, str, Severity]]:
    document = {"QueryLanguage": language, "StartAt": "A", "States": states}
    subject = Subject(Definition(document))
    return [
        (rule.CODE, finding.pointer.removeprefix("/States/"), finding.severity)
        for rule in RULES
        for finding in rule.check(subject)
    ]


def task(**fields: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": LAMBDA, **fields}


def reads(path: str, **fields: Any) -> dict[str, Any]:
    return {"Type": "Pass", "Parameters": {"x.$": path}, "End": True, **fields}


def caught(**fields: Any) -> list[dict[str, Any]]:
    return [{"ErrorEquals": ["States.ALL"], "Next": "H", **fields}]


def test_the_reference_workflow_reads_an_error_that_one_route_lacks(root: Path) -> None:
    definition = read_json((root / "workflows/backup.asl.json").read_bytes())
    found = [f for rule in RULES for f in rule.check(Subject(definition))]
    assert [f.pointer for f in found] == ["/States/BackupFailureHandler/Parameters/Message.$"]
    assert found[0].severity is Severity.WARNING
    assert "'CheckBackupSuccess', by its Default" in found[0].message


def test_a_catch_without_result_path_loses_the_input() -> None:
    states = {"A": task(Catch=caught(), End=True), "H": reads("$.order.id")}
    assert found(states) == [("SFN320", "H/Parameters/x.$", Severity.ERROR)]


def test_a_catch_with_result_path_keeps_the_input() -> None:
    states = {
        "A": task(Catch=caught(ResultPath="$.error"), End=True),
        "H": reads("States.Format('{} {}', $.order.id, $.error.Cause)"),
    }
    assert found(states) == []


@pytest.mark.parametrize(
    "first",
    [
        {"Type": "Pass", "Result": {"id": 1}},
        {"Type": "Pass", "Parameters": {"id.$": "$.id"}},
        task(ResultSelector={"id.$": "$.id"}),
        task(ResultSelector={"id.$": "$.id"}, OutputPath="$"),
    ],
)
def test_what_replaces_the_data_loses_its_members(first: dict[str, Any]) -> None:
    assert found({"A": {**first, "Next": "H"}, "H": reads("$.name")}) == [
        ("SFN320", "H/Parameters/x.$", Severity.ERROR)
    ]
    kept = {**first, "ResultPath": "$.made", "Next": "H"}
    assert found({"A": kept, "H": reads("$.name")}) == []
    assert found({"A": {**first, "ResultPath": None, "Next": "H"}, "H": reads("$.name")}) == []


@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_a_path_reads_what_a_state_in_jsonata_gives(language: str) -> None:
    made = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"id": 1}, "Next": "H"}
    states = {"A": made, "H": reads("$.name", QueryLanguage="JSONPath")}
    assert found(states, language) == [("SFN320", "H/Parameters/x.$", Severity.ERROR)]
    assert found({**states, "H": reads("$.id", QueryLanguage="JSONPath")}, language) == []


def test_nothing_is_said_of_the_input_and_of_what_functions_return() -> None:
    assert found({"A": task(Next="H"), "H": reads("$.a.b[0].c")}) == []


def test_a_null_output_path_leaves_nothing() -> None:
    states = {"A": {"Type": "Pass", "OutputPath": None, "Next": "H"}, "H": reads("$.a")}
    assert [code for code, _, _ in found(states)] == ["SFN320"]


def test_what_one_route_lacks_names_that_route_and_is_reported_once() -> None:
    states = {
        "A": task(Catch=caught(), ResultPath="$.b", Next="H"),
        "H": reads("$.b", ResultPath="$.c", Next="I"),
        "I": reads("$.b"),
    }
    del states["H"]["End"]
    assert found(states) == [("SFN321", "H/Parameters/x.$", Severity.WARNING)]


def test_a_choice_may_tell_the_routes_apart() -> None:
    states = {
        "A": task(Catch=caught(), ResultPath="$.b", Next="H"),
        "H": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.Error", "IsPresent": True, "Next": "E"}],
            "Default": "I",
        },
        "I": reads("$.b"),
        "E": reads("$.Cause"),
    }
    assert found(states) == []


def test_an_error_that_a_later_task_may_hand_on_is_not_doubted() -> None:
    states = {
        "A": task(Catch=caught(ResultPath="$.error", Next="N"), Next="B"),
        "B": task(Catch=caught(ResultPath="$.error"), End=True),
        "N": task(Next="H"),
        "H": reads("$.error.Cause"),
    }
    assert found(states) == []


def test_an_error_that_data_from_outside_holds_elsewhere_is_not_doubted() -> None:
    states = {
        "A": task(Catch=caught(ResultPath="$.error"), Next="B"),
        "B": reads("$.error", ResultPath="$.seen", Next="H"),
        "H": reads("$.error"),
    }
    del states["B"]["End"]
    assert found(states) == []


def test_what_a_service_answers_with_is_known_from_looking_only() -> None:
    invoke = task(Resource="arn:aws:states:::lambda:invoke", Next="H")
    assert found({"A": invoke, "H": reads("$.Payload.body")}) == []
    assert found({"A": invoke, "H": reads("$.body")}) == [
        ("SFN320", "H/Parameters/x.$", Severity.WARNING)
    ]


def test_a_branch_is_given_what_parameters_make() -> None:
    branch = {"StartAt": "B", "States": {"B": reads("$.lost")}}
    parallel = {"Type": "Parallel", "Branches": [branch], "End": True}
    assert found({"A": parallel}) == []
    assert found({"A": {**parallel, "Parameters": {"kept.$": "$.kept"}}}) == [
        ("SFN320", "A/Branches/0/States/B/Parameters/x.$", Severity.ERROR)
    ]


def test_a_loop_that_counts_ends_the_analysis() -> None:
    states = {
        "A": {"Type": "Pass", "Result": {"n": 0}, "Next": "B"},
        "B": {
            "Type": "Pass",
            "Parameters": {"n.$": "States.MathAdd($.n, 1)", "before.$": "$"},
            "Next": "C",
        },
        "C": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericLessThan": 9, "Next": "B"}],
            "Default": "D",
        },
        "D": {"Type": "Succeed"},
    }
    assert found(states) == []


def test_a_placeholder_is_unknown() -> None:
    made = {"Type": "Pass", "Parameters": {"a": "${Value}", "${Name}": 1}, "Next": "H"}
    assert found({"A": made, "H": reads("$.a.b")}) == []
    assert found({"A": made, "H": reads("$.other")}) == []
    assert found({"A": {"Type": "Pass", "Next": "${Target}"}, "H": reads("$.a")}) == []


def test_variables_end_with_their_scope_and_are_not_seen_by_distributed_children() -> None:
    inside = {"Type": "Pass", "Assign": {"part": 1}, "End": True}
    branch = {"StartAt": "B", "States": {"B": inside}}
    states = {
        "A": {"Type": "Parallel", "Branches": [branch], "Next": "H"},
        "H": reads("$part"),
    }
    assert found(states) == [("SFN330", "H/Parameters/x.$", Severity.WARNING)]
    for mode, codes in (("INLINE", []), ("DISTRIBUTED", ["SFN330"]), ("${Mode}", [])):
        processor = {
            "ProcessorConfig": {"Mode": mode},
            "StartAt": "B",
            "States": {"B": reads("$outer")},
        }
        states = {
            "A": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "M"},
            "M": {"Type": "Map", "ItemProcessor": processor, "End": True},
        }
        assert [code for code, _, _ in found(states)] == codes


def test_a_jsonata_variable_may_be_missing_where_something_is_made_of_nothing() -> None:
    def state(expression: str) -> dict[str, Any]:
        return {"Type": "Pass", "Output": expression, "End": True}

    caught_ = caught()
    first = task(Assign={"list": [1]}, Catch=caught_, Next="H")
    for expression, codes in (
        ("{% $list %}", ["SFN331"]),
        ("{% $list.a + 1 %}", ["SFN331"]),
        ("{% $append($list, 1) %}", []),
        ("{% $list ? $list : [] %}", []),
        ("{% $exists($list) %}", []),
        ("{% $exists($never) %}", []),
        ("{% $never %}", ["SFN330"]),
    ):
        states = {"A": first, "H": state(expression)}
        assert [code for code, _, _ in found(states, "JSONata")] == codes, expression


def test_no_definition_that_aws_accepted_has_an_error(data: Path) -> None:
    for file in sorted((data / "conformance" / "executions").glob("*.json")):
        subject = Subject(Definition(json.loads(file.read_text()).get("definition")))
        errors = [f for rule in RULES for f in rule.check(subject) if f.severity is Severity.ERROR]
        assert errors == [], file.name


def test_nothing_good_is_flagged_and_what_is_bad_is_found(data: Path) -> None:
    def codes(file: Path) -> list[str]:
        subject = Subject(Definition(json.loads(file.read_text())))
        return [
            rule.CODE
            for rule in RULES
            for finding in rule.check(subject)
            if finding.severity is not Severity.INFO
        ]

    for file in sorted((data / "lint" / "good").glob("*.json")):
        assert codes(file) == [], file.name
    assert codes(data / "lint/defects/jsonata-undef-var.json") == ["SFN330"]
    assert codes(data / "lint/defects/outer-assign.json") == ["SFN332"]


def chain(length: int) -> Subject:
    states: dict[str, Any] = {}
    for index in range(length):
        states[f"S{index}"] = task(
            ResultPath=f"$.r{index}",
            Assign={f"v{index}": 1},
            Catch=[{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "End"}],
            Next=f"S{index + 1}" if index + 1 < length else "End",
        )
    states["End"] = {"Type": "Succeed"}
    return Subject(Definition({"StartAt": "S0", "States": states}))


def test_ten_times_the_states_are_about_ten_times_the_work() -> None:
    least, most = (calls(partial(findings, chain(length))) for length in (200, 2_000))
    assert most < 12 * least


def findings(subject: Subject) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule.check(subject)


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {"StartAt": "A", "States": {"A": {"Type": ["Task"], "Next": "A", "ResultPath": 3}}},
        {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": {"a": 1}, "Default": "A"}}},
        {"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": [], "ItemBatcher": {}}}},
        {"StartAt": "A", "States": {"A": {"Type": "Task", "Catch": [{"Next": "A", "Assign": 4}]}}},
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"": 1, "a.$": []}}}},
        {
            "StartAt": "A",
            "States": {
                "A": {"Type": "Choice", "Choices": [{"Variable": 1, "StringEqualsPath": {}}]}
            },
        },
    ],
)
def test_odd_input_raises_nothing(document: Any) -> None:
    for rule in RULES:
        list(rule.check(Subject(Definition(document))))
