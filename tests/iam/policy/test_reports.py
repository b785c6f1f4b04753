"""Small definitions of which policies used to be wrong, each with what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_dsl import Target, load
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.requirements.workflow import machine_at

ACCOUNT = "123456789012"
PLACE = Target(ACCOUNT)
ARN = f"us-east-1:{ACCOUNT}"
OTHER = "us-east-1:111122223333"

RIGHT = [
    (
        "alias-sync.json",
        "states:StartExecution",
        f"arn:aws:states:{OTHER}:stateMachine:next",
    ),
    ("rekognition-s3.json", "s3:GetObject", "arn:aws:s3:::photos/*"),
    (
        "redshiftdata-secret.json",
        "secretsmanager:GetSecretValue",
        f"arn:aws:secretsmanager:{OTHER}:secret:s-abc",
    ),
    (
        "rdsdata.asl.json",
        "secretsmanager:GetSecretValue",
        f"arn:aws:secretsmanager:{ARN}:secret:s-abcdef",
    ),
    ("sam-logging.yaml", "logs:CreateLogDelivery", "*"),
    ("sam-logging.yaml", "xray:PutTraceSegments", "*"),
    ("map-flatten.asl.json", "s3:GetObject", "arn:aws:s3:::b/p/*"),
    ("athena-query.asl.json", "glue:GetTable", f"arn:aws:glue:{ARN}:table/sales/orders"),
    ("http.py", "states:InvokeHTTPEndpoint", f"arn:aws:states:{ARN}:stateMachine:api"),
    (
        "agentcore-harness.asl.json",
        "bedrock-agentcore:InvokeAgentRuntime",
        f"arn:aws:bedrock-agentcore:{ARN}:harness/h",
    ),
    ("eks-nodegroup.asl.json", "iam:GetRole", f"arn:aws:iam::{ACCOUNT}:role/node"),
    ("eks-nodegroup.asl.json", "eks:TagResource", f"arn:aws:eks:{ARN}:nodegroup/c/n/*"),
    ("cost-explorer.asl.json", "ce:GetCostAndUsage", "*"),
    ("comprehend.asl.json", "comprehend:DetectEntities", "*"),
    ("scheduler-dynamic-target.asl.json", "iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/*"),
    (
        "ssm-public-document.asl.json",
        "ssm:SendCommand",
        "arn:aws:ssm:us-east-1::document/AWS-RunShellScript",
    ),
    (
        "ec2-create-tags.asl.json",
        "ec2:CreateTags",
        f"arn:aws:ec2:{ARN}:instance/i-0123456789abcdef0",
    ),
    ("s3control.json", "s3:PutAccountPublicAccessBlock", "*"),
]


def required(data: Path, name: str) -> Requirements:
    loaded = load(data / "reports" / f"policy-{name}", PLACE)
    return derive(loaded.definition, machine_at(PLACE, loaded.workflow, loaded.definition))


@pytest.mark.parametrize(("name", "action", "resource"), RIGHT)
def test_the_right_permission_is_derived(data: Path, name: str, action: str, resource: str) -> None:
    found = required(data, name)
    assert not found.unknown
    resources = [arn for one in found.permissions if one.action == action for arn in one.resources]
    assert resource in resources


def test_the_account_that_decides_is_named(data: Path) -> None:
    found = required(data, "cross-account.asl.json")
    assert all("999999999999" in one.reason for one in found.notes)
    (theirs,) = found.delegated
    assert theirs.permission.resources == ("arn:aws:glue:us-east-1:999999999999:job/j",)
