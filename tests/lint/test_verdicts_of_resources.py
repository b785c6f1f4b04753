"""What a task calls: AWS's services by their names, and ARNs by the parts that stand there."""

from __future__ import annotations

import pytest

from sfn_dsl.service_models import service_names
from sfn_dsl.service_models.names import meant_service

from .verdicts import machine, mapped, verdicts

NO_WORKER = ["error SFN701 /States/A/Resource SCHEMA_VALIDATION_FAILED"]
NO_ACTION = ["error SFN702 /States/A/Resource SCHEMA_VALIDATION_FAILED"]
UNSEEN = ["warning SFN702 /States/A/Resource"]


def called(resource: str) -> list[str]:
    task = {"Type": "Task", "Resource": resource, "Parameters": {"A.$": "$.a"}, "End": True}
    found = verdicts(machine(A=task))
    return [line for line in found if line.split()[1] in ("SFN701", "SFN702")]


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:sns:${Region}:123456789012:topic",
        "arn:aws:sqs:eu-west-1:${Account}:queue",
        "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/t",
        "arn:aws:ecs:${Rest}",
        "arn:aws:s3:::${Bucket}",
        "arn:aws:lambda:${Region}:${Account}:resize",
        "arn:aws:lambda:${Region}:${Account}:layer:${Name}",
        "arn:aws:states:${Region}:${Account}:stateMachine:${Name}",
        "arn:aws:states:${Region}:${Account}:execution:${Name}:x",
        "arn:${Partition}:states:::snss:${Action}",
        "arn:asw:lambda:${Region}:${Account}:function:f",
        "https://sqs.${Region}.amazonaws.com/q",
        "my-function-${Stage}",
    ],
)
def test_parts_that_no_placeholder_changes_are_judged(resource: str) -> None:
    assert called(resource) == NO_WORKER


@pytest.mark.parametrize(
    "resource",
    [
        "${FunctionArn}",
        "${FunctionArn}:live",
        "a${Rest}",
        "arn:aws:${Rest}",
        "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Name}",
        "arn:aws:lambda:${Region}:${Account}:${Function}",
        "arn:aws:lambda:${Region}:${Account}:func${Rest}",
        "arn:aws:lambda:${Rest}",
        "arn:aws:lam${Rest}:r:1:function:f",
        "arn:${P}:${Service}:${Region}:${Account}:function:f",
        "arn:aws:states:::${Service}:publish",
        "arn:aws:states:::lambda:${Action}",
        "arn:aws:states:::sns${Rest}",
        "arn:aws:states:::aws-sdk:${Service}:${Action}",
        "arn:aws:states:::aws-sdk:s3:${Action}",
        "arn:aws:states:${Region}:${Account}:activity:${Name}",
        "arn:<PARTITION>:states:${Region}::sns:publish",
    ],
)
def test_what_a_placeholder_may_become_is_accepted(resource: str) -> None:
    assert called(resource) == []


@pytest.mark.parametrize(
    "action",
    [
        "sqs:${x}Nope",
        "sqs:Nope${x}",
        "sqs:send${x}Nope${y}",
        "aws-sdk:dynamodb:${x}Nope",
        "aws-sdk:dynamodb:Get${x}",
        "aws-sdk:s3:get${x}.waitForTaskTokens",
        "lambda:${x}invoke2",
        "lambda:${x}:invoke",
        "sns:publish.sy${x}",
        "sns:publish${x}.sync",
        "lambda:invoke.${x}.sync",
        "aws-sdk:s3:${x}.sync",
        "aws-sdk:${Call}.sync",
        "${Call}.sync:3",
        "aws-sdk:s3:getObject.sync${x}",
        "aws-sdk:dynam${x}b:getNope",
        "aws-sdk:s3:getObject:${x}",
        "${x}sqs",
        "${x}:Publish",
        "activity:${Name}",
        "aws-sdk${x}:s3:a:b",
    ],
)
def test_an_action_that_no_filling_in_makes_one_is_no_worker(action: str) -> None:
    assert called(f"arn:aws:states:::{action}") == NO_WORKER
    assert called(f"arn:${{AWS::Partition}}:states:${{Region}}::{action}") == NO_WORKER


