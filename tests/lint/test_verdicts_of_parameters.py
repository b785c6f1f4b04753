"""The parameters of service tasks: their names and types at any depth, and idempotency tokens."""

from __future__ import annotations

from typing import Any

import pytest

from .verdicts import FUNCTION, machine, verdicts

ERROR = "error SFN704 /States/A/{} SCHEMA_VALIDATION_FAILED"
STORE = {"TableName": "t"}
POLICY = {"PolicyStoreId.$": "$.store"}
SCHEDULE = {
    "Name": "n",
    "ScheduleExpression": "rate(1 day)",
    "FlexibleTimeWindow": {"Mode": "OFF"},
    "Target": {"Arn": "a", "RoleArn": "b"},
}


def judged(action: str, parameters: Any, language: str = "JSONPath") -> list[str]:
    field = "Parameters" if language == "JSONPath" else "Arguments"
    given = {} if parameters is None else {field: parameters}
    resource = f"arn:aws:states:::{action}"
    states = machine(A={"Type": "Task", "Resource": resource, **given, "End": True})
    return verdicts({"QueryLanguage": language, **states})


@pytest.mark.parametrize(
    ("action", "parameters", "place"),
    [
        (
            "aws-sdk:verifiedpermissions:createPolicy",
            {**POLICY, "Definition": {"static": {"Statement.$": "$.text"}}},
            "Definition/static",
        ),
        (
            "ecs:runTask.sync",
            {"TaskDefinition": "t", "NetworkConfiguration": {"awsvpcConfiguration": {}}},
            "NetworkConfiguration/awsvpcConfiguration",
        ),
        (
            "aws-sdk:ec2:runInstances",
            {"MinCount": 1, "MaxCount": 1, "TagSpecifications": [{"ResourceTyp": "instance"}]},
            "TagSpecifications/0/ResourceTyp",
        ),
        (
            "dynamodb:putItem",
            {**STORE, "Item": {"a": {"M": {"b": {"Bool": True}}}}},
            "Item/a/M/b/Bool",
        ),
        ("dynamodb:putItem", {**STORE, "Item": {"a": {"Ss": ["x"]}}}, "Item/a/Ss"),
        ("dynamodb:getItem", {**STORE, "Key": {"a": {"Bs.$": "$.x"}}}, "Key/a/Bs.$"),
        ("aws-sdk:dynamodb:putItem", {**STORE, "Item": {"a": {"BOOL": True}}}, "Item/a/BOOL"),
    ],
)
def test_names_are_checked_at_any_depth(action: str, parameters: Any, place: str) -> None:
    assert judged(action, parameters) == [ERROR.format(f"Parameters/{place}")]


@pytest.mark.parametrize(
    ("action", "parameters"),
    [
        ("dynamodb:putItem", {**STORE, "Item": {"a": {"BOOL": True}, "b": {"NULL": True}}}),
        ("dynamodb:putItem", {**STORE, "Item": {"a": "text", "b": {"SS": ["x"]}}}),
        ("aws-sdk:dynamodb:putItem", {**STORE, "Item": {"a": {"Bool": True}}}),
        ("aws-sdk:dynamodb:putItem", {**STORE, "Item": {"a": {"Nul": True}, "b": {"Ss": ["x"]}}}),
        (
            "ecs:runTask",
            {"TaskDefinition": "t", "NetworkConfiguration": {"AwsvpcConfiguration.$": "$"}},
        ),
        ("aws-sdk:sfn:sendTaskSuccess", {"TaskToken.$": "$.t", "Output": {"ok": True}}),
        ("aws-sdk:ec2:runInstances", {"MinCount": "1", "MaxCount": 1, "EbsOptimized": "true"}),
        ("aws-sdk:s3:listObjectsV2", {"Bucket": "b", "MaxKeys": "${Keys}"}),
        ("lambda:invoke", {"FunctionName": "f", "Payload": {"a": 1}}),
        ("lambda:invoke", {"FunctionName": "f", "Payload": "text"}),
        ("lambda:invoke", {"FunctionName": "f", "Payload.$": "$.n"}),
        ("sqs:sendMessage", {"QueueUrl": "q", "MessageBody": 5}),
        ("events:putEvents", {"Entries": [{"Detail": {"a": 1}, "DetailType": "t", "Source": "s"}]}),
    ],
)
def test_what_the_services_take_and_step_functions_converts_is_right(
    action: str, parameters: Any
) -> None:
    assert judged(action, parameters) == []


