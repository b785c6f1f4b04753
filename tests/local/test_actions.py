"""JSONata on the embedded AWS, and the actions that validate a definition and test one state."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from sfn_dsl.local import ACCOUNT

ROLE = f"arn:aws:iam::{ACCOUNT}:role/Any"
ON_ERROR = {"ErrorEquals": ["States.ALL"], "Next": "Handle"}


@pytest.fixture(scope="module")
def client(session: Any) -> Any:
    return session.client("stepfunctions")


def executed(client: Any, states: dict[str, Any], given: str = '{"n": 1, "q": "a\\"b"}') -> Any:
    document = {"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states}
    machine = client.create_state_machine(
        name="jsonata", definition=json.dumps(document), roleArn=ROLE
    )["stateMachineArn"]
    try:
        arn = client.start_execution(stateMachineArn=machine, input=given)["executionArn"]
        began = time.monotonic()
        while (ended := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
            assert time.monotonic() - began < 20, "the execution does not end"
            time.sleep(0.02)
        return ended
    finally:
        client.delete_state_machine(stateMachineArn=machine)


def output(expression: str) -> dict[str, Any]:
    return {"A": {"Type": "Pass", "Output": expression, "End": True}}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("{% 1 + 1 %}", 2),
        ("{% $states.input.n * 2 %}", 2),
        ("{% [$states.input.q] %}", ['a"b']),
        ("{% {'sum': $sum([1..3]), 'none': null} %}", {"sum": 6, "none": None}),
        ("{% $map([1, 2], function($v) { $v * 2 }) %}", [2, 4]),
        ("{% $states.context.Execution.Name != '' %}", True),
        ("{% [$uppercase('a') & $string(1)] %}", ["A1"]),
    ],
)
def test_expressions_are_evaluated(client: Any, expression: str, value: Any) -> None:
    ended = executed(client, output(expression))
    assert ended["status"] == "SUCCEEDED", ended
    assert json.loads(ended["output"]) == value


def test_variables_choices_maps_and_waits_are_evaluated(client: Any) -> None:
    inner = {"StartAt": "In", "States": {"In": output("{% $states.input * $by %}")["A"]}}
    states = {
        "Set": {"Type": "Pass", "Assign": {"by": "{% 10 %}"}, "Next": "Wait"},
        "Wait": {"Type": "Wait", "Seconds": "{% 1 - 1 %}", "Next": "Choose"},
        "Choose": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $by = 10 %}", "Next": "Each"}],
            "Default": "No",
        },
        "Each": {"Type": "Map", "Items": "{% [1, 2] %}", "ItemProcessor": inner, "End": True},
        "No": {"Type": "Fail"},
    }
    assert json.loads(executed(client, states)["output"]) == [10, 20]


@pytest.mark.parametrize("expression", ["{% 1 + 'a' %}", "{% $nothing %}", "{% $error('x') %}"])
def test_an_error_of_an_expression_fails_its_state(client: Any, expression: str) -> None:
    ended = executed(client, output(expression))
    assert (ended["status"], ended["error"]) == ("FAILED", "States.QueryEvaluationError")
    assert expression[3:-3] in ended["cause"]


def test_a_definition_is_validated(client: Any) -> None:
    sound = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
    found = client.validate_state_machine_definition(definition=sound)
    assert (found["result"], found["diagnostics"], found["truncated"]) == ("OK", [], False)
    broken = client.validate_state_machine_definition(definition=sound.replace("Succeed", "Suceed"))
    assert broken["result"] == "FAIL"
    (diagnostic,) = broken["diagnostics"]
    assert diagnostic["severity"] == "ERROR"
    assert diagnostic["code"] == "SCHEMA_VALIDATION_FAILED"
    assert diagnostic["location"] == "/States/A/Type"
    text = client.validate_state_machine_definition(definition="{")
    assert text["diagnostics"][0]["code"] == "INVALID_JSON_DESCRIPTION"
    nothing = sound.replace('"Succeed"', '"Nope"').replace('"A": {', '"B": {"Type": "No"}, "A": {')
    some = client.validate_state_machine_definition(definition=nothing, maxResults=1)
    assert (len(some["diagnostics"]), some["truncated"]) == (1, True)


def outcome_of(client: Any, definition: Any, given: Any = None, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.test_state(
        definition=json.dumps(definition), roleArn=ROLE, input=json.dumps(given or {}), **more
    )
    del answer["ResponseMetadata"]
    return answer


CHOICE = {
    "Type": "Choice",
    "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "One"}],
    "Default": "Other",
}
TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": "nobody"},
    "End": True,
}


def test_a_state_is_tested_alone(client: Any) -> None:
    assert outcome_of(client, {"Type": "Pass", "Result": 1, "Next": "B"}) == {
        "status": "SUCCEEDED",
        "output": "1",
        "nextState": "B",
    }
    for n, following in ((1, "One"), (2, "Other")):
        assert outcome_of(client, CHOICE, {"n": n})["nextState"] == following
    failed = outcome_of(client, {"Type": "Fail", "Error": "E", "Cause": "c"})
    assert failed == {"status": "FAILED", "error": "E", "cause": "c"}
    in_jsonata = {"QueryLanguage": "JSONata", **output("{% $x & $states.input.y %}")["A"]}
    said = outcome_of(client, in_jsonata, {"y": "b"}, variables='{"x": "a"}')
    assert said == {"status": "SUCCEEDED", "output": '"ab"'}
    machine = {"QueryLanguage": "JSONata", "StartAt": "Z", "States": output("{% 'hi' %}")}
    assert outcome_of(client, machine, stateName="A")["output"] == '"hi"'
    assert client.list_state_machines()["stateMachines"] == [] or all(
        not one["name"].startswith("TestState")
        for one in client.list_state_machines()["stateMachines"]
    )


def test_a_state_that_fails_says_what_would_follow(client: Any) -> None:
    assert outcome_of(client, TASK)["status"] == "FAILED"
    caught = outcome_of(client, {**TASK, "Catch": [ON_ERROR]})
    assert (caught["status"], caught["nextState"]) == ("CAUGHT_ERROR", "Handle")
    retried = {**TASK, "Retry": [{"ErrorEquals": ["States.ALL"]}], "Catch": [ON_ERROR]}
    assert outcome_of(client, retried)["status"] == "RETRIABLE"
    never = {**TASK, "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 0}]}
    assert outcome_of(client, never)["status"] == "FAILED"


def test_what_cannot_be_tested_is_refused(client: Any) -> None:
    with pytest.raises(client.exceptions.InvalidDefinition):
        outcome_of(client, {"Type": "Nope"})
    with pytest.raises(client.exceptions.InvalidDefinition, match="no such state"):
        outcome_of(client, {"StartAt": "A", "States": {}}, stateName="B")
    with pytest.raises(client.exceptions.ClientError, match="cannot mock"):
        outcome_of(client, TASK, mock={"result": "{}"})
