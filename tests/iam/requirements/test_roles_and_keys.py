"""Roles that calls pass and keys that they name, wherever these stand in a payload."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.language.aws_sdk.keys import KEYS
from sfn_dsl.service_models import find_service

from ..asking import asked, granted, jsonata, states, task

ROLE = "arn:aws:iam::123456789012:role/r"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"


def sdk(call: str, **parameters: Any) -> dict[str, Any]:
    return task(f"aws-sdk:{call}", parameters)


def notes(state: dict[str, Any]) -> str:
    return "\n".join(one.reason for one in asked(states(A=state)).notes)


VOLUMES = {"VolumeConfigurations": [{"Name": "v", "ManagedEBSVolume": {"RoleArn": ROLE}}]}
PASSED: list[dict[str, Any]] = [
    # Calls with a row of their own, and optimized integrations.
    sdk("ecs:runTask", TaskDefinition="f:1", **VOLUMES),
    task("ecs:runTask", {"TaskDefinition": "f:1", **VOLUMES}),
    sdk("eks:createCluster", Name="c", ComputeConfig={"NodeRoleArn": ROLE}),
    task("eks:createCluster", {"Name": "c", "ComputeConfig": {"NodeRoleArn": ROLE}}),
    sdk("sagemaker:createEndpointConfig", EndpointConfigName="c", ExecutionRoleArn=ROLE),
    task("codebuild:startBuild", {"ProjectName": "p", "ServiceRoleOverride": ROLE}),
    # Members whose name is not that of a role.
    sdk("ec2:createFlowLogs", ResourceIds=["vpc-1"], DeliverLogsPermissionArn=ROLE),
    sdk("apigateway:putIntegration", RestApiId="a", Credentials=ROLE),
    sdk("apigateway:createAuthorizer", RestApiId="a", AuthorizerCredentials=ROLE),
    sdk("apigatewayv2:createIntegration", ApiId="a", CredentialsArn=ROLE),
    sdk("apigatewayv2:createAuthorizer", ApiId="a", AuthorizerCredentialsArn=ROLE),
    sdk("cognitoidentityprovider:createUserPool", SmsConfiguration={"SnsCallerArn": ROLE}),
    sdk("fms:putNotificationChannel", SnsRoleName=ROLE),
    # In an object whose names are the author's.
    sdk("cognitoidentity:setIdentityPoolRoles", IdentityPoolId="i", Roles={"guest": ROLE}),
]


@pytest.mark.parametrize("state", PASSED, ids=lambda each: str(each["Resource"]))
def test_a_role_is_passed_wherever_it_stands(state: dict[str, Any]) -> None:
    assert ROLE in granted(state)["iam:PassRole"]


def test_a_role_in_a_row_is_passed_once_and_to_its_service() -> None:
    state = task("eks:createCluster", {"Name": "c", "RoleArn": ROLE})
    passed = [one for one in asked(states(A=state)).permissions if one.action == "iam:PassRole"]
    assert [dict(one.conditions["StringEquals"]) for one in passed] == [
        {"iam:PassedToService": "eks.amazonaws.com"}
    ]
    whole = asked(states(A=jsonata("ecs:runTask", "{% $x %}"))).permissions
    assert all(one.conditions for one in whole if one.action == "iam:PassRole")


def test_a_dynamic_part_beside_the_row_may_hold_a_role() -> None:
    call = {"TaskDefinition": "f:1", "VolumeConfigurations.$": "$.v"}
    passed = [
        one
        for one in asked(states(A=task("ecs:runTask", call))).permissions
        if one.action == "iam:PassRole" and not one.conditions
    ]
    assert [one.widened for one in passed] == [
        "'VolumeConfigurations.$' of state 'A' is computed at run time, and may hold a role"
    ]


def test_credentials_of_a_database_are_no_role() -> None:
    call = sdk("databrew:createDataset", Name="n", Credentials=ROLE)
    assert "iam:PassRole" not in granted(call)


ENCRYPTED: list[tuple[dict[str, Any], list[str]]] = [
    (sdk("s3:putObject", Bucket="b", Key="k", SsekmsKeyId=KEY), ["GenerateDataKey", "Decrypt"]),
    (sdk("ssm:putParameter", Name="n", KeyId=KEY), ["Encrypt", "GenerateDataKey"]),
    (sdk("secretsmanager:createSecret", Name="n", KmsKeyId=KEY), ["GenerateDataKey", "Decrypt"]),
    (
        sdk("dynamodb:exportTableToPointInTime", TableArn="t", S3Bucket="b", S3SseKmsKeyId=KEY),
        ["GenerateDataKey", "Decrypt"],
    ),
    (
        task(
            "eks:createCluster", {"Name": "c", "EncryptionConfig": [{"Provider": {"KeyArn": KEY}}]}
        ),
        ["CreateGrant", "DescribeKey"],
    ),
    (
        task(
            "athena:startQueryExecution",
            {
                "QueryString": "SELECT 1",
                "ResultConfiguration": {
                    "EncryptionConfiguration": {"EncryptionOption": "SSE_KMS", "KmsKey": KEY}
                },
            },
        ),
        ["GenerateDataKey", "Decrypt"],
    ),
    (
        sdk("ec2:copySnapshot", SourceSnapshotId="snap-1", KmsKeyId=KEY),
        [
            *("CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext"),
            *("ReEncryptFrom", "ReEncryptTo"),
        ],
    ),
]


@pytest.mark.parametrize(("state", "actions"), ENCRYPTED, ids=lambda each: str(each)[:60])
def test_the_key_that_a_call_names_is_granted(state: dict[str, Any], actions: list[str]) -> None:
    found = {name: arns for name, arns in granted(state).items() if name.startswith("kms:")}
    assert found == {f"kms:{action}": [KEY] for action in actions}


def test_a_key_whose_use_is_not_known_is_pointed_out() -> None:
    for state in (
        sdk("scheduler:createSchedule", Name="n", KmsKeyArn="${Key}"),
        sdk("sfn:createStateMachine", Name="n", EncryptionConfiguration={"KmsKeyId": KEY}),
        task("codebuild:startBuild", {"ProjectName": "p", "EncryptionKeyOverride": KEY}),
    ):
        assert "names a key of KMS" in notes(state)


def test_a_key_of_aws_needs_nothing() -> None:
    call = sdk("s3:putObject", Bucket="b", Key="k", SsekmsKeyId="alias/aws/s3")
    assert list(granted(call)) == ["s3:PutObject"]
    assert notes(sdk("scheduler:createSchedule", Name="n", KmsKeyArn="alias/aws/scheduler")) == ""
    assert "names a key" not in notes(sdk("kms:encrypt", KeyId=KEY, Plaintext="x"))


def test_every_row_of_keys_is_of_calls_that_exist_and_has_a_source() -> None:
    for row in KEYS:
        assert row.source
        for call in row.calls.split():
            service, _, action = call.partition(":")
            model = find_service(service)
            assert model is not None, call
            assert action == "*" or model.operation_of(action), call