@pytest.mark.parametrize(
    "action",
    [
        "sqs:${x}Message",
        "sqs:send${x}",
        "${Service}:sendMessage${Pattern}",
        "aws-sdk:dynamodb:${x}Item",
        "aws-sdk:dynamodb:${x}Item.wait${y}",
        "aws-sdk:dynam${x}b:${y}Item",
        "aws-sdk:${x}:getNope",
        "aws-sdk:${Call}.waitForTaskToken",
        "aws-sdk:${Call}",
        "${Call}Object",
        "${Call}getObject",
        "${Service}:getObject",
        "lambda:invoke${Pattern}",
        "lambda:invoke.${Pattern}Token",
        "ecs:runTask.sy${x}",
        "states:startExecution.sync${x}2",
        "${Everything}",
    ],
)
def test_an_action_that_can_be_filled_in_is_accepted(action: str) -> None:
    assert called(f"arn:aws:states:::{action}") == []


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("${A}:lambda:foo", NO_WORKER),
        ("${A}:sqs:${x}Nope", NO_WORKER),
        ("arn${A}:aws-sdk:s3:nope", NO_WORKER),
        ("${A}:lambda:invoke", []),
        ("${A}:aws-sdk:s3:get${x}", []),
        ("${A}:function:foo", []),
        ("${A}:foo:live", []),
        ("arn:aws:states:::aws-sdk:nosuchservice${A}:get", UNSEEN),
        ("arn:aws:states:::aws-sdk:s3${A}:getObject", []),
        ("{{ a }} b", NO_WORKER),
        ("arn:aws:lambda:r:1:function:{{ a }} b", NO_WORKER),
        ("<arn>", NO_WORKER),
        ("a < b", NO_WORKER),
        ("50%", NO_WORKER),
        ("{{ function_arn }}", []),
        ("arn:aws:lambda:{{ region }}:{{ account }}:function:f", []),
        ("arn:aws:sns:{{ region }}:{{ account }}:topic", NO_WORKER),
        ("arn:aws:states:::sqs:%ACTION%Nope", NO_WORKER),
        ("%FUNCTION_ARN%", []),
        ("[!lambda[worker]arn]", []),
        ("#{FunctionArn}", []),
        ("__tbd__", []),
        ("TODO", []),
    ],
)
def test_what_another_tool_replaces_is_judged_as_a_placeholder_is(
    resource: str, expected: list[str]
) -> None:
    assert called(resource) == expected


@pytest.mark.parametrize("language", ["JSONata", "JSONPath"])
@pytest.mark.parametrize(
    "resource",
    [
        "{% $states.input.fn %}",
        "arn:aws:lambda:eu-west-1:123456789012:function:{% $x %}",
        "arn:aws:states:::sqs:{% $x %}",
        "arn:aws:states:::aws-sdk:s3:{% $x %}",
        "arn:aws:states:::aws-sdk:{% $x %}:getObject",
        "{% '${FunctionArn}' %}",
        "${Function}{% $x %}",
        "{% $x",
        "arn:aws:states:::{%",
    ],
)
def test_a_resource_is_no_expression(resource: str, language: str) -> None:
    task = {"Type": "Task", "Resource": resource, "End": True, "QueryLanguage": language}
    assert verdicts(machine(A=task)) == NO_WORKER
    reader = {"QueryLanguage": language, "ItemReader": {"Resource": resource}}
    found = verdicts(mapped(**reader))
    assert "error SFN707 /States/M/ItemReader/Resource SCHEMA_VALIDATION_FAILED" in found