@pytest.mark.parametrize(
    ("action", "parameters", "place"),
    [
        ("lambda:invoke", {"FunctionName": "f", "Payload": 5}, "Payload"),
        ("lambda:invoke", {"FunctionName": "f", "Payload": True}, "Payload"),
        ("sqs:sendMessage", {"QueueUrl": 5, "MessageBody": "m"}, "QueueUrl"),
        (
            "sqs:sendMessage",
            {"QueueUrl": "q", "MessageBody": "m", "DelaySeconds": "soon"},
            "DelaySeconds",
        ),
        ("aws-sdk:s3:listObjectsV2", {"Bucket": "b", "MaxKeys": "many"}, "MaxKeys"),
        ("aws-sdk:s3:listObjectsV2", {"Bucket": True}, "Bucket"),
        ("aws-sdk:ec2:describeInstances", {"InstanceIds": "i-1"}, "InstanceIds"),
        (
            "aws-sdk:ec2:describeInstances",
            {"Filters": [{"Name": "n", "Values": "v"}]},
            "Filters/0/Values",
        ),
        (
            "aws-sdk:ec2:runInstances",
            {"MinCount": 1, "MaxCount": 1, "Monitoring": "on"},
            "Monitoring",
        ),
        ("aws-sdk:ec2:stopInstances", {"InstanceIds": ["i"], "Force": "maybe"}, "Force"),
        ("dynamodb:putItem", {**STORE, "Item": {"a": {"N": 5}}}, "Item/a/N"),
        ("dynamodb:putItem", {**STORE, "Item": [1]}, "Item"),
    ],
)
def test_a_value_of_another_type_is_an_error(action: str, parameters: Any, place: str) -> None:
    assert judged(action, parameters) == [ERROR.format(f"Parameters/{place}")]


def test_a_path_without_its_dollar_is_told_as_that() -> None:
    found = judged("aws-sdk:s3:listObjectsV2", {"Bucket": "b", "MaxKeys": "$.keys"})
    assert found == ["warning SFN310 /States/A/Parameters/MaxKeys NO_DOLLAR"]


def test_the_sdk_wants_its_arguments_in_jsonata_even_if_there_are_none() -> None:
    action = "aws-sdk:s3:listBuckets"
    assert judged(action, None, "JSONata") == ["error SFN704 /States/A SCHEMA_VALIDATION_FAILED"]
    assert judged(action, {}, "JSONata") == []
    assert judged(action, "{% {} %}", "JSONata") == []
    assert judged(action, None) == []
    required = judged("aws-sdk:s3:getObject", None, "JSONata")
    assert required == ["error SFN704 /States/A SCHEMA_VALIDATION_FAILED"]


@pytest.mark.parametrize(
    ("action", "parameters", "token"),
    [
        ("aws-sdk:fis:startExperiment", {"ExperimentTemplateId": "t"}, "ClientToken"),
        (
            "aws-sdk:emrserverless:startJobRun",
            {"ApplicationId": "a", "ExecutionRoleArn": "r"},
            "ClientToken",
        ),
    ],
)
def test_a_required_idempotency_token_is_not_filled_in(
    action: str, parameters: dict[str, Any], token: str
) -> None:
    assert judged(action, parameters) == [ERROR.format("Parameters")]
    assert judged(action, {**parameters, f"{token}.$": "States.UUID()"}) == []
    assert judged(action, parameters, "JSONata") == [ERROR.format("Arguments")]


def test_the_scheduler_demands_a_token_that_its_model_calls_optional() -> None:
    action = "aws-sdk:scheduler:createSchedule"
    assert judged(action, SCHEDULE, "JSONata") == [ERROR.format("Arguments")]
    assert judged(action, SCHEDULE) == ["warning SFN704 /States/A/Parameters"]
    assert judged(action, {**SCHEDULE, "ClientToken": "t"}, "JSONata") == []


