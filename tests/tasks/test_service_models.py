"""Reading the services' models, and how their names are spelt."""

from __future__ import annotations

import pytest

from sfn_dsl import UNSET
from sfn_dsl.language.aws_sdk.actions import UNSUPPORTED
from sfn_dsl.service_models import call_problems, find_service, load, models, service_names
from sfn_dsl.service_models.models import action_name, parameter_name, service_name


@pytest.mark.parametrize(
    ("service_id", "name"),
    [
        ("SFN", "Sfn"),
        ("S3", "S3"),
        ("DynamoDB", "DynamoDb"),
        ("Secrets Manager", "SecretsManager"),
        ("Cognito Identity Provider", "CognitoIdentityProvider"),
        ("Database Migration Service", "DatabaseMigration"),
        ("Elastic Load Balancing v2", "ElasticLoadBalancingV2"),
        ("AmazonApiGatewayV2", "ApiGatewayV2"),
        ("CloudWatch Logs", "CloudWatchLogs"),
        ("EC2", "Ec2"),
    ],
)
def test_services_are_named_as_in_java(service_id: str, name: str) -> None:
    assert service_name(service_id) == name


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("DBInstanceIdentifier", "DbInstanceIdentifier"),
        ("SSEKMSKeyId", "SsekmsKeyId"),
        ("SNSTopicArn", "SnsTopicArn"),
        ("stateMachineArn", "StateMachineArn"),
        ("MaxPayloadInMB", "MaxPayloadInMB"),
        ("S3Uri", "S3Uri"),
        ("BOOL", "Bool"),
        ("enableECSManagedTags", "EnableECSManagedTags"),
        ("x", "X"),
    ],
)
def test_parameters_are_named_as_in_java_with_a_capital(member: str, name: str) -> None:
    assert parameter_name(member) == name


def test_actions_begin_in_lower_case() -> None:
    assert action_name("DescribeDBInstances") == "describeDBInstances"


@pytest.mark.slow
def test_every_service_that_is_installed_is_found_by_its_name() -> None:
    for service in service_names():
        model = find_service(service)
        # A folder may hold models of other kinds only.
        if model and model.service_id:
            assert service_name(model.service_id).lower() == service


def test_unsupported_actions_exist() -> None:
    for name in UNSUPPORTED:
        service, _, action = name.partition(":")
        model = find_service(service)
        assert model is None or model.operation_of(action), name


def test_a_folder_that_is_not_there_has_no_model() -> None:
    assert load("nothing") is None
    assert find_service("nothing") is None


def test_without_botocore_everything_is_let_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_data", lambda: None)
    models._plain_folders.cache_clear()
    models.load.cache_clear()
    try:
        assert list(call_problems("aws-sdk:dynamodb:frobnicate", UNSET, {"Any": "thing"})) == []
    finally:
        models._plain_folders.cache_clear()
        models.load.cache_clear()
