"""The same tasks as the AWS CDK grants them: which actions, on what, and why it is not the same.

``cdk_grants.json`` holds what the tasks of ``aws-cdk-lib`` ask for when they are synthesized with
the parameters below. ``docs/reference/policy.md`` shows the differences as a table.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.iam.policy.document import covers
from sfn_dsl.iam.requirements.model import Machine

from ..asking import granted, task

HERE = Machine(account="123456789012", region="us-east-1", name="m")
CDK: dict[str, Any] = json.loads((Path(__file__).parent / "cdk_grants.json").read_text())
CONNECTION = "arn:aws:events:us-east-1:123456789012:connection/conn/1"
ROLE = "arn:aws:iam::123456789012:role/r"
PARAMETERS: dict[str, dict[str, Any]] = {
    "sns:publish": {"TopicArn": "arn:aws:sns:us-east-1:123456789012:t"},
    "sqs:sendMessage": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q"},
    "events:putEvents": {"Entries": [{"EventBusName": "b"}]},
    "lambda:invoke": {"FunctionName": "f"},
    "states:startExecution": {
        "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:m"
    },
    **{f"dynamodb:{verb}Item": {"TableName": "tbl"} for verb in ("get", "put", "update", "delete")},
    "ecs:runTask": {"Cluster": "c1", "TaskDefinition": "family"},
    "batch:submitJob": {"JobQueue": "q", "JobDefinition": "d:1"},
    "glue:startJobRun": {"JobName": "g"},
    "databrew:startJobRun": {"Name": "d"},
    "athena:startQueryExecution": {
        "WorkGroup": "w",
        "QueryExecutionContext": {"Database": "db"},
        "ResultConfiguration": {"OutputLocation": "s3://bkt/out/"},
    },
    **{f"athena:{name}": {} for name in ("stopQueryExecution", "getQueryExecution")},
    "athena:getQueryResults": {},
    "sagemaker:createTrainingJob": {"TrainingJobName": "tj", "RoleArn": ROLE},
    "sagemaker:createTransformJob": {"TransformJobName": "tr"},
    "sagemaker:createModel": {"ModelName": "m", "ExecutionRoleArn": ROLE},
    "sagemaker:createEndpointConfig": {"EndpointConfigName": "ec"},
    "sagemaker:createEndpoint": {"EndpointName": "e", "EndpointConfigName": "ec"},
    "sagemaker:updateEndpoint": {"EndpointName": "e", "EndpointConfigName": "ec"},
    "elasticmapreduce:createCluster": {"ServiceRole": "r", "AutoScalingRole": "made-by-cdk"},
    **{
        f"elasticmapreduce:{name}": {"ClusterId": "j-1"}
        for name in (
            *("addStep", "cancelStep", "terminateCluster", "setClusterTerminationProtection"),
            *("modifyInstanceFleetByName", "modifyInstanceGroupByName"),
        )
    },
    "emr-containers:createVirtualCluster": {},
    "emr-containers:deleteVirtualCluster": {"Id": "vc"},
    "emr-containers:startJobRun": {"VirtualClusterId": "vc", "ExecutionRoleArn": ROLE},
    "eks:call": {},
    "codebuild:startBuild": {"ProjectName": "proj"},
    "codebuild:startBuildBatch": {"ProjectName": "proj"},
    "mediaconvert:createJob": {"Role": ROLE},
    "bedrock:invokeModel": {
        "ModelId": "anthropic.claude-v2",
        "GuardrailIdentifier": "gid",
        "Input": {"S3Uri": "s3://bkt/in"},
        "Output": {"S3Uri": "s3://bkt/out"},
    },
    "apigateway:invoke": {
        "ApiEndpoint": "abc123.execute-api.us-east-1.amazonaws.com",
        "AuthType": "IAM_ROLE",
        "Method": "GET",
        "Stage": "prod",
        "Path": "/x",
    },
    "http:invoke": {
        "ApiEndpoint": "https://api.example.com/v1",
        "Method": "GET",
        "Authentication": {"ConnectionArn": CONNECTION},
    },
}

ONLY_WAITING = "only a task that waits describes or stops a job"
WHY: dict[str, str] = {
    "ecs:runTask": ONLY_WAITING,
    "batch:submitJob": "only a task that waits creates a rule",
    "batch:submitJob.sync": (
        "a task that waits describes its job, and terminates it when it is stopped"
    ),
    "athena:startQueryExecution": f"{ONLY_WAITING}; the bucket for results must exist",
    "athena:startQueryExecution.sync": "a stopped task stops its query; the bucket must exist",
    "sagemaker:createTrainingJob": f"{ONLY_WAITING}; tags are only added if there are any",
    "sagemaker:createTransformJob": f"{ONLY_WAITING}; its parameters pass no role",
    "sagemaker:createTransformJob.sync": "its parameters pass no role",
    "sagemaker:updateEndpoint": "as for the other endpoint calls",
    "elasticmapreduce:createCluster": f"{ONLY_WAITING}; tags are only added if there are any",
    "elasticmapreduce:createCluster.sync": "tags are only added if there are any",
    "elasticmapreduce:addStep": ONLY_WAITING,
    "elasticmapreduce:terminateCluster": ONLY_WAITING,
    "codebuild:startBuild": ONLY_WAITING,
}
# Where something is granted that the CDK does not reach: (call, resource) → why.
BEYOND = {
    "batch:SubmitJob": "IAM authorizes the job itself too",
    "codebuild:BatchGetReports": "reports are of report groups, not of projects",
    "iam:PassRole": "the roles are said by the task definition, which the CDK has at hand",
    "s3:ListBucketMultipartUploads": "the action is of buckets, not of objects",
    "secretsmanager:": "the secret's id is not in the definition; its connection's name is",
}


def theirs(call: str) -> dict[str, list[str]]:
    return {
        action: group["resources"] for group in CDK["calls"][call] for action in group["actions"]
    }


def ours(call: str) -> dict[str, list[str]]:
    return granted(task(call, PARAMETERS[call.removesuffix(".sync")]), HERE)


def difference(call: str) -> tuple[list[str], list[str]]:
    """The actions that only the CDK grants, and those that only this package does."""
    cdk, own = theirs(call), ours(call)
    return sorted(cdk.keys() - own.keys()), sorted(own.keys() - cdk.keys())


@pytest.mark.parametrize("call", CDK["calls"])
def test_the_actions_are_the_cdk_s_or_there_is_a_reason(call: str) -> None:
    assert any(difference(call)) is (call in WHY)


@pytest.mark.parametrize("call", CDK["calls"])
def test_no_resource_is_wider_than_the_cdk_s_or_there_is_a_reason(call: str) -> None:
    cdk, own = theirs(call), ours(call)
    for action in cdk.keys() & own.keys():
        if action.startswith(tuple(BEYOND)):
            continue
        for resource in own[action]:
            assert any(covers(wide, resource) for wide in cdk[action]), (action, resource)


def test_the_page_shows_every_difference(root: Path) -> None:
    page = (root / "docs/reference/policy.md").read_text(encoding="utf-8")
    prose = " ".join(page.split())
    table = page[page.index("| call |") :].split("\n\n")[0].splitlines()[2:]
    assert table == [row(call) for call in WHY]
    calls = CDK["calls"]
    assert f"For {len(calls)} calls of integrations" in prose
    assert f"(aws-cdk-lib {CDK['aws-cdk-lib']})" in prose
    assert f"{len(calls) - len(WHY)} have the same actions." in prose
    wide = [
        sum("*" in resources for call in calls for resources in grants(call).values())
        for grants in (ours, theirs)
    ]
    assert "{} permissions are on `*`, compared with {} of the".format(*wide) in prose


def row(call: str) -> str:
    cdk, own = (", ".join(f"`{name}`" for name in names) for names in difference(call))
    return f"| `{call}` | {cdk} | {own} | {WHY[call]} |"
