"""Tasks that real services answer, by clients of boto3 whose requests are answered here."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ParamValidationError
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded
from sfn_dsl.testing import AnswerError, real, submitted

from .calls import EXECUTION, a_call, a_definition

P = "arn:aws:states:::"
NOON = datetime.datetime(2025, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def stubbed() -> Iterator[Callable[[str], Stubber]]:
    """A client of a service whose responses are given by the test."""
    stubs: list[Stubber] = []

    def stub(service: str) -> Stubber:
        client = boto3.client(
            service,  # type: ignore[call-overload]  # the name is only known when it runs
            region_name="eu-west-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106  # no request is sent
        )
        stubs.append(Stubber(client))
        stubs[-1].activate()
        return stubs[-1]

    yield stub
    for each in stubs:
        each.assert_no_pending_responses()


def outcome(answer: object, action: str, **parameters: Any) -> Outcome:
    resource = action if action.startswith("arn:") else f"{P}{action}"
    tasks = prepare_tasks({"Announce": answer}, a_definition(Announce=resource))
    return tasks.start(a_call(resource, parameters))


def test_names_are_spelled_as_the_api_has_them_and_answers_as_step_functions(
    stubbed: Callable[[str], Stubber],
) -> None:
    stub = stubbed("rds")
    stub.add_response(
        "describe_db_instances",
        {"DBInstances": [{"DBInstanceIdentifier": "db-1", "InstanceCreateTime": NOON}]},
        {"DBInstanceIdentifier": "db-1"},
    )
    found = outcome(
        real(stub.client), "aws-sdk:rds:describeDBInstances", DbInstanceIdentifier="db-1"
    )
    assert found == Succeeded(
        {
            "DbInstances": [
                {"DbInstanceIdentifier": "db-1", "InstanceCreateTime": "2025-01-01T12:00:00Z"}
            ]
        }
    )


def test_attributes_of_dynamodb_are_spelled_by_each_integration_in_its_way(
    stubbed: Callable[[str], Stubber],
) -> None:
    stub = stubbed("dynamodb")
    item = {"id": {"S": "7"}, "open": {"BOOL": True}}
    for _ in range(2):
        stub.add_response("put_item", {"Attributes": item}, {"TableName": "t", "Item": item})
    by_sdk = outcome(
        real(stub.client),
        "aws-sdk:dynamodb:putItem",
        TableName="t",
        Item={"id": {"S": "7"}, "open": {"Bool": True}},
    )
    assert by_sdk == Succeeded({"Attributes": {"id": {"S": "7"}, "open": {"Bool": True}}})
    optimized = outcome(
        real(stub.client),
        "dynamodb:putItem",
        TableName="t",
        Item={"id": {"S": "7"}, "open": {"BOOL": "true"}},
    )
    assert isinstance(optimized, Succeeded)
    assert optimized.output["Attributes"] == item
    assert optimized.output["SdkHttpMetadata"]["HttpStatusCode"] == 200


@pytest.mark.parametrize(("value", "text"), [({"a": 1}, '{"a":1}'), (7, "7"), (True, "true")])
def test_what_is_no_text_becomes_text_where_the_service_wants_it(
    stubbed: Callable[[str], Stubber], value: object, text: str
) -> None:
    stub = stubbed("sqs")
    stub.add_response(
        "send_message",
        {"MessageId": "1", "MD5OfMessageBody": "x"},
        {"QueueUrl": "q", "MessageBody": text, "DelaySeconds": 5},
    )
    found = outcome(
        real(stub.client), "sqs:sendMessage", QueueUrl="q", MessageBody=value, DelaySeconds="5"
    )
    assert isinstance(found, Succeeded)
    assert found.output["MessageId"] == "1"


def test_events_name_the_execution_that_sends_them_and_failed_entries_fail(
    stubbed: Callable[[str], Stubber],
) -> None:
    stub = stubbed("events")
    entries = [{"Source": "shop", "Detail": '{"a":1}', "Resources": ["r", EXECUTION]}]
    response = {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure"}]}
    stub.add_response("put_events", response, {"Entries": entries})
    entry = {"Source": "shop", "Detail": {"a": 1}, "Resources": ["r"]}
    found = outcome(real(stub.client), "events:putEvents", Entries=[entry])
    assert isinstance(found, Failed)
    assert found.error == "EventBridge.FailedEntry"
    assert json.loads(found.cause or "") == response
    good = {"FailedEntryCount": 0, "Entries": [{"EventId": "e-1"}]}
    stub.add_response("put_events", good, {"Entries": entries})
    assert outcome(real(stub.client), "events:putEvents", Entries=[entry]) == Succeeded(good)


@pytest.mark.parametrize(
    ("service", "action", "method", "code", "error", "service_text"),
    [
        (
            *("s3", "aws-sdk:s3:getObject", "get_object", "NoSuchKey"),
            *("S3.NoSuchKeyException", "(Service: S3, Status Code: 404, Request ID: r-1"),
        ),
        (
            *("s3", "aws-sdk:s3:getObject", "get_object", "SlowDown"),
            *("S3.S3Exception", "(Service: S3, Status Code: 404, Request ID: r-1"),
        ),
        (
            *("dynamodb", "aws-sdk:dynamodb:getItem", "get_item", "ResourceNotFoundException"),
            *("DynamoDb.ResourceNotFoundException", "(Service: DynamoDb, Status Code: 404"),
        ),
        (
            *("dynamodb", "dynamodb:getItem", "get_item", "ResourceNotFoundException"),
            "DynamoDB.ResourceNotFoundException",
            "Error Code: ResourceNotFoundException; Request ID: r-1; Proxy: null)",
        ),
        (
            *("dynamodb", "dynamodb:getItem", "get_item", "ValidationException"),
            *("DynamoDB.AmazonDynamoDBException", "Error Code: ValidationException;"),
        ),
        (
            *("stepfunctions", "states:startExecution", "start_execution"),
            *("StateMachineDoesNotExist", "StepFunctions.StateMachineDoesNotExistException"),
            "(Service: AWSStepFunctions; Status Code: 404;",
        ),
        (
            *("sns", "sns:publish", "publish", "NotFound"),
            *("SNS.NotFoundException", "(Service: AmazonSNS; Status Code: 404;"),
        ),
        (
            *("stepfunctions", "aws-sdk:sfn:sendTaskSuccess", "send_task_success", "InvalidToken"),
            *("Sfn.InvalidTokenException", "(SDK Attempt Count: 1)"),
        ),
    ],
)
def test_an_error_of_the_service_has_the_name_and_the_cause_that_aws_gives(
    stubbed: Callable[[str], Stubber],
    service: str,
    action: str,
    method: str,
    code: str,
    error: str,
    service_text: str,
) -> None:
    stub = stubbed(service)
    stub.add_client_error(method, code, "it is not there", 404, response_meta={"RequestId": "r-1"})
    required = {
        "get_object": {"Bucket": "b", "Key": "k"},
        "get_item": {"TableName": "t", "Key": {"id": {"S": "7"}}},
        "start_execution": {"StateMachineArn": "arn:aws:states:::x"},
        "publish": {"Message": "m"},
        "send_task_success": {"TaskToken": "t", "Output": "{}"},
    }[method]
    failed = outcome(real(stub.client), action, **required)
    assert isinstance(failed, Failed)
    assert failed.error == error
    assert (failed.cause or "").startswith("it is not there (Service: ")
    assert service_text in (failed.cause or "")


def invoked(payload: bytes, **more: Any) -> dict[str, Any]:
    body = StreamingBody(io.BytesIO(payload), len(payload))
    return {"StatusCode": 200, "ExecutedVersion": "$LATEST", "Payload": body, **more}


def test_a_function_is_invoked_with_its_payload_and_its_error_fails_the_task(
    stubbed: Callable[[str], Stubber],
) -> None:
    stub = stubbed("lambda")
    stub.add_response("invoke", invoked(b'{"ok":1}'), {"FunctionName": "f", "Payload": b'{"a":1}'})
    done = outcome(real(stub.client), "lambda:invoke", FunctionName="f", Payload={"a": 1})
    assert isinstance(done, Succeeded)
    assert (done.output["Payload"], done.output["StatusCode"]) == ({"ok": 1}, 200)
    document = {"errorType": "ValueError", "errorMessage": "no price"}
    stub.add_response(
        "invoke", invoked(json.dumps(document).encode(), FunctionError="Unhandled"), ANY_CALL
    )
    failed = outcome(real(stub.client), "lambda:invoke", FunctionName="f")
    assert failed == Failed("ValueError", json.dumps(document, separators=(",", ":")))


ANY_CALL = {"FunctionName": ANY}


def test_a_parameter_that_is_null_is_not_sent(stubbed: Callable[[str], Stubber]) -> None:
    stub = stubbed("lambda")
    body = StreamingBody(io.BytesIO(b"{}"), 2)
    stub.add_response("invoke", {"StatusCode": 200, "Payload": body}, {"FunctionName": "f"})
    found = outcome(real(stub.client), "lambda:invoke", FunctionName="f", Payload=None)
    assert isinstance(found, Succeeded)
    assert found.output["Payload"] == {}


def test_a_function_whose_arn_is_the_resource_is_invoked_with_the_input(
    stubbed: Callable[[str], Stubber],
) -> None:
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:pay"
    stub = stubbed("lambda")
    stub.add_response("invoke", invoked(b"[1]"), {"FunctionName": arn, "Payload": b'{"a":1}'})
    assert outcome(real(stub.client), arn, a=1) == Succeeded([1])


def test_a_task_with_a_token_is_asked_and_not_ended(stubbed: Callable[[str], Stubber]) -> None:
    stub = stubbed("sqs")
    sent = {"MessageId": "1", "MD5OfMessageBody": "x"}
    parameters = {"QueueUrl": "q", "MessageBody": "m"}
    for _ in range(2):
        stub.add_response("send_message", sent, parameters)
    action = "sqs:sendMessage.waitForTaskToken"
    asked = outcome(real(stub.client), action, **parameters)
    assert isinstance(asked, Hangs)
    assert asked.submitted["MessageId"] == "1"
    approved = outcome(submitted(real(stub.client), {"ok": True}), action, **parameters)
    assert isinstance(approved, Succeeded)
    assert (approved.output, approved.submitted["MessageId"]) == ({"ok": True}, "1")
    stub.add_client_error("send_message", "QueueDoesNotExist")
    refused = outcome(real(stub.client), action, **parameters)
    assert isinstance(refused, Failed)
    assert (refused.error, refused.phase) == ("SQS.QueueDoesNotExistException", "submit")


def test_a_job_is_not_waited_for(stubbed: Callable[[str], Stubber]) -> None:
    stub = stubbed("glue")
    with pytest.raises(AnswerError, match=r"write submitted\(real\(client\), answer\)"):
        outcome(real(stub.client), "glue:startJobRun.sync", JobName="j")
    stub.add_response("start_job_run", {"JobRunId": "jr-1"}, {"JobName": "j"})
    done = outcome(
        submitted(real(stub.client), {"JobRunState": "SUCCEEDED"}),
        "glue:startJobRun.sync",
        JobName="j",
    )
    assert isinstance(done, Succeeded)
    assert done.submitted["JobRunId"] == "jr-1"


def test_a_function_may_give_the_client_of_each_service(stubbed: Callable[[str], Stubber]) -> None:
    asked: list[str] = []

    def client(service: str) -> Any:
        asked.append(service)
        stub = stubbed(service)
        stub.add_response("publish", {"MessageId": "1"}, {"Message": "m"})
        return stub.client

    assert isinstance(outcome(real(client), "sns:publish", Message="m"), Succeeded)
    assert asked == ["sns"]


def test_a_client_of_another_service_is_told_with_the_one_to_write(
    stubbed: Callable[[str], Stubber],
) -> None:
    with pytest.raises(AnswerError, match=r'of \'s3\', and .*write real\(boto3.client\("sns"\)\)'):
        outcome(real(stubbed("s3").client), "sns:publish", Message="m")
    with pytest.raises(AnswerError, match="no call of an API that the installed botocore knows"):
        outcome(real(stubbed("s3").client), "http:invoke")
    with pytest.raises(AnswerError, match=r'not \'s3\'; write real\(boto3.client\("s3"\)\)'):
        real("s3")


def test_what_the_client_refuses_to_send_reaches_the_test(
    stubbed: Callable[[str], Stubber],
) -> None:
    stub = stubbed("sqs")
    stub.deactivate()
    with pytest.raises(ParamValidationError) as e:
        outcome(real(stub.client), "sqs:sendMessage", QueueUrl="q")
    assert e.value.__notes__ == ["tasks[\"Announce\"] raised it, called for the state 'Announce'"]
