"""Trying definitions and states without creating a machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.local.stepfunctions.machines.verdicts import verdicts_of

from .endpoint import PASS, REGION, UNTRUSTING_ROLE, refusal

SCHEMA = "SCHEMA_VALIDATION_FAILED"
LAMBDA = f"arn:aws:lambda:{REGION}:123456789012:function:f"
WARNED = json.dumps(
    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": "$.b"}, "End": True}}}
)


def machine(state: Any, **fields: Any) -> str:
    return json.dumps({"StartAt": "A", "States": {"A": state}, **fields})


def jsonata(output: str) -> str:
    return machine({"Type": "Pass", "Output": output, "End": True}, QueryLanguage="JSONata")


# ValidateStateMachineDefinition


def test_a_valid_definition_is_found_so(sfn: Any) -> None:
    answer = sfn.validate_state_machine_definition(definition=PASS)
    assert (answer["result"], answer["diagnostics"], answer["truncated"]) == ("OK", [], False)


def test_an_end_that_is_missing_has_no_place(sfn: Any) -> None:
    endless = machine({"Type": "Pass", "Next": "A"})
    (found,) = sfn.validate_state_machine_definition(definition=endless)["diagnostics"]
    assert found == {
        "severity": "ERROR",
        "code": "MISSING_END_STATE",
        "message": "Workflow has no terminal state",
    }


def test_warnings_are_told_when_asked_for_and_fail_nothing(sfn: Any) -> None:
    answer = sfn.validate_state_machine_definition(definition=WARNED)
    assert (answer["result"], answer["diagnostics"]) == ("OK", [])
    answer = sfn.validate_state_machine_definition(definition=WARNED, severity="WARNING")
    assert answer["result"] == "OK"
    (found,) = answer["diagnostics"]
    assert (found["severity"], found["code"]) == ("WARNING", "NO_DOLLAR")
    assert found["location"] == "/States/A/Parameters/a"


def test_only_as_many_diagnostics_are_told_as_are_asked_for(sfn: Any) -> None:
    bad = machine({"Type": "Pass", "Next": "B", **{f"F{n}": 1 for n in range(150)}})
    for asked, told in ((2, 2), (0, 100), (100, 100)):
        answer = sfn.validate_state_machine_definition(definition=bad, maxResults=asked)
        assert (len(answer["diagnostics"]), answer["truncated"]) == (told, True)
    assert refusal(sfn.validate_state_machine_definition, definition=bad, maxResults=101)[0] == (
        "ValidationException"
    )


def test_the_type_decides_what_is_valid(sfn: Any) -> None:
    task = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken"}
    task["Parameters"] = {"QueueUrl": "q", "MessageBody": {"Token.$": "$$.Task.Token"}}
    definition = machine({**task, "End": True})
    results = [
        sfn.validate_state_machine_definition(definition=definition, type=kind)["result"]
        for kind in ("STANDARD", "EXPRESS")
    ]
    assert results == ["OK", "FAIL"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f"{SCHEMA}: Definition must be a valid JSON object at null"),
        ("[]", f"{SCHEMA}: Definition must be a valid JSON object at null"),
        (
            machine({"Type": "Foo", "End": True}),
            (
                f"{SCHEMA}: The field 'Type' should have one of these values: [Task, "
                "Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type"
            ),
        ),
        (
            machine({"End": True}),
            f"{SCHEMA}: The field 'Type' is required at /States/A",
        ),
        (
            machine({"Type": "Pass", "Next": "A", "End": True}),
            (
                f"{SCHEMA}: There should only be one of the following fields: [Next, "
                "End] at /States/A"
            ),
        ),
        (
            machine({"Type": "Wait", "End": True}),
            (
                f"{SCHEMA}: This object should have only one of the following fields: "
                "[SecondsPath, Seconds, TimestampPath, Timestamp] at /States/A"
            ),
        ),
        (
            machine({"Type": "Wait", "Seconds": 1.5, "End": True}),
            f"{SCHEMA}: Expected value of type Integer at /States/A/Seconds",
        ),
        (
            machine({"Type": "Parallel", "Branches": [], "End": True}),
            f"{SCHEMA}: Value cannot be empty at /States/A/Branches",
        ),
        (
            machine({"Type": "Pass", "Output": 1, "End": True}),
            (
                f"{SCHEMA}: The QueryLanguage is set to 'JSONPath', but field 'Output' "
                "is only supported for the 'JSONata' QueryLanguage at /States/A"
            ),
        ),
        (
            machine(
                {
                    "Type": "Task",
                    "Resource": LAMBDA,
                    "Retry": [{"ErrorEquals": ["States.ALL", "X"]}],
                }
                | {"End": True}
            ),
            (
                f"{SCHEMA}: States.ALL must appear alone and at end of list at "
                "/States/A/Retry[0]/ErrorEquals[0]"
            ),
        ),
        (
            machine({"Type": "Task", "Resource": "${Function}", "End": True}),
            (
                f"{SCHEMA}: The resource provided ${{Function}} is not recognized. The "
                "value is not a valid resource ARN, or the resource is not available in this "
                "region. at /States/A/Resource"
            ),
        ),
        (
            jsonata("{% 1 + %}"),
            "INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output",
        ),
        (
            machine(
                {"Type": "Pass", "Output": "{% phone %}", "End": True}, QueryLanguage="JSONata"
            ),
            (
                "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not "
                "supported. at /States/A/Output"
            ),
        ),
    ],
)
def test_faults_are_told_in_aws_s_words(text: str, said: str) -> None:
    assert [str(each) for each in verdicts_of(text, "STANDARD")] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            machine({"Type": "Wait", "Seconds": "${Seconds}", "End": True}),
            f"{SCHEMA}: Expected value of type Integer at /States/A/Seconds",
        ),
        (
            machine({"Type": "Pass", "End": "${End}"}),
            f"{SCHEMA}: 'End' is '${{End}}' at /States/A/End",
        ),
        (
            '{"StartAt": ${Start}}',
            (
                "INVALID_JSON_DESCRIPTION: Unrecognized token '$': was expecting (JSON String, "
                "Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: "
                '(String)"{"StartAt": ${Start}}"; line: 1, column: 14]'
            ),
        ),
    ],
)
def test_placeholders_that_nobody_fills_in_are_text(text: str, said: str) -> None:
    assert [str(each) for each in verdicts_of(text, "STANDARD")] == [said]


def test_placeholders_may_stand_in_texts() -> None:
    states = {
        "${A}": {"Type": "Pass", "Result": "${R}", "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"t.$": "States.Format('${}', $.a)"}, "End": True},
    }
    assert verdicts_of(json.dumps({"StartAt": "${A}", "States": states}), "STANDARD") == []


def test_names_are_written_as_they_are_in_places() -> None:
    states = {"a/b~c": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {}}]}}
    text = json.dumps({"StartAt": "a/b~c", "States": states})
    places = [each.location for each in verdicts_of(text, "STANDARD")]
    assert "/States/a/b~c/Branches[0]/States" in places


def test_what_aws_was_recorded_to_say_of_definitions_is_said_word_for_word(data: Path) -> None:
    compared = 0
    for file in sorted((data / "conformance/create").glob("*.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        expected = case["expected"]
        if "diagnostics" in expected:
            found = verdicts_of(case["definition_text"], case["type"])
            assert [each.as_api() for each in found] == expected["diagnostics"], file.name
        elif expected.get("code") == "InvalidDefinition":
            said = ", ".join(map(str, verdicts_of(case["definition_text"], case["type"])))
            assert f"Invalid State Machine Definition: '{said}'" == expected["message"], file.name
        else:
            continue
        compared += 1
    assert compared >= 10


# TestState


def test_a_state_is_tried_with_its_input(sfn: Any) -> None:
    state = json.dumps({"Type": "Pass", "Parameters": {"b.$": "$.a"}, "Next": "B"})
    answer = sfn.test_state(definition=state, input='{"a": 1}', inspectionLevel="DEBUG")
    assert (answer["status"], answer["nextState"]) == ("SUCCEEDED", "B")
    assert json.loads(answer["output"]) == {"b": 1}
    assert json.loads(answer["inspectionData"]["afterParameters"]) == {"b": 1}


def test_a_mock_variables_context_and_configuration_take_part(sfn: Any) -> None:
    state = {
        "Type": "Task",
        "QueryLanguage": "JSONata",
        "Resource": LAMBDA,
        "Arguments": "{% {'v': $v, 'name': $states.context.State.Name} %}",
        "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2, "IntervalSeconds": 3}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}],
        "End": True,
    }
    request = {
        "definition": json.dumps(state),
        "variables": '{"v": 7}',
        "context": '{"State": {"Name": "Mine"}}',
        "mock": {"errorOutput": {"error": "Busy", "cause": "later"}},
        "inspectionLevel": "DEBUG",
    }
    first = sfn.test_state(**request)
    assert (first["status"], first["error"]) == ("RETRIABLE", "Busy")
    assert json.loads(first["inspectionData"]["afterArguments"]) == {"v": 7, "name": "Mine"}
    last = sfn.test_state(**request, stateConfiguration={"retrierRetryCount": 2})
    assert (last["status"], last["nextState"]) == ("CAUGHT_ERROR", "Caught")


def test_a_state_of_a_whole_machine_is_tried_by_its_name(sfn: Any) -> None:
    answer = sfn.test_state(definition=PASS, stateName="A", input="[1]")
    assert answer["output"] == "[1]"
    assert refusal(sfn.test_state, definition=PASS, stateName="B") == (
        "ValidationException",
        "State 'B' not found in the state machine definition",
    )


def test_a_state_that_could_not_be_created_is_not_tried(sfn: Any) -> None:
    state = json.dumps({"Type": "Pass", "Foo": 1, "End": True})
    code, said = refusal(sfn.test_state, definition=state)
    assert code == "InvalidDefinition"
    assert "Field 'Foo' is not supported at /States/StateName" in said


def test_the_role_of_a_task_that_is_called_must_be_assumable(sfn: Any) -> None:
    state = json.dumps({"Type": "Task", "Resource": LAMBDA, "End": True})
    assert refusal(sfn.test_state, definition=state)[1] == (
        "RoleArn must be specified when testing a Task state"
    )
    assert refusal(sfn.test_state, definition=state, roleArn=UNTRUSTING_ROLE)[0] == (
        "AccessDeniedException"
    )
    mocked = sfn.test_state(
        definition=state, roleArn=UNTRUSTING_ROLE, mock={"result": '"anything"'}
    )
    assert mocked["output"] == '"anything"'


@pytest.mark.parametrize(
    "text", ["[" * 5000 + "]" * 5000, "[1e400]", "[NaN]"], ids=("deep", "1e400", "NaN")
)
def test_an_input_that_cannot_be_read_is_refused(sfn: Any, text: str) -> None:
    state = json.dumps({"Type": "Pass", "End": True})
    code, said = refusal(lambda: sfn.test_state(definition=state, input=text))
    assert code == "InvalidExecutionInput"
    assert said.startswith("Invalid State Machine Execution Input: '")
