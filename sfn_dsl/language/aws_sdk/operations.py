"""Calls that need several actions, or resources that no parameter is named after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions import (
    ALL,
    NO_ID_YET,
    Grant,
    arn,
    bucket,
    grant,
    machine_named,
    of_qualifier,
    pass_profile,
    pass_role,
)

_TABLE: Final = "{TransactItems."
_COPIED: Final = bucket("{CopySource|copied}")
_OBJECT: Final = bucket("{Bucket}/{Key}")
_READ: Final = (
    grant("s3:GetObject", _OBJECT),
    grant("s3:GetObjectVersion", _OBJECT, when="VersionId"),
)
# A request that also sets one of these needs the permission for it too.
_WRITTEN: Final = (
    grant("s3:PutObject", _OBJECT),
    grant("s3:PutObjectTagging", _OBJECT, when="Tagging"),
    *(
        grant("s3:PutObjectAcl", _OBJECT, when=name)
        for name in ("Acl", "GrantFullControl", "GrantRead", "GrantReadAcp", "GrantWriteAcp")
    ),
    grant("s3:PutObjectRetention", _OBJECT, when="ObjectLockMode"),
    grant("s3:PutObjectLegalHold", _OBJECT, when="ObjectLockLegalHoldStatus"),
)


def _transacted(*kinds: tuple[str, str]) -> tuple[Grant, ...]:
    """The permissions of a transaction: an action for each kind of item in it."""
    return tuple(
        grant(
            f"dynamodb:{action}",
            arn("dynamodb", f"table/{_TABLE}{kind}.TableName}}"),
            when=f"TransactItems.{kind}",
        )
        for kind, action in kinds
    )


OPERATIONS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "bedrock:createModelInvocationJob": (
        grant(
            "bedrock:CreateModelInvocationJob",
            "arn:{partition}:bedrock:{region}::{ModelId|model}",
        ),
        grant(
            "bedrock:CreateModelInvocationJob",
            arn("bedrock", "model-invocation-job/*"),
            unseen=NO_ID_YET,
        ),
    ),
    "bedrockruntime:startAsyncInvoke": (
        grant("bedrock:InvokeModel", "arn:{partition}:bedrock:{region}::{ModelId|model}"),
        grant("bedrock:InvokeModel", arn("bedrock", "async-invoke/*"), unseen=NO_ID_YET),
    ),
    "bedrockruntime:converse": (
        grant("bedrock:InvokeModel", "arn:{partition}:bedrock:{region}::{ModelId|model}"),
        grant(
            "bedrock:ApplyGuardrail",
            arn("bedrock", "guardrail/{GuardrailConfig.GuardrailIdentifier}"),
            when="GuardrailConfig",
        ),
    ),
    # Whether metrics without a dataset need one is not documented; all resources cover both.
    "cloudwatch:putMetricData": (grant("cloudwatch:PutMetricData", ALL),),
    "dynamodb:batchGetItem": (
        grant("dynamodb:BatchGetItem", arn("dynamodb", "table/{RequestItems.~}")),
    ),
    "dynamodb:batchWriteItem": (
        grant("dynamodb:BatchWriteItem", arn("dynamodb", "table/{RequestItems.~}")),
    ),
    # ``PartiQL`` is what the texts of the statements say.
    **{
        f"dynamodb:{call}": tuple(
            grant(
                f"dynamodb:PartiQL{kind}",
                arn("dynamodb", f"table/{{PartiQL.{kind}}}"),
                when=f"PartiQL.{kind}",
            )
            for kind in ("Select", "Insert", "Update", "Delete")
        )
        for call in ("batchExecuteStatement", "executeStatement", "executeTransaction")
    },
    "dynamodb:transactGetItems": _transacted(("Get", "GetItem")),
    "dynamodb:transactWriteItems": _transacted(
        ("Put", "PutItem"),
        ("Update", "UpdateItem"),
        ("Delete", "DeleteItem"),
        ("ConditionCheck", "ConditionCheckItem"),
    ),
    "kms:reEncrypt": (
        grant("kms:ReEncryptFrom", arn("kms", "key/{SourceKeyId|key}")),
        grant("kms:ReEncryptTo", arn("kms", "key/{DestinationKeyId|key}")),
    ),
    "ec2:runInstances": (
        grant("ec2:RunInstances", "arn:{partition}:ec2:{region}::image/{ImageId|image}"),
        # A call without subnet or group uses the defaults, which need it too.
        grant(
            "ec2:RunInstances",
            arn("ec2", "subnet/{SubnetId}"),
            arn("ec2", "security-group/{SecurityGroupIds}"),
        ),
        grant(
            "ec2:RunInstances",
            arn("ec2", "instance/*"),
            arn("ec2", "network-interface/*"),
            arn("ec2", "volume/*"),
            unseen=NO_ID_YET,
        ),
        grant("ec2:RunInstances", arn("ec2", "key-pair/{KeyName}"), when="KeyName"),
        grant(
            "ec2:RunInstances",
            "arn:{partition}:ec2:{region}::snapshot/{BlockDeviceMappings.Ebs.SnapshotId}",
            when="BlockDeviceMappings.Ebs.SnapshotId",
        ),
        *(
            grant("ec2:RunInstances", arn("ec2", f"{kind}/{{{path}}}"), when=path)
            for kind, path in {
                "capacity-reservation": (
                    "CapacityReservationSpecification.CapacityReservationTarget"
                    ".CapacityReservationId"
                ),
                "network-interface": "NetworkInterfaces.NetworkInterfaceId",
                "placement-group": "Placement.GroupName",
            }.items()
        ),
        *(
            grant("ec2:RunInstances", arn("ec2", f"{kind}/{{{path}}}"), when=path)
            for kind, path in {
                "security-group": "NetworkInterfaces.Groups",
                "subnet": "NetworkInterfaces.SubnetId",
            }.items()
        ),
        grant(
            "ec2:RunInstances ec2:CreateTags",
            arn("ec2", "spot-instances-request/*"),
            when="InstanceMarketOptions TagSpecifications",
            unseen=NO_ID_YET,
        ),
        grant(
            "ec2:RunInstances",
            arn("ec2", "launch-template/{LaunchTemplate.LaunchTemplateId}"),
            when="LaunchTemplate",
        ),
        grant(
            "ec2:CreateTags",
            arn("ec2", "instance/*"),
            arn("ec2", "network-interface/*"),
            arn("ec2", "volume/*"),
            when="TagSpecifications",
            unseen=NO_ID_YET,
        ),
        pass_profile("IamInstanceProfile.Name"),
        pass_profile("IamInstanceProfile.Arn"),
    ),
    "s3:copyObject": (grant("s3:GetObject", _COPIED), *_WRITTEN),
    "s3:createMultipartUpload": _WRITTEN,
    "s3:deleteObject": (
        grant("s3:DeleteObject", _OBJECT),
        grant("s3:DeleteObjectVersion", _OBJECT, when="VersionId"),
    ),
    "s3:getObject": _READ,
    "s3:headObject": _READ,
    "s3:putObject": _WRITTEN,
    "s3:uploadPartCopy": (grant("s3:GetObject", _COPIED), grant("s3:PutObject", _OBJECT)),
    "s3:deleteObjects": (grant("s3:DeleteObject", bucket("{Bucket}/{Delete.Objects.Key}")),),
    **{
        f"sesv2:{action[:1].lower()}{action[1:]}": (
            grant(
                f"ses:{action}",
                arn("ses", "identity/*"),
                unseen="a sender is verified by its address or by its domain",
            ),
            grant(
                f"ses:{action}",
                arn("ses", f"template/{{{path}.TemplateName}}"),
                when=f"{path}.TemplateName",
            ),
            grant(
                f"ses:{action}",
                arn("ses", f"template/{{{path}.TemplateArn}}"),
                when=f"{path}.TemplateArn",
            ),
            grant(
                f"ses:{action}",
                arn("ses", "configuration-set/{ConfigurationSetName}"),
                when="ConfigurationSetName",
            ),
        )
        for action, path in {
            "SendBulkEmail": "DefaultContent.Template",
            "SendEmail": "Content.Template",
        }.items()
    },
    "sfn:describeExecution": (
        grant("states:DescribeExecution", arn("states", "execution:{ExecutionArn}")),
    ),
    **{
        f"sfn:{action[:1].lower()}{action[1:]}": (
            grant(f"states:{action}", machine_named(parameter), condition=of_qualifier(parameter)),
        )
        for action, parameter in {
            "DeleteStateMachineAlias": "StateMachineAliasArn",
            "DeleteStateMachineVersion": "StateMachineVersionArn",
            "DescribeStateMachine": "StateMachineArn",
            "DescribeStateMachineAlias": "StateMachineAliasArn",
            "StartSyncExecution": "StateMachineArn",
            "UpdateStateMachineAlias": "StateMachineAliasArn",
        }.items()
    },
    # The machine is that of the versions which the alias points at; the alias has only a name.
    "sfn:createStateMachineAlias": (
        grant(
            "states:CreateStateMachineAlias",
            machine_named("RoutingConfiguration.StateMachineVersionArn"),
        ),
    ),
    "sfn:listExecutions": (
        grant(
            "states:ListExecutions",
            machine_named("StateMachineArn"),
            condition=of_qualifier("StateMachineArn"),
            when="StateMachineArn",
        ),
        grant("states:ListExecutions", arn("states", "mapRun:{MapRunArn}"), when="MapRunArn"),
    ),
    "ssm:sendCommand": (
        grant("ssm:SendCommand", "arn:{partition}:ssm:{region}::document/{DocumentName|document}"),
        grant("ssm:SendCommand", arn("ec2", "{InstanceIds|instance}"), when="InstanceIds"),
        grant(
            "ssm:SendCommand",
            arn("ec2", "instance/*"),
            arn("ssm", "managed-instance/*"),
            when="Targets",
            unseen="tags say which instances a command runs on",
        ),
        grant(
            "ssm:SendCommand",
            bucket("{OutputS3BucketName}"),
            when="OutputS3BucketName",
        ),
        pass_role("ServiceRoleArn", "", when="ServiceRoleArn"),
    ),
    "ssm:startAutomationExecution": (
        grant(
            "ssm:StartAutomationExecution",
            "arn:{partition}:ssm:{region}::automation-definition/{DocumentName|automation}",
            "arn:{partition}:ssm:{region}::document/{DocumentName|document}",
        ),
        grant(
            "ssm:StartAutomationExecution",
            arn("ssm", "automation-execution/*"),
            unseen=NO_ID_YET,
        ),
        grant(
            "ssm:AddTagsToResource",
            arn("ssm", "automation-execution/*"),
            when="Tags",
            unseen=NO_ID_YET,
        ),
    ),
    **{
        f"ec2:{action[:1].lower()}{action[1:]}": (
            grant(f"ec2:{action}", "arn:{partition}:ec2:{region}:*:*/{Resources|ec2_id}"),
        )
        for action in ("CreateTags", "DeleteTags")
    },
    "sns:publishBatch": (grant("sns:Publish", arn("sns", "{TopicArn}")),),
}
"""The grants of each such operation, by its call."""
