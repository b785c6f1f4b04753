"""Calls by the AWS SDK: IAM's action for an operation, and the resources its parameters name."""

from __future__ import annotations

from typing import Any

import pytest

from ..asking import granted, reasons, task, unknown

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
        {
            "s3:GetObject": ["arn:aws:s3:::from/x"],
            "s3:GetObjectVersion": ["arn:aws:s3:::from/x"],
            "s3:PutObject": ["arn:aws:s3:::b/k"],
        },
    ),
    (
        "s3:getObject",
        {"Bucket": "b", "Key": "k", "VersionId": "1"},
        {"s3:GetObject": ["arn:aws:s3:::b/k"], "s3:GetObjectVersion": ["arn:aws:s3:::b/k"]},
    ),
    (
        "s3:putObject",
        {"Bucket": "b", "Key": "k", "Tagging": "a=b", "Acl": "private"},
        {
            f"s3:{action}": ["arn:aws:s3:::b/k"]
            for action in ("PutObject", "PutObjectTagging", "PutObjectAcl")
        },
    ),
    (
        "s3:deleteObject",
        {"Bucket": "b", "Key": "k", "VersionId.$": "$.v"},
        {"s3:DeleteObject": ["arn:aws:s3:::b/k"], "s3:DeleteObjectVersion": ["arn:aws:s3:::b/k"]},
    ),
    (
        "ec2:runInstances",
        {"ImageId": "ami-1", "SubnetId": "s", "SecurityGroupIds": ["g", "h"]},
        {
            "ec2:RunInstances": [
                "arn:aws:ec2:eu-west-1::image/ami-1",
                *(
                    f"arn:aws:ec2:{REGION}:{end}"
                    for end in (
                        "subnet/s",
                        "security-group/g",
                        "security-group/h",
                        "instance/*",
                        "network-interface/*",
                        "volume/*",
                    )
                ),
            ]
        },
    ),
    (
        "lexruntimev2:recognizeText",
        {"BotId": "b", "BotAliasId": "a"},
        {
            "lex:RecognizeText": [
                f"arn:aws:lex:{REGION}:bot-alias/b/a",
                f"arn:aws:lex:{REGION}:bot:b:a",
            ]
        },
    ),
    (
        "wafv2:updateIPSet",
        {"Name": "n", "Id": "i", "Scope": "REGIONAL"},
        {"wafv2:UpdateIPSet": [f"arn:aws:wafv2:{REGION}:regional/ipset/n/i"]},
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
        {"apigateway:GET": ["arn:aws:apigateway:eu-west-1::/restapis/a"]},
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
    assert reasons(state) == ["'Key.$' of state 'A' is computed at run time"]


def test_a_resource_in_fields_of_the_machine_s_own_is_of_its_account() -> None:
    assert granted(task("aws-sdk:datasync:startTaskExecution", {"TaskArn.$": "$.t"})) == {
        "datasync:StartTaskExecution": [f"arn:aws:datasync:{REGION}:task/*"]
    }


def test_a_resource_of_whichever_service_is_named_by_its_arn_alone() -> None:
    call, arn = "aws-sdk:backup:deleteRecoveryPoint", f"arn:aws:ec2:{REGION}:snapshot/s"
    by_arn = {"BackupVaultName": "v", "RecoveryPointArn": arn}
    assert granted(task(call, by_arn)) == {"backup:DeleteRecoveryPoint": [arn]}
    at_run_time = {"BackupVaultName": "v", "RecoveryPointArn.$": "$.p"}
    assert granted(task(call, at_run_time)) == {"backup:DeleteRecoveryPoint": ["*"]}


def test_a_resource_that_no_parameter_names_is_widened_and_says_so() -> None:
    state = task("aws-sdk:ec2:terminateInstances", {"Filter": "x"})
    assert granted(state) == {"ec2:TerminateInstances": [f"arn:aws:ec2:{REGION}:instance/*"]}
    assert reasons(state) == ["state 'A' does not say which instance it works on"]


PARTLY_NAMED: list[tuple[str, dict[str, Any], str]] = [
    ("scheduler:createSchedule", {"Name": "s"}, f"scheduler:{REGION}:schedule/default/s"),
    (
        "scheduler:deleteSchedule",
        {"Name": "s", "GroupName": "g"},
        f"scheduler:{REGION}:schedule/g/s",
    ),
    ("cloudformation:createStack", {"StackName": "s"}, f"cloudformation:{REGION}:stack/s/*"),
    (
        "autoscaling:setDesiredCapacity",
        {"AutoScalingGroupName": "a"},
        f"autoscaling:{REGION}:autoScalingGroup:*:autoScalingGroupName/a",
    ),
    ("ecs:updateService", {"Service": "s"}, f"ecs:{REGION}:service/*/s"),
    (
        "redshift:deleteClusterSnapshot",
        {"SnapshotIdentifier": "s"},
        f"redshift:{REGION}:snapshot:*/s",
    ),
    ("kafka:createCluster", {"ClusterName": "c"}, f"kafka:{REGION}:cluster/c/*"),
    (
        "organizations:describeAccount",
        {"AccountId": "1"},
        "organizations::123456789012:account/o-*/1",
    ),
]


@pytest.mark.parametrize(("call", "parameters", "resource"), PARTLY_NAMED)
def test_a_parameter_stands_for_one_part_of_an_arn_and_no_other(
    call: str, parameters: dict[str, Any], resource: str
) -> None:
    (found,) = granted(task(f"aws-sdk:{call}", parameters)).values()
    assert found == [f"arn:aws:{resource}"]


def test_a_resource_of_which_only_a_part_is_named_says_so() -> None:
    assert reasons(task("aws-sdk:cloudformation:createStack", {"StackName": "s"})) == [
        "state 'A' only says in part which stack it works on"
    ]


def test_what_is_to_be_made_has_no_id_that_its_name_tells() -> None:
    found = granted(task("aws-sdk:fsx:createVolume", {"Name": "v"}))["fsx:CreateVolume"]
    assert f"arn:aws:fsx:{REGION}:volume/*/*" in found


ROLE = "arn:aws:iam::123456789012:role/r"


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("scheduler:createSchedule", {"Name": "s", "Target": {"Arn": "a", "RoleArn": ROLE}}),
        ("eventbridge:putTargets", {"Rule": "r", "Targets": [{"Id": "1"}, {"RoleArn": ROLE}]}),
        ("cloudformation:createStack", {"StackName": "s", "RoleARN": ROLE}),
    ],
)
def test_a_role_within_a_parameter_may_be_passed(call: str, parameters: dict[str, Any]) -> None:
    assert granted(task(f"aws-sdk:{call}", parameters))["iam:PassRole"] == [ROLE]


def test_a_role_in_the_data_of_a_call_is_not_passed() -> None:
    state = task("aws-sdk:kinesis:putRecord", {"StreamName": "s", "Data": {"RoleArn": ROLE}})
    assert list(granted(state)) == ["kinesis:PutRecord"]


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
        "IAM has no action 's3:RenameObject', and it is not known which other action "
        "'s3:renameObject' needs; look it up in the service authorization reference"
    )
