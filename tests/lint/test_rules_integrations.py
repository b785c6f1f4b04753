"""What the rules of the 700s and 310s find in tasks and payloads, and what they leave alone."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, Severity, read_json
from sfn_dsl.lint.engine import Finding, Subject

NAMES = (
    "forgotten_dollar",
    "static_result",
    "forgotten_braces",
    "jsonata_in_jsonpath",
    "unknown_resource",
    "unknown_action",
    "unsupported_pattern",
    "unfit_parameters",
    "task_token_not_passed",
    "task_token_without_wait",
    "unknown_map_resource",
    "mixed_partitions",
    "forbidden_header",
    "secret_in_header",
    "header_not_list",
    "function_called_as_service",
    "unraisable_error",
)
RULES = {name: importlib.import_module(f"sfn_dsl.lint.rules.{name}") for name in NAMES}

QUEUE = {"QueueUrl": "https://example.com/q", "MessageBody": "m"}


def found(name: str, document: Any) -> list[Finding]:
    return list(RULES[name].check(Subject(Definition(document))))


def everything(document: Any) -> list[tuple[str, Finding]]:
    subject = Subject(Definition(document))
    return [(rule.CODE, finding) for rule in RULES.values() for finding in rule.check(subject)]


def machine(**state: Any) -> dict[str, Any]:
    return {"StartAt": "A", "States": {"A": {"End": True, **state}}}


def task(resource: str, **fields: Any) -> dict[str, Any]:
    return machine(Type="Task", Resource=resource, **fields)


def service(action: str, parameters: Any, **fields: Any) -> dict[str, Any]:
    return task(f"arn:aws:states:::{action}", Parameters=parameters, **fields)


def jsonata(**state: Any) -> dict[str, Any]:
    return machine(QueryLanguage="JSONata", **state)


def example(page: ModuleType, title: str) -> Definition:
    text = re.search(rf"^{title}::\n\n((?: {{4}}.*\n|\n)+)", f"{page.__doc__}\n", re.MULTILINE)
    assert text
    return read_json(text[1], page.__name__)


@pytest.mark.parametrize("page", RULES.values(), ids=RULES)
def test_each_page_s_bad_example_is_found_by_its_rule_alone_and_its_good_one_by_none(
    page: ModuleType,
) -> None:
    bad, good = (example(page, title).document for title in ("Bad", "Good"))
    assert {code for code, _ in everything(bad)} == {page.CODE}
    assert everything(good) == []


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:lambda:eu-west-1:123456789012:function:f",
        "arn:aws:lambda:eu-west-1:123456789012:function:f:live",
        "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:f",
        "arn:aws:lambda:REGION:YOUR_ACCOUNT:function:f",
        "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f",
        "arn:aws:states:eu-west-1:123456789012:activity:approve",
        "arn:${AWS::Partition}:states:::lambda:${Action}",
        "arn:<PARTITION>:states:::aws-sdk:iot:listThings",
        "arn:aws:states:eu-west-1:123456789012:aws-sdk:iot:listThings",
        "${FunctionArn}",
        "TODO",
        "__tbd__",
    ],
)
def test_functions_activities_actions_and_placeholders_are_resources(resource: str) -> None:
    assert everything(task(resource)) == []


@pytest.mark.parametrize(
    "resource",
    [
        "my-function",
        "arn:aws:lambda:eu-west-1:123456789012:f",
        "arn:aws:lambda:eu-west-1:123456789012:function:",
        "arn:aws:states::sns:publish",
        "arn:aws:sns:eu-west-1:123456789012:topic",
    ],
)
def test_what_is_no_arn_of_a_worker_is_an_error_at_the_resource(resource: str) -> None:
    ((code, finding),) = everything(task(resource))
    assert (code, finding.pointer, finding.severity) == (
        "SFN701",
        "/States/A/Resource",
        Severity.ERROR,
    )


def test_a_state_machine_as_a_resource_is_told_how_to_start_it() -> None:
    arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:child"
    (finding,) = found("unknown_resource", task(arn))
    assert "states:startExecution" in finding.message


def test_a_misspelt_partition_is_told_the_nearest() -> None:
    (finding,) = found("unknown_resource", task("arn:asw:states:::sns:publish"))
    assert finding.message == "'asw' is no partition of AWS; write 'aws'"


@pytest.mark.parametrize(
    ("action", "instead"),
    [
        ("sns:publsh", "write 'sns:publish'"),
        ("SNS:publish", "write 'sns:publish'"),
        ("lamda:invoke", "write 'lambda:invoke'"),
        ("dynamodb:query", "write 'aws-sdk:dynamodb:query'"),
        ("s3:getObject", "so write 'aws-sdk:s3:getObject'"),
        ("aws-sdk:s3:getObjekt", "write 'getObject'"),
        ("aws-sdk:stepfunctions:startExecution", "write 'sfn'"),
        ("aws-sdk:dynamdb:query", "write 'dynamodb'"),
    ],
)
def test_a_misspelt_action_is_told_the_one_that_is_meant(action: str, instead: str) -> None:
    (finding,) = found("unknown_action", task(f"arn:aws:states:::{action}"))
    assert finding.message.endswith(instead)
    assert finding.pointer == "/States/A/Resource"


def test_a_service_that_no_model_is_of_is_let_pass() -> None:
    assert everything(service("aws-sdk:qldb:createLedger", {"Name": "n"})) == []


@pytest.mark.parametrize(
    ("action", "instead"),
    [
        ("sns:publish.sync", "leave it out, or write '.waitForTaskToken'"),
        ("sqs:sendMessage.sync:2", "leave it out, or write '.waitForTaskToken'"),
        ("dynamodb:getItem.sync", "leave it out"),
        ("glue:startJobRun.waitForTaskToken", "leave it out, or write '.sync'"),
        ("lambda:invoke.waitForTasktoken", "write '.waitForTaskToken'"),
        ("states:startExecution.sync:1", "write '.sync:2'"),
        ("aws-sdk:glue:startJobRun.sync", "leave it out, or write '.waitForTaskToken'"),
    ],
)
def test_a_pattern_that_an_integration_lacks_is_an_error(action: str, instead: str) -> None:
    (finding,) = found("unsupported_pattern", task(f"arn:aws:states:::{action}"))
    assert finding.severity is Severity.ERROR
    assert finding.message.endswith(instead)


@pytest.mark.parametrize(
    ("action", "parameters", "pointer", "severity"),
    [
        ("sqs:sendMessage", {"QueueUrl": "q"}, "", Severity.ERROR),
        ("sqs:sendMessage", {**QUEUE, "Delay": 1}, "/Delay", Severity.ERROR),
        ("sqs:sendMessage", {**QUEUE, "Delay.$": "$.x"}, "/Delay.$", Severity.ERROR),
        ("aws-sdk:s3:getObject", {"bucket": "b", "Key": "k"}, "/bucket", Severity.ERROR),
        ("lambda:invoke", {"FunctionName": "f", "InvocationType": "Sync"}, "/InvocationType", None),
        ("http:invoke", {"ApiEndpoint": "https://example.com", "Method": "GET"}, "", None),
        (
            "ecs:runTask",
            {"TaskDefinition": "t", "Overrides": {"ContainerOverrides": [{"name": "n"}]}},
            "/Overrides/ContainerOverrides/0/name",
            Severity.WARNING,
        ),
        ("ecs:runTask", {"TaskDefinition": "t", "Overrides": []}, "/Overrides", Severity.ERROR),
    ],
)
def test_a_parameter_that_does_not_fit_is_found_where_it_stands(
    action: str, parameters: dict[str, Any], pointer: str, severity: Severity | None
) -> None:
    finding, *_ = found("unfit_parameters", service(action, parameters))
    assert finding.pointer == f"/States/A/Parameters{pointer}"
    assert finding.severity is (severity or Severity.ERROR)


@pytest.mark.parametrize(
    ("action", "parameters"),
    [
        ("lambda:invoke", {"FunctionName": "f", "InvocationType": "${Type}"}),
        ("lambda:invoke", {"FunctionName": "f", "${Key}": 1}),
        ("sqs:sendMessage", "${Parameters}"),
        ("sns:publish", {"TopicArn": "t", "Message": {"an": "object"}}),
        ("aws-sdk:rds:describeDBInstances", {"DbInstanceIdentifier.$": "$.id"}),
    ],
)
def test_what_is_known_only_later_is_not_objected_to(action: str, parameters: Any) -> None:
    assert everything(service(action, parameters)) == []


def test_arguments_that_are_one_expression_are_not_objected_to() -> None:
    document = jsonata(
        Type="Task", Resource="arn:aws:states:::sqs:sendMessage", Arguments="{% $states.input %}"
    )
    assert everything(document) == []


def test_a_payload_in_the_field_of_the_other_language_is_left_to_the_schema() -> None:
    resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
    assert everything(jsonata(Type="Task", Resource=resource, Parameters={"a": 1})) == []


def test_a_task_without_any_parameters_is_warned_of_once() -> None:
    (finding,) = found("unfit_parameters", task("arn:aws:states:::batch:submitJob"))
    assert (finding.pointer, finding.severity) == ("/States/A", Severity.WARNING)


@pytest.mark.parametrize(
    "token",
    ["$$.Task.Token", "$$.Task", "$$", "$$['Task']['Token']", "States.Format('{}', $$.Task.Token)"],
)
def test_a_token_may_be_handed_on_in_any_way(token: str) -> None:
    body = {"QueueUrl": "https://example.com/q", "MessageBody": {"t.$": token}}
    assert everything(service("sqs:sendMessage.waitForTaskToken", body)) == []


@pytest.mark.parametrize(
    "body", ["{% $states.context.Task.Token %}", "{% $states.context %}", "{% $string($states) %}"]
)
def test_a_token_may_be_handed_on_in_any_expression(body: str) -> None:
    resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
    given = {"QueueUrl": "q", "MessageBody": body}
    assert everything(jsonata(Type="Task", Resource=resource, Arguments=given)) == []


@pytest.mark.parametrize("body", ["$", "$.order", "$$.Execution.Id", "$$.State.Name"])
def test_a_token_that_nobody_gets_is_warned_of(body: str) -> None:
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


def test_a_token_is_read_in_vain_by_states_that_are_no_tasks_but_not_for_those_inside() -> None:
    inside = service(
        "sqs:sendMessage.waitForTaskToken", {**QUEUE, "MessageBody.$": "$$.Task.Token"}
    )
    document = machine(Type="Map", ItemSelector={"token.$": "$$.Task.Token"}, ItemProcessor=inside)
    (finding,) = found("task_token_without_wait", document)
    assert finding.pointer == "/States/A/ItemSelector/token.$"


@pytest.mark.parametrize(
    ("field", "resource", "is_fine"),
    [
        ("ItemReader", "arn:aws:states:::s3:getObject", True),
        ("ItemReader", "arn:${AWS::Partition}:states:::s3:listObjectsV2", True),
        ("ItemReader", "arn:aws:states:::s3:putObject", False),
        ("ItemReader", "arn:aws:states:::s3:getObject.sync", False),
        ("ResultWriter", "arn:aws:states:::s3:putObject", True),
        ("ResultWriter", "arn:aws:states:::aws-sdk:s3:putObject", False),
    ],
)
def test_readers_and_writers_take_their_own_actions_only(
    field: str, resource: str, is_fine: bool
) -> None:
    document = machine(Type="Map", **{field: {"Resource": resource}})
    assert (found("unknown_map_resource", document) == []) is is_fine


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
    ("resource", "name", "is_fine"),
    [
        ("arn:aws:states:::dynamodb:putItem", "DynamoDB.ConditionalCheckFailedException", True),
        ("arn:aws:states:::dynamodb:putItem", "DynamoDb.ConditionalCheckFailedException", False),
        ("arn:aws:states:::dynamodb:putItem", "ConditionalCheckFailedException", False),
        ("arn:aws:states:::dynamodb:putItem", "States.Timeout", True),
        ("arn:aws:states:::aws-sdk:s3:getObject", "S3.NoSuchKeyException", True),
        ("arn:aws:states:::aws-sdk:s3:getObject", "NoSuchKey", False),
        ("arn:aws:states:::lambda:invoke", "Anything", True),
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Anything", True),
        ("arn:aws:states:::states:startExecution.sync", "Anything", True),
        ("arn:aws:lambda:eu-west-1:123456789012:function:f", "Anything", True),
    ],
)
def test_errors_are_known_by_their_service_where_it_alone_raises_them(
    resource: str, name: str, is_fine: bool
) -> None:
    findings = found("unraisable_error", task(resource, Retry=[{"ErrorEquals": [name]}]))
    assert (findings == []) is is_fine
    assert all(finding.severity is Severity.INFO for finding in findings)


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
    assert "NO_DOLLAR" in finding.message


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
        ("$.a", "it is JSONPath, so write a JSONata expression between '{%' and '%}'"),
        (" {% $states.input %} ", "leave out the blanks around it"),
        ("Dear {% $name %}, hello", "write one expression, which joins texts by '&'"),
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


def test_the_partition_that_differs_is_warned_of_and_a_placeholder_is_not() -> None:
    document = {
        "StartAt": "A",
        "States": {
            name: {"Type": "Task", "Resource": f"arn:{partition}:states:::sqs:sendMessage"}
            for name, partition in {"A": "aws", "B": "${P}", "C": "aws-cn", "D": "aws"}.items()
        },
    }
    assert [finding.pointer for finding in found("mixed_partitions", document)] == [
        "/States/C/Resource"
    ]


def documents(folder: Path) -> list[tuple[str, Any]]:
    files = [(file.name, json.loads(file.read_text("utf-8"))) for file in folder.glob("*.json")]
    return [
        (name, document.get("definition") if folder.name == "executions" else document)
        for name, document in files
    ]


def test_no_definition_that_aws_took_has_an_error(data: Path) -> None:
    for name, document in documents(data / "conformance" / "executions"):
        errors = [f for _, f in everything(document) if f.severity is Severity.ERROR]
        assert errors == [], name


def test_no_good_definition_is_flagged(data: Path) -> None:
    for name, document in documents(data / "lint" / "good"):
        assert everything(document) == [], name


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("sdk-typo", "SFN702"),
        ("svc-typo", "SFN702"),
        ("sync-unsupported", "SFN703"),
        ("token-missing", "SFN705"),
    ],
)
def test_the_defects_of_this_family_are_found(data: Path, file: str, code: str) -> None:
    document = json.loads((data / "lint" / "defects" / f"{file}.json").read_text("utf-8"))
    assert [found_code for found_code, _ in everything(document)] == [code]


WORDS = st.sampled_from(
    [
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:states:::http:invoke",
        "arn:aws:states:::apigateway:invoke",
        "arn:aws:states:::aws-sdk:s3:putObject",
        "arn:aws:states:::ecs:runTask.sync",
        "Task",
        "Map",
        "JSONata",
        "$.a",
        "{% $states.input %}",
    ]
)
MEMBERS = st.sampled_from(
    [
        "Type",
        "Resource",
        "Parameters",
        "Arguments",
        "QueryLanguage",
        "Headers",
        "Retry",
        "Catch",
        "ErrorEquals",
        "ItemReader",
        "Overrides",
        "Method",
        "QueueUrl",
        "a.$",
        "Key.$",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MEMBERS, inner, max_size=6),
    max_leaves=25,
)


@given(JSON, WORDS, JSON)
def test_odd_input_raises_nothing(value: Any, resource: str, given_: Any) -> None:
    everything(value)
    everything({"QueryLanguage": value, "StartAt": "A", "States": {"A": value, "B": given_}})
    everything(task(resource, Parameters=given_, Retry=value, ItemReader=value, InputPath=value))
    everything({**task(resource, Arguments=given_), "QueryLanguage": "JSONata"})