@pytest.mark.parametrize(
    ("resource", "is_one"),
    [
        ("arn:${P}:states:::s3:getObject", True),
        ("arn:aws:states:::s3:${Action}", True),
        ("${Reader}", True),
        ("arn:aws:s3:::${Bucket}", False),
        ("arn:aws:states:::sns:${Action}", False),
        ("arn:aws:states:::s3:put${Rest}", False),
        ("arn:aws:states:::s3:${Rest}Nope", False),
        ("arn:aws:states:::s3:getObject${Rest}.sync", False),
        ("${A}:s3:putObject", False),
        ("${A}:s3:getObject", True),
    ],
)
def test_a_reader_of_a_map_is_judged_by_the_same_parts(resource: str, is_one: bool) -> None:
    reader = {"Resource": resource, "Parameters": {"Bucket": "b", "Key": "k"}}
    found = verdicts(mapped(ItemReader={**reader, "ReaderConfig": {"InputType": "JSON"}}))
    place = "/States/M/ItemReader/Resource"
    assert found == ([] if is_one else [f"error SFN707 {place} SCHEMA_VALIDATION_FAILED"])


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("dynamo", NO_ACTION),
        ("dynamdb", NO_ACTION),
        ("dynamobd", NO_ACTION),
        ("DynamoDB", NO_ACTION),
        ("secrets", NO_ACTION),
        ("secretmanager", NO_ACTION),
        ("stepfunctions", NO_ACTION),
        ("logs", NO_ACTION),
        ("athina", NO_ACTION),
        ("cloudsearchdomain", NO_ACTION),
        ("mediastoredata", NO_ACTION),
        ("iotjobsdata", NO_ACTION),
        ("states", NO_ACTION),
        ("events", NO_ACTION),
        ("elbv2", NO_ACTION),
        ("monitoring", NO_ACTION),
        ("elasticfilesystem", NO_ACTION),
        ("cognitoidp", NO_ACTION),
        ("ssmm", NO_ACTION),
        ("snss", NO_ACTION),
        ("snns", NO_ACTION),
        ("sq", NO_ACTION),
        ("glu", NO_ACTION),
        ("gleu", NO_ACTION),
        ("s3s", NO_ACTION),
        ("ses2", NO_ACTION),
        ("x", UNSEEN),
        ("ec3", UNSEEN),
        ("s4", UNSEEN),
        ("ecs2", UNSEEN),
        ("quantumledgers", UNSEEN),
        ("dynamodbv2", UNSEEN),
        ("quicksight2", UNSEEN),
        ("bedrockagentcorefuture", UNSEEN),
        ("s3tablesx", ["error SFN702 /States/A/Resource SCHEMA_VALIDATION_FAILED"]),
        ("evx", UNSEEN),
        ("qldb", UNSEEN),
        ("iotanalytics", UNSEEN),
    ],
)
def test_a_slip_is_an_error_and_a_service_that_may_be_new_is_a_warning(
    service: str, expected: list[str]
) -> None:
    assert called(f"arn:aws:states:::aws-sdk:{service}:getThing") == expected
    assert called(f"arn:aws:states:::aws-sdk:{service}:${{Action}}") == expected


@pytest.mark.parametrize(
    ("service", "meant"),
    [
        ("states", "sfn"),
        ("stepfunctions", "sfn"),
        ("logs", "cloudwatchlogs"),
        ("ssmm", "ssm"),
        ("snss", "sns"),
        ("sq", "sqs"),
        ("glu", "glue"),
        ("s3s", "s3"),
        ("ses2", "sesv2"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(service: str, meant: str) -> None:
    assert meant_service(service) == meant


def test_no_service_is_a_slip_of_another() -> None:
    assert [name for name in service_names() if meant_service(name) not in (name, None)] == []


def test_thousands_of_unknown_services_are_not_all_looked_up() -> None:
    tasks = {
        f"T{n}": {
            "Type": "Task",
            "Resource": f"arn:aws:states:::aws-sdk:unheard{n}of:getThing",
            "Parameters": {},
            "Next": f"T{n + 1}",
        }
        for n in range(2000)
    }
    found = verdicts({"StartAt": "T0", "States": {**tasks, "T2000": {"Type": "Succeed"}}})
    assert 10 < len(found) < 100
