"""Calls by the AWS SDK: IAM's action for an operation, and the resources its parameters name."""

from __future__ import annotations

from typing import Any

import pytest

from .asking import granted, reasons, task, unknown

REGION = "eu-west-1:123456789012"

CALLS: list[tuple[str, dict[str, Any], dict[str, list[str]]]] = [
    ("s3:getObject", {"Bucket": "b", "Key": "k"}, {"s3:GetObject": ["arn:aws:s3:::b/k"]}),
    ("s3:putObject", {"Bucket": "b", "Key": "a file"}, {"s3:PutObject": ["arn:aws:s3:::b/a?file"]}),
    ("s3:listObjectsV2", {"Bucket": "b"}, {"s3:ListBucket": ["arn:aws:s3:::b"]}),
    ("s3:listBuckets", {}, {"s3:ListAllMyBuckets": ["*"]}),
    ("s3:headObject", {"Bucket": "b", "Key": "k"}, {"s3:GetObject": ["arn:aws:s3:::b/k"]}),
    (
        "s3:copyObject",
        {"Bucket": "b", "Key": "k", "CopySource": "from/x?versionId=1"},
        {"s3:GetObject": ["arn:aws:s3:::from/x"], "s3:PutObject": ["arn:aws:s3:::b/k"]},
    ),
    (
        "dynamodb:query",
        {"TableName": "t"},
        {"dynamodb:Query": [f"arn:aws:dynamodb:{REGION}:table/t"]},
    ),
    (
        "dynamodb:query",
        {"TableName": "t", "IndexName": "i"},
        {
            "dynamodb:Query": [
                f"arn:aws:dynamodb:{REGION}:table/t/index/i",
                f"arn:aws:dynamodb:{REGION}:table/t",
            ]
        },
    ),
    (
        "dynamodb:batchGetItem",
        {"RequestItems": {"t": {}, "u": {}}},
        {"dynamodb:BatchGetItem": [f"arn:aws:dynamodb:{REGION}:table/{name}" for name in "tu"]},
    ),
    (
        "dynamodb:transactWriteItems",
        {"TransactItems": [{"Put": {"TableName": "t"}}, {"ConditionCheck": {"TableName": "u"}}]},
        {
            "dynamodb:PutItem": [f"arn:aws:dynamodb:{REGION}:table/t"],
            "dynamodb:ConditionCheckItem": [f"arn:aws:dynamodb:{REGION}:table/u"],
        },
    ),
    (
        "ssm:getParameter",
        {"Name": "/app/key"},
        {"ssm:GetParameter": [f"arn:aws:ssm:{REGION}:parameter/app/key"]},
    ),
    (
        "secretsmanager:getSecretValue",
        {"SecretId": "app"},
        {"secretsmanager:GetSecretValue": [f"arn:aws:secretsmanager:{REGION}:secret:app-??????"]},
    ),
    (
        "sqs:sendMessageBatch",
        {"QueueUrl": f"https://sqs.eu-west-1.amazonaws.com/{REGION.split(':')[1]}/q"},
        {"sqs:SendMessage": [f"arn:aws:sqs:{REGION}:q"]},
    ),
    (
        "sfn:startExecution",
        {"StateMachineArn": f"arn:aws:states:{REGION}:stateMachine:m"},
        {"states:StartExecution": [f"arn:aws:states:{REGION}:stateMachine:m"]},
    ),
    ("sfn:sendTaskSuccess", {"TaskToken": "t"}, {"states:SendTaskSuccess": ["*"]}),
    (
        "lambda:invoke",
        {"FunctionName": "f:live"},
        {"lambda:InvokeFunction": [f"arn:aws:lambda:{REGION}:function:f:live"]},
    ),
    (
        "lambda:getFunction",
        {"FunctionName": "f"},
        {"lambda:GetFunction": [f"arn:aws:lambda:{REGION}:function:f"]},
    ),
    (
        "glue:startCrawler",
        {"Name": "c"},
        {"glue:StartCrawler": [f"arn:aws:glue:{REGION}:crawler/c"]},
    ),
    (
        "eventbridge:disableRule",
        {"Name": "r"},
        {"events:DisableRule": [f"arn:aws:events:{REGION}:rule/r"]},
    ),
    (
        "kms:reEncrypt",
        {"SourceKeyId": "a", "DestinationKeyId": "b"},
        {
            "kms:ReEncryptFrom": [f"arn:aws:kms:{REGION}:key/a"],
            "kms:ReEncryptTo": [f"arn:aws:kms:{REGION}:key/b"],
        },
    ),
    (
        "bedrockruntime:converse",
        {"ModelId": "amazon.nova-lite-v1:0"},
        {
            "bedrock:InvokeModel": [
                "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"
            ]
        },
    ),
    ("cloudwatch:putMetricData", {"Namespace": "n"}, {"cloudwatch:PutMetricData": ["*"]}),
    ("rekognition:detectLabels", {"Image": {}}, {"rekognition:DetectLabels": ["*"]}),
    (
        "apigateway:getRestApi",
        {"RestApiId": "a"},
        {"apigateway:GET": ["arn:aws:apigateway:eu-west-1::/restapis/*"]},
    ),
    (
        "s3:getObject",
        {"Bucket": f"arn:aws:s3:{REGION}:accesspoint/ap", "Key": "k"},
        {"s3:GetObject": [f"arn:aws:s3:{REGION}:accesspoint/ap/object/k"]},
    ),
    (
        "cloudwatchlogs:filterLogEvents",
        {"LogGroupName": "/app"},
        {
            "logs:FilterLogEvents": [
                f"arn:aws:logs:{REGION}:log-group:/app{end}" for end in ("", ":*")
            ]
        },
    ),
    (
        "elasticloadbalancingv2:describeTargetHealth",
        {"TargetGroupArn": "x"},
        {"elasticloadbalancing:DescribeTargetHealth": ["*"]},
    ),
    (
        "elasticloadbalancingv2:modifyLoadBalancerAttributes",
        {"LoadBalancerArn": f"arn:aws:elasticloadbalancing:{REGION}:loadbalancer/app/n/1"},
        {
            "elasticloadbalancing:ModifyLoadBalancerAttributes": [
                f"arn:aws:elasticloadbalancing:{REGION}:loadbalancer/app/n/1"
            ]
        },
    ),
    (
        "secretsmanager:getSecretValue",
        {"SecretId": f"arn:aws:secretsmanager:{REGION}:secret:app"},
        {
            "secretsmanager:GetSecretValue": [
                f"arn:aws:secretsmanager:{REGION}:secret:app{end}" for end in ("", "-??????")
            ]
        },
    ),
    (
        "rds:deleteDBInstance",
        {"DbInstanceIdentifier": "d"},
        {"rds:DeleteDBInstance": [f"arn:aws:rds:{REGION}:db:d"]},
    ),
]