def test_other_optional_tokens_may_be_left_out() -> None:
    assert judged("aws-sdk:secretsmanager:createSecret", {"Name": "n"}, "JSONata") == []
    started = {"ApplicationId": "a", "ExecutionRoleArn": "r"}
    assert judged("emr-serverless:startJobRun", started) == []


def test_what_a_nested_object_lacks_is_left_to_the_service() -> None:
    given = {**SCHEDULE, "ClientToken": "t", "Target": {"Arn": "a"}}
    assert judged("aws-sdk:scheduler:createSchedule", given, "JSONata") == [
        "warning SFN704 /States/A/Arguments/Target"
    ]


@pytest.mark.parametrize("given", ["x", 5, True, None, [], [{"QueueUrl": "q"}]])
@pytest.mark.parametrize("action", ["sqs:sendMessage", "aws-sdk:s3:listBuckets", "http:invoke"])
def test_the_parameters_of_a_service_are_an_object(action: str, given: Any) -> None:
    task = {"Type": "Task", "Resource": f"arn:aws:states:::{action}", "End": True}
    found = verdicts(machine(A={**task, "Parameters": given}))
    assert found == ["error SFN704 /States/A/Parameters SCHEMA_VALIDATION_FAILED"]


@pytest.mark.parametrize("given", ["x", 5, ["a"]])
def test_a_function_takes_any_value(given: Any) -> None:
    task = {"Type": "Task", "Resource": FUNCTION, "End": True, "Parameters": given}
    assert verdicts(machine(A=task)) == []
    service = {**task, "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": "${All}"}
    assert verdicts(machine(A=service)) == []


@pytest.mark.parametrize("action", ["dynamodb:putItem", "aws-sdk:dynamodb:putItem"])
@pytest.mark.parametrize(
    ("attribute", "place"),
    [
        ({}, "id"),
        ({"S": "a", "N": "1"}, "id"),
        ({"S.$": "$.a", "N": "1"}, "id"),
        ({"M": {"x": {}}}, "id/M/x"),
        ({"L": [{"S": "a"}, {"S": "a", "N": "1"}]}, "id/L/1"),
        ({"N.$": "States.MathAdd($.n, 1)"}, "id/N.$"),
        ({"S.$": "States.ArrayContains($.a, 1)"}, "id/S.$"),
        ({"S": "a"}, None),
        ({"S.$": "$.a"}, None),
        ({"${Type}": "a"}, None),
        ({"N.$": "States.Format('{}', States.MathAdd($.n, 1))"}, None),
        ({"N.$": "States.ArrayGetItem($.n, 1)"}, None),
        ({"L.$": "States.Array($.n)"}, None),
    ],
)
def test_an_attribute_has_one_type_and_a_text(
    action: str, attribute: dict[str, Any], place: str | None
) -> None:
    found = judged(action, {**STORE, "Item": {"id": attribute}})
    assert found == ([f"warning SFN704 /States/A/Parameters/Item/{place}"] if place else [])


def test_what_a_function_gives_is_of_the_type_of_its_parameter() -> None:
    place = "warning SFN704 /States/A/Parameters/{}.$"
    assert judged("aws-sdk:s3:listObjectsV2", {"Bucket.$": "States.MathAdd(1, $.n)"}) == [
        place.format("Bucket")
    ]
    assert judged(
        "sqs:sendMessage", {"QueueUrl.$": "States.MathAdd(1, $.n)", "MessageBody": "a"}
    ) == [place.format("QueueUrl")]
    given = {"Bucket": "b", "MaxKeys.$": "States.MathAdd(1, $.n)"}
    assert judged("aws-sdk:s3:listObjectsV2", given) == []
    message = {"QueueUrl": "q", "MessageBody.$": "States.MathAdd(1, $.n)"}
    assert judged("sqs:sendMessage", message) == []
    ecs = {"TaskDefinition": "t", "Count.$": "States.MathAdd(1, $.n)"}
    assert judged("ecs:runTask", ecs) == []
