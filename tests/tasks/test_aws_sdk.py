"""Calls of any service: what is refused, and what has to be let pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from sfn_dsl import UNSET, StateMachine, compile_machine, intrinsics, jsonata, path
from sfn_dsl.errors import AuthoringError
from sfn_dsl.tasks import aws_sdk
from sfn_dsl.tasks.index import objections

KEY = {"id": {"S": path("$.id")}}


@pytest.mark.parametrize(
    ("service", "action", "parameters", "message"),
    [
        (
            "stepfunctions",
            "listActivities",
            {},
            "no service 'stepfunctions' to call by aws-sdk; write",
        ),
        ("cognito-idp", "listUsers", {}, "write 'cognitoidentityprovider'"),
        ("DynamoDB", "query", {}, "write 'dynamodb'"),
        ("secretmanager", "listSecrets", {}, "write 'secretsmanager'"),
        ("dynamodb", "qeury", {}, "'dynamodb' has no action 'qeury'; write 'query'"),
        ("dynamodb", "Query", {}, "write 'query'"),
        ("s3", "frobnicate", {}, "write one that it has, or install a newer botocore"),
        ("s3", "selectObjectContent", {}, "Step Functions cannot call 's3:selectObjectContent'"),
        ("dynamodb", "query", {"TableNam": "t"}, "has no parameter 'TableNam'; write"),
        ("dynamodb", "query", {"tableName": "t"}, "write 'TableName'"),
        ("dynamodb", "query", {}, "'dynamodb:query' requires 'TableName', which is missing"),
        (
            "rds",
            "describeDBInstances",
            {"DBInstanceIdentifier": "d"},
            "write 'DbInstanceIdentifier'",
        ),
        ("s3", "listBuckets", {"Nothing": 1}, "has no parameter 'Nothing'"),
        (
            "ec2",
            "describeInstances",
            {"Filters": [{"Nam": "f"}]},
            "no parameter 'Filters[0].Nam'; write 'Name'",
        ),
        ("ec2", "describeInstances", {"Filters": {"Name": "f"}}, "takes an array as 'Filters'"),
        (
            "dynamodb",
            "getItem",
            {"TableName": "t", "Key": []},
            "takes an object as 'Key', not an array",
        ),
        (
            "dynamodb",
            "getItem",
            {"TableName": "t", "Key": {"a": {"M": {"b": {"Sx": "1"}}}}},
            "'Key.a.M.b.Sx'",
        ),
        (
            "athena",
            "startQueryExecution",
            {"QueryString": "q", "ResultConfiguration": {"EncryptionConfiguration": {}}},
            "requires 'ResultConfiguration.EncryptionConfiguration.EncryptionOption'",
        ),
    ],
)
def test_a_wrong_call_is_refused_at_its_line(
    service: str, action: str, parameters: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(AuthoringError) as raised:
        aws_sdk("Call", service, action, parameters)
    assert message in raised.value.message
    assert raised.value.position is not None
    assert raised.value.position.file == __file__


@pytest.mark.parametrize(
    ("service", "action", "parameters"),
    [
        ("dynamodb", "query", {"TableName": path("$.table")}),
        ("dynamodb", "query", {"TableName": intrinsics.format("{}-t", path("$.x"))}),
        ("dynamodb", "getItem", {"TableName": "t", "Key": path("$.key")}),
        ("dynamodb", "getItem", {"TableName": "t", "Key": {"id": {"S": "a"}, "short": "b"}}),
        ("dynamodb", "getItem", {"TableName": "t", "Key": {"id": {"Nul": True}}}),
        ("dynamodb", "getItem", {"TableName": "t", "Key": KEY, "ConsistentRead": "true"}),
        ("dynamodb", "query", {"TableName": "t", "Limit": "5"}),
        ("sns", "publish", {"Message": {"any": ["json"]}, "TopicArn": "t"}),
        ("ssm", "getParameter", {"Name": "${Parameter}", "WithDecryption": True}),
        ("ssm", "getParameter", {"${Field}": "x"}),
        ("rds", "describeDBInstances", {"DbInstanceIdentifier": "d"}),
        ("emrserverless", "startApplication", {"ApplicationId": "a"}),
        ("emrcontainers", "startJobRun", {"VirtualClusterId": "v", "ClientToken": "t"}),
        ("s3", "listBuckets", {}),
        ("${Service}", "${action}", {"What": "ever"}),
        ("qldb", "createLedger", {"Retired": "service"}),
        ("notyetborn", "doSomething", {"New": "service"}),
    ],
)
def test_what_may_be_right_is_let_pass(
    service: str, action: str, parameters: Mapping[str, Any]
) -> None:
    aws_sdk("Call", service, action, parameters)


def test_a_call_compiles_in_both_languages_and_with_a_token() -> None:
    task = aws_sdk("Call", "sfn", "sendTaskSuccess", {"TaskToken": "t", "Output": {}}, end=True)
    state = compile_machine(StateMachine([task]), partition="aws-cn").document["States"]["Call"]
    assert state["Resource"] == "arn:aws-cn:states:::aws-sdk:sfn:sendTaskSuccess"
    assert state["Parameters"] == {"TaskToken": "t", "Output": {}}
    waiting = aws_sdk(
        "Call",
        "sqs",
        "sendMessage",
        jsonata("$states.input"),
        wait="task_token",
        query_language="JSONata",
        end=True,
    )
    state = compile_machine(StateMachine([waiting])).document["States"]["Call"]
    assert state["Resource"].endswith(":aws-sdk:sqs:sendMessage.waitForTaskToken")
    assert state["Arguments"] == "{% $states.input %}"


def test_without_parameters_the_input_is_passed_and_nothing_is_checked() -> None:
    task = aws_sdk("Call", "ssm", "getParameter", end=True)
    state = compile_machine(StateMachine([task])).document["States"]["Call"]
    assert set(state) == {"Type", "Resource", "End"}


def test_objects_in_a_jsonata_state_are_checked_too() -> None:
    with pytest.raises(AuthoringError, match="requires 'Name'"):
        aws_sdk("Call", "ssm", "getParameter", {}, query_language="JSONata")


@pytest.mark.parametrize(
    ("action", "wait", "parameters", "message"),
    [
        ("sns:publsh", UNSET, {}, "no optimized integration 'sns:publsh'; write 'sns:publish'"),
        ("dynamodb:batchGetItem", UNSET, {}, "there is no optimized integration"),
        ("aws-sdk:s3:listBuckets", "sync", {}, "cannot wait for 'sync'; write wait='task_token'"),
        ("sns:publish", "sync", None, "cannot wait for 'sync'; write wait='task_token'"),
        ("dynamodb:getItem", "sync", None, "cannot wait for 'sync'; remove it"),
        ("glue:startJobRun", UNSET, {"Job.$": "$.j"}, "has no parameter 'Job'; write 'JobName'"),
        ("glue:startJobRun", UNSET, {"JobName": "j", "JobName.$": "$.j"}, "given 'JobName' twice"),
        ("sns:publish", UNSET, {"Message": "m"}, "exactly one"),
        ("eks:call", UNSET, {"Method": "FETCH"}, "not a valid 'Method' of 'eks:call'; write"),
    ],
)
def test_objections_to_a_definitions_call_are_values(
    action: str, wait: Any, parameters: Mapping[str, Any] | None, message: str
) -> None:
    assert message in "\n".join(objections(action, wait, parameters))


def test_choices_may_be_worked_out() -> None:
    cluster = {"ClusterName": "c", "CertificateAuthority": "a", "Endpoint": "e", "Path": "/"}
    for method in ({"Method.$": "$.m"}, {"Method": "{% $m %}"}, {"Method": "GET"}):
        assert objections("eks:call", UNSET, {**cluster, **method}) == ()


def test_deep_nesting_is_checked_without_recursion() -> None:
    value: dict[str, Any] = {"Sx": "innermost"}
    for _ in range(2000):
        value = {"M": {"k": value}}
    found = objections("dynamodb:putItem", UNSET, {"TableName": "t", "Item": {"a": value}})
    assert len(found) == 1
    assert found[0].endswith(".k.Sx'; write 'S'")
