"""What moto lacks is one error that says so, at once, and on no output."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sfn_dsl.local import LocalAWS


def refusal(call: Any, **parameters: Any) -> tuple[int, dict[str, str]]:
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    response = caught.value.response
    assert response["ResponseMetadata"].get("RetryAttempts") == 0
    return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("translate", "list_terminologies", {}),  # JSON
        ("elasticbeanstalk", "list_platform_versions", {}),  # Query
        ("mediaconvert", "list_jobs", {}),  # REST
    ],
)
def test_a_service_or_an_operation_that_is_not_there_is_told_as_that(
    aws: LocalAWS,
    capfd: pytest.CaptureFixture[str],
    service: str,
    operation: str,
    parameters: dict[str, Any],
) -> None:
    status, error = refusal(getattr(aws.client(service), operation), **parameters)
    assert status in (501, 404)
    assert "the embedded AWS" in error["Message"] or status == 404
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(
    importlib.util.find_spec("cfnlint") is not None
    and importlib.util.find_spec("openapi_spec_validator") is not None,
    reason="what moto's CloudFormation needs is installed",
)
def test_a_service_whose_packages_are_missing_says_what_to_install(aws: LocalAWS) -> None:
    status, error = refusal(aws.client("cloudformation").list_stacks)
    assert (status, error["Code"]) == (501, "NotImplemented")
    assert "run pip install 'moto[cloudformation]'" in error["Message"]


def test_the_services_that_tasks_call_need_nothing_more_than_the_extra(aws: LocalAWS) -> None:
    asked = {
        "athena": "list_work_groups",
        "batch": "describe_job_queues",
        "dynamodb": "list_tables",
        "ecs": "list_clusters",
        "events": "list_event_buses",
        "glue": "get_databases",
        "iam": "list_roles",
        "kms": "list_keys",
        "lambda": "list_functions",
        "logs": "describe_log_groups",
        "s3": "list_buckets",
        "secretsmanager": "list_secrets",
        "sns": "list_topics",
        "sqs": "list_queues",
        "ssm": "describe_parameters",
        "stepfunctions": "list_state_machines",
        "sts": "get_caller_identity",
    }
    for service, operation in asked.items():
        answer = getattr(aws.client(service), operation)()
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200, service
