"""What a task calls: its resource, the pattern, the parameters and the errors that come of it."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Definition, Severity, validate

from .integrations import QUEUE, everything, found, jsonata, machine, service, task


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
def test_what_is_not_an_arn_of_a_worker_is_an_error_at_the_resource(resource: str) -> None:
    ((code, finding),) = everything(task(resource))
    assert (code, finding.pointer, finding.severity) == (
        "SFN701",
        "/States/A/Resource",
        Severity.ERROR,
    )


def test_a_state_machine_as_a_resource_is_reported_with_how_to_start_it() -> None:
    arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:child"
    (finding,) = found("unknown_resource", task(arn))
    assert "states:startExecution" in finding.message


def test_a_misspelt_partition_is_reported_with_the_nearest() -> None:
    (finding,) = found("unknown_resource", task("arn:asw:states:::sns:publish"))
    assert finding.message == "'asw' is not a partition of AWS; write 'aws'"


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
def test_a_misspelt_action_is_reported_with_the_one_that_is_meant(
    action: str, instead: str
) -> None:
    (finding,) = found("unknown_action", task(f"arn:aws:states:::{action}"))
    assert finding.message.endswith(instead)
    assert finding.pointer == "/States/A/Resource"


def test_a_service_that_no_model_is_of_is_warned_of() -> None:
    ((_, finding),) = everything(service("aws-sdk:qldb:createLedger", {"Name": "n"}))
    assert finding.message == "AWS has closed the service 'qldb'; remove the task"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("action", "instead"),
    [
        ("sns:publish.sync", "remove it, or write '.waitForTaskToken'"),
        ("sqs:sendMessage.sync:2", "remove it, or write '.waitForTaskToken'"),
        ("dynamodb:getItem.sync", "remove it"),
        ("glue:startJobRun.waitForTaskToken", "remove it, or write '.sync'"),
        ("lambda:invoke.waitForTasktoken", "write '.waitForTaskToken'"),
        ("states:startExecution.sync:1", "write '.sync:2'"),
        ("aws-sdk:glue:startJobRun.sync", "remove it, or write '.waitForTaskToken'"),
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
            Severity.ERROR,
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


@pytest.mark.parametrize(
    ("resource", "name", "is_fine"),
    [
        ("arn:aws:states:::dynamodb:putItem", "DynamoDB.ConditionalCheckFailedException", True),
        ("arn:aws:states:::dynamodb:putItem", "SQS.SdkClientException", False),
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


def test_what_only_the_service_is_known_to_take_is_doubted() -> None:
    given = {"TaskDefinition": "t", "VolumeConfigurations": [], "VolumeConfig": []}
    doubted, refused = found("unfit_parameters", service("ecs:runTask", given))
    assert (doubted.severity, refused.severity) == (Severity.WARNING, Severity.ERROR)
    assert doubted.pointer == "/States/A/Parameters/VolumeConfigurations"
    assert "is not known to take 'VolumeConfigurations'" in doubted.message


def test_a_parameter_given_twice_is_found_once() -> None:
    given = {"QueueUrl": "q", "QueueUrl.$": "$.q", "MessageBody": "m"}
    (finding,) = validate(Definition(service("sqs:sendMessage", given)))
    assert finding.code == "SFN314"
