"""What a state hands on: task tokens, headers, paths and expressions without their marks."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Severity
from sfn_dsl.aws_codes import aws_code

from .integrations import QUEUE, everything, found, jsonata, machine, service, task


@pytest.mark.parametrize(
    "token",
    ["$$.Task.Token", "$$.Task", "$$", "$$['Task']['Token']", "States.Format('{}', $$.Task.Token)"],
)
def test_a_token_may_be_passed_on_in_any_way(token: str) -> None:
    body = {"QueueUrl": "https://example.com/q", "MessageBody": {"t.$": token}}
    assert everything(service("sqs:sendMessage.waitForTaskToken", body)) == []


@pytest.mark.parametrize(
    "body", ["{% $states.context.Task.Token %}", "{% $states.context %}", "{% $string($states) %}"]
)
def test_a_token_may_be_passed_on_in_any_expression(body: str) -> None:
    resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
    given = {"QueueUrl": "q", "MessageBody": body}
    assert everything(jsonata(Type="Task", Resource=resource, Arguments=given)) == []


@pytest.mark.parametrize("body", ["$", "$.order", "$$.Execution.Id", "$$.State.Name"])
def test_a_token_that_is_not_passed_on_is_warned_of(body: str) -> None:
    given = {"QueueUrl": "q", "MessageBody.$": body}
    ((code, finding),) = everything(service("sqs:sendMessage.waitForTaskToken", given))
    assert (code, finding.pointer) == ("SFN705", "/States/A/Parameters")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:states:eu-west-1:123456789012:activity:a",
        "arn:aws:states:::states:startExecution.sync:2",
        "${Resource}",
    ],
)
def test_a_token_is_there_in_activities_jobs_and_what_is_not_known(resource: str) -> None:
    document = task(
        resource, Parameters={"StateMachineArn": "m", "Input": {"t.$": "$$.Task.Token"}}
    )
    assert found("task_token_without_wait", document) == []


def test_a_token_is_read_in_vain_by_states_that_are_not_tasks_but_not_for_those_inside() -> None:
    inside = service(
        "sqs:sendMessage.waitForTaskToken", {**QUEUE, "MessageBody.$": "$$.Task.Token"}
    )
    document = machine(Type="Map", ItemSelector={"token.$": "$$.Task.Token"}, ItemProcessor=inside)
    (finding,) = found("task_token_without_wait", document)
    assert finding.pointer == "/States/A/ItemSelector/token.$"


@pytest.mark.parametrize("name", ["Authorization", "if-match", "X-Amz-Date", "Host.$"])
def test_headers_that_fail_an_http_task_are_errors(name: str) -> None:
    given = {
        "ApiEndpoint": "https://example.com",
        "Method": "GET",
        "InvocationConfig": {"ConnectionArn": "${Connection}"},
        "Headers": {name: "$.x", "Accept": "text/plain"},
    }
    (finding,) = found("forbidden_header", service("http:invoke", given))
    assert finding.pointer == f"/States/A/Parameters/Headers/{name}"


@pytest.mark.parametrize("value", ["${Key}", "<key>", "", "$.key"])
def test_a_header_that_holds_no_literal_holds_no_secret(value: str) -> None:
    assert (
        found("secret_in_header", service("http:invoke", {"Headers": {"X-Api-Key": value}})) == []
    )


@pytest.mark.parametrize("value", ["{% $states.input.names %}", "${Names}", ["a"]])
def test_what_may_be_a_list_is_a_header(value: Any) -> None:
    document = jsonata(
        Type="Task",
        Resource="arn:aws:states:::apigateway:invoke",
        Arguments={"ApiEndpoint": "e", "Method": "GET", "QueryParameters": {"name": value}},
    )
    assert everything(document) == []


@pytest.mark.parametrize(
    ("state", "pointer"),
    [
        ({"Type": "Pass", "Parameters": {"a": {"b": "$.c"}}}, "Parameters/a/b"),
        ({"Type": "Pass", "Assign": {"id": "$$.Execution.Id"}}, "Assign/id"),
        ({"Type": "Pass", "Parameters": {"id": "States.UUID()"}}, "Parameters/id"),
        ({"Type": "Pass", "Parameters": {"all": ["$.a"]}}, "Parameters/all/0"),
        ({"Type": "Map", "ItemSelector": {"i": "$$.Map.Item.Value"}}, "ItemSelector/i"),
        ({"Type": "Fail", "Cause": "$.cause"}, "Cause"),
        ({"Type": "Task", "Credentials": {"RoleArn": "$.role"}}, "Credentials/RoleArn"),
    ],
)
def test_a_path_left_literal_is_warned_of_with_the_code_of_aws(
    state: dict[str, Any], pointer: str
) -> None:
    (finding,) = found("forgotten_dollar", machine(**state))
    assert finding.pointer == f"/States/A/{pointer}"
    assert finding.severity is Severity.WARNING
    assert aws_code("SFN310", finding.pointer, is_error=False) == "NO_DOLLAR"


@pytest.mark.parametrize(
    "literal",
    [
        "$",
        "$5.00",
        "$.",
        "$name",
        "costs $.50",
        "States.UUID",
        "$.a is missing",
        "${Path}",
        "$.a b",
    ],
)
def test_text_that_only_begins_like_a_path_is_text(literal: str) -> None:
    assert found("forgotten_dollar", machine(Type="Pass", Parameters={"a": literal})) == []


def test_paths_that_another_service_follows_are_its_own() -> None:
    target = {"InputPath": "$.detail", "InputTransformer": {"InputPathsMap": {"id": "$.id"}}}
    assert found("forgotten_dollar", machine(Type="Pass", Parameters={"Targets": [target]})) == []
    assert found("forgotten_braces", jsonata(Type="Pass", Output={"Targets": [target]})) == []


@pytest.mark.parametrize(
    ("output", "instead"),
    [
        ("$states.input.a", "write '{% $states.input.a %}'"),
        ("$.a", "it is JSONPath, so write a JSONata expression, '{% ... %}'"),
        (" {% $states.input %} ", "remove the blanks around it"),
        ("Dear {% $name %}, hello", "write one expression that joins strings by '&', '{% ... %}'"),
    ],
)
def test_an_expression_without_its_braces_is_warned_of(output: str, instead: str) -> None:
    (finding,) = found("forgotten_braces", jsonata(Type="Pass", Output={"a": output}))
    assert finding.pointer == "/States/A/Output/a"
    assert finding.message.endswith(instead)


@pytest.mark.parametrize("text", ["{% if a %}b{% endif %}", "Dear {% name %}, hello", "$5", "${A}"])
def test_templates_of_other_languages_are_text(text: str) -> None:
    assert found("jsonata_in_jsonpath", machine(Type="Pass", Parameters={"a": text})) == []
    assert found("forgotten_braces", jsonata(Type="Pass", Output={"a": text})) == []


def test_a_result_without_paths_under_their_names_is_a_result() -> None:
    result = {"price": "$5", "a": "$.b", "text.$": "literal"}
    assert found("static_result", machine(Type="Pass", Result=result)) == []


@pytest.mark.parametrize("text", ["$id", "$id.part", "$id[0]"])
def test_a_variable_left_literal_is_warned_of_in_both_languages(text: str) -> None:
    assigned = {"Type": "Pass", "Assign": {"id": 1}, "Next": "B"}
    for language, field in (("JSONPath", "Parameters"), ("JSONata", "Output")):
        reading = {"Type": "Pass", field: {"a": text, "b": "$idea", "c": "$id is it"}, "End": True}
        states = {"A": assigned, "B": reading}
        document = {"QueryLanguage": language, "StartAt": "A", "States": states}
        ((_, finding),) = everything(document)
        assert finding.pointer == f"/States/B/{field}/a"


def test_a_name_that_no_variable_has_is_text() -> None:
    assert found("forgotten_dollar", machine(Type="Pass", Parameters={"a": "$id"})) == []
    assert found("forgotten_braces", jsonata(Type="Pass", Output={"a": "$id"})) == []


def test_no_other_service_takes_calls_of_intrinsic_functions() -> None:
    given = {"ApiEndpoint": "e", "Method": "GET", "Path": "States.Format('/{}', $.id)"}
    (finding,) = found("forgotten_dollar", service("apigateway:invoke", given))
    assert finding.pointer == "/States/A/Parameters/Path"


def test_a_path_that_begins_at_an_index_is_a_path() -> None:
    given = {"a": "$[0].id", "b": "$.[0].id", "c": '$["id"]'}
    assert len(found("forgotten_dollar", machine(Type="Pass", Parameters=given))) == 3