@pytest.mark.parametrize(("call", "parameters", "wanted"), CALLS, ids=lambda value: str(value)[:40])
def test_a_call_is_granted_by_iam_s_action_on_what_its_parameters_name(
    call: str, parameters: dict[str, Any], wanted: dict[str, list[str]]
) -> None:
    found = granted(task(f"aws-sdk:{call}", parameters))
    assert {name: list(dict.fromkeys(resources)) for name, resources in found.items()} == wanted


def test_a_parameter_that_an_execution_decides_widens() -> None:
    state = task("aws-sdk:s3:getObject", {"Bucket": "b", "Key.$": "$.key"})
    assert granted(state) == {"s3:GetObject": ["arn:aws:s3:::b/*"]}
    assert reasons(state) == ["'Key.$' of state 'A' is worked out when it runs"]


def test_a_resource_that_no_parameter_names_is_widened_and_says_so() -> None:
    state = task("aws-sdk:ec2:terminateInstances", {"Filter": "x"})
    assert granted(state) == {"ec2:TerminateInstances": [f"arn:aws:ec2:{REGION}:instance/*"]}
    assert reasons(state) == ["nothing in state 'A' says which instance it works on"]


def test_a_role_that_a_call_hands_over_may_be_passed() -> None:
    role = "arn:aws:iam::123456789012:role/r"
    found = granted(task("aws-sdk:iot:createRoleAlias", {"RoleAlias": "a", "RoleArn": role}))
    assert found["iam:PassRole"] == [role]


def test_an_operation_without_a_known_action_is_unknown() -> None:
    ((pointer, reason),) = unknown(task("aws-sdk:s3:createSession2", {}))
    assert (pointer, reason) == (
        "/States/A/Resource",
        "the service 's3' has no action 'createSession2'; write 'createSession'",
    )
    ((_, reason),) = unknown(task("aws-sdk:s3:renameObject", {"Bucket": "b"}))
    assert reason == (
        "IAM has no action 's3:RenameObject', and which other one 's3:renameObject' needs is not "
        "known; look it up in the documentation of the service"
    )
