"""Dependent permissions of compute: EC2, its Auto Scaling, Lambda and ECS."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.aws_sdk.dependent.model import SAR, Dependent
from sfn_dsl.language.permissions import ALL, arn, bucket, grant, role

_LAUNCHED: Final = "only the launch template says what is launched"
_LAUNCH: Final = (
    "ec2:RunInstances ec2:CreateTags",
    "arn:{partition}:ec2:{region}:*:*/*",
)
_NETWORK: Final = "ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs"
_CODE: Final = "{Code.S3Bucket}/{Code.S3Key}"

COMPUTE: Final[tuple[Dependent, ...]] = (
    Dependent(
        "autoscaling:createAutoScalingGroup autoscaling:updateAutoScalingGroup",
        (
            *(
                grant(*_LAUNCH, when=name, unseen=_LAUNCHED)
                for name in ("LaunchTemplate", "MixedInstancesPolicy")
            ),
        ),
        "a group with a launch template is authorized as launching its instances",
        'EC2 Auto Scaling user guide, "Control Amazon EC2 launch template usage in Auto'
        ' Scaling groups"',
    ),
    Dependent(
        "ec2:createFleet",
        (
            grant(*_LAUNCH, unseen=_LAUNCHED),
            grant(
                "iam:PassRole",
                role("*"),
                unseen="only the launch template says which role its instances have",
                condition={"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}},
            ),
        ),
        "it launches the instances",
        'EC2 user guide, "EC2 Fleet prerequisites"',
    ),
    Dependent(
        "lambda:createFunction",
        (
            grant("s3:GetObject", bucket(_CODE), when="Code.S3Bucket"),
            grant("s3:GetObjectVersion", bucket(_CODE), when="Code.S3ObjectVersion"),
            grant("lambda:GetLayerVersion", arn("lambda", "layer:{Layers}"), when="Layers"),
            grant(_NETWORK, ALL, when="VpcConfig"),
        ),
        "it reads the code, the layers and the network",
        'Lambda developer guide, "Identity-based IAM policies for Lambda"',
    ),
    Dependent(
        "lambda:updateFunctionConfiguration",
        (
            grant("lambda:GetLayerVersion", arn("lambda", "layer:{Layers}"), when="Layers"),
            grant(_NETWORK, ALL, when="VpcConfig"),
        ),
        "it reads the layers and the network",
        'Lambda developer guide, "Identity-based IAM policies for Lambda"',
    ),
    Dependent(
        "lambda:updateFunctionCode",
        (
            grant("s3:GetObject", bucket("{S3Bucket}/{S3Key}"), when="S3Bucket"),
            grant("s3:GetObjectVersion", bucket("{S3Bucket}/{S3Key}"), when="S3ObjectVersion"),
        ),
        "it reads the code",
        "Lambda API reference, UpdateFunctionCode; AWS samples",
    ),
    Dependent(
        "lambda:publishLayerVersion",
        (
            grant(
                "s3:GetObject",
                bucket("{Content.S3Bucket}/{Content.S3Key}"),
                when="Content.S3Bucket",
            ),
        ),
        "it reads the layer's content",
        "Lambda API reference, LayerVersionContentInput",
    ),
    Dependent(
        "ecs:startTask",
        (
            grant(
                "iam:PassRole",
                role("{Overrides.TaskRoleArn=*}"),
                role("{Overrides.ExecutionRoleArn=*}"),
                unseen="only the task definition says which roles the task has; name them instead",
                condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
        ),
        "it passes the roles in the task definition",
        SAR.format("ECS"),
    ),
    Dependent(
        "ec2:runInstances",
        (
            grant(
                "ssm:GetParameters",
                arn("ssm", "parameter/*"),
                "arn:{partition}:ssm:{region}::parameter/*",
                when="ImageId~resolve:ssm",
                unseen="an image is named by a parameter",
            ),
        ),
        "it looks up an image that a parameter names",
        SAR.format("EC2"),
    ),
)
