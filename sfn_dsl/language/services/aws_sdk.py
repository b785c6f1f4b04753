"""Calls by the AWS SDK: the IAM action and resources of a call, and the calls that are unsupported.

Most operations need the IAM action of their own name; these tables hold the others. Services are
named as in a resource, ``aws-sdk:service:action``. An operation that is in none of these tables and
has no namesake in IAM is not guessed at. (Integrations reference, section "AWS SDK".)
"""

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

UNSUPPORTED: Final = frozenset(
    f"{service}:{action}"
    for service, actions in {
        "bedrockagentruntime": "invokeAgent invokeFlow invokeInlineAgent optimizePrompt"
        " retrieveAndGenerateStream",
        "bedrockruntime": "invokeModelWithResponseStream converseStream",
        "cloudwatchlogs": "startLiveTail",
        "kinesis": "subscribeToShard",
        "lambda": "invokeAsync invokeWithResponseStream",
        "lexruntimev2": "startConversation",
        "qbusiness": "chat",
        "s3": "selectObjectContent",
        "sagemakerruntime": "invokeEndpointWithResponseStream",
        "sts": "assumeRole assumeRoleWithSAML assumeRoleWithWebIdentity",
    }.items()
    for action in actions.split()
)
"""The operations that exist and that no task can call; most of them answer with a stream."""

# The IAM prefix of services for which it differs from their signing name.
PREFIXES: Final[Mapping[str, str]] = {
    "cloudcontrol": "cloudformation",
    "cloudwatch": "cloudwatch",
    "iotdataplane": "iot",
    "iotjobsdataplane": "iotjobsdata",
    "iotsecuretunneling": "iot",
    "mturk": "mechanicalturk",
    "partnercentralaccount": "partnercentral",
    "partnercentralbenefits": "partnercentral",
    "partnercentralchannel": "partnercentral",
    "partnercentralselling": "partnercentral",
    "resourcegroupstaggingapi": "tag",
    "sso": "sso",
}

# Services that authorize an operation by the verb of its request.
BY_VERB: Final = frozenset(("apigateway", "apigatewayv2"))

_S3: Final[Mapping[str, str]] = {
    "completeMultipartUpload": "PutObject",
    "deleteBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "deleteBucketCors": "PutBucketCORS",
    "deleteBucketEncryption": "PutEncryptionConfiguration",
    "deleteBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "deleteBucketInventoryConfiguration": "PutInventoryConfiguration",
    "deleteBucketLifecycle": "PutLifecycleConfiguration",
    "deleteBucketMetricsConfiguration": "PutMetricsConfiguration",
    "deleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "deleteBucketReplication": "PutReplicationConfiguration",
    "deleteBucketTagging": "PutBucketTagging",
    "deletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "getBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "getBucketAnalyticsConfiguration": "GetAnalyticsConfiguration",
    "getBucketEncryption": "GetEncryptionConfiguration",
    "getBucketIntelligentTieringConfiguration": "GetIntelligentTieringConfiguration",
    "getBucketInventoryConfiguration": "GetInventoryConfiguration",
    "getBucketLifecycle": "GetLifecycleConfiguration",
    "getBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "getBucketMetricsConfiguration": "GetMetricsConfiguration",
    "getBucketNotificationConfiguration": "GetBucketNotification",
    "getBucketReplication": "GetReplicationConfiguration",
    "getObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "getPublicAccessBlock": "GetBucketPublicAccessBlock",
    "headBucket": "ListBucket",
    "listBucketAnalyticsConfigurations": "GetAnalyticsConfiguration",
    "listBucketIntelligentTieringConfigurations": "GetIntelligentTieringConfiguration",
    "listBucketInventoryConfigurations": "GetInventoryConfiguration",
    "listBucketMetricsConfigurations": "GetMetricsConfiguration",
    "listBuckets": "ListAllMyBuckets",
    "listMultipartUploads": "ListBucketMultipartUploads",
    "listObjects": "ListBucket",
    "listObjectsV2": "ListBucket",
    "listObjectVersions": "ListBucketVersions",
    "listParts": "ListMultipartUploadParts",
    "putBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "putBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
    "putBucketEncryption": "PutEncryptionConfiguration",
    "putBucketIntelligentTieringConfiguration": "PutIntelligentTieringConfiguration",
    "putBucketInventoryConfiguration": "PutInventoryConfiguration",
    "putBucketLifecycle": "PutLifecycleConfiguration",
    "putBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "putBucketMetricsConfiguration": "PutMetricsConfiguration",
    "putBucketNotificationConfiguration": "PutBucketNotification",
    "putBucketReplication": "PutReplicationConfiguration",
    "putObjectLockConfiguration": "PutBucketObjectLockConfiguration",
    "putPublicAccessBlock": "PutBucketPublicAccessBlock",
    "uploadPart": "PutObject",
}

# The action of an operation that needs just one, of another name.
RENAMED: Final[Mapping[str, str]] = {
    "cloudfront:createDistributionWithTags": "CreateDistribution",
    "lambda:getLayerVersionByArn": "GetLayerVersion",
    "sqs:changeMessageVisibilityBatch": "ChangeMessageVisibility",
    "sqs:deleteMessageBatch": "DeleteMessage",
    "sqs:sendMessageBatch": "SendMessage",
    # The bucket operations of this service are those of S3 on Outposts.
    "s3control:deletePublicAccessBlock": "PutAccountPublicAccessBlock",
    "s3control:getPublicAccessBlock": "GetAccountPublicAccessBlock",
    "s3control:putPublicAccessBlock": "PutAccountPublicAccessBlock",
    "s3control:deleteBucketLifecycleConfiguration": "s3-outposts:PutLifecycleConfiguration",
    "s3control:getBucketLifecycleConfiguration": "s3-outposts:GetLifecycleConfiguration",
    "s3control:putBucketLifecycleConfiguration": "s3-outposts:PutLifecycleConfiguration",
    "s3control:deleteBucketReplication": "s3-outposts:PutReplicationConfiguration",
    "s3control:getBucketReplication": "s3-outposts:GetReplicationConfiguration",
    "s3control:putBucketReplication": "s3-outposts:PutReplicationConfiguration",
    "s3control:deleteBucketTagging": "s3-outposts:PutBucketTagging",
    **{
        f"s3control:{operation[:1].lower()}{operation[1:]}": f"s3-outposts:{operation}"
        for operation in (
            *("CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "GetBucket"),
            *("GetBucketPolicy", "GetBucketTagging", "GetBucketVersioning", "ListRegionalBuckets"),
            *("PutBucketPolicy", "PutBucketTagging", "PutBucketVersioning"),
        )
    },
    **{
        f"s3control:{operation[:1].lower()}{operation[1:]}": f"s3express:{operation}"
        for operation in (
            *("DeleteAccessPointScope", "GetAccessPointScope", "PutAccessPointScope"),
            "ListAccessPointsForDirectoryBuckets",
        )
    },
    "timestreamquery:query": "Select",
    **{f"s3:{operation}": action for operation, action in _S3.items()},
}

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


# Operations that need several actions, or resources that no parameter is named after.
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

# The parameter that holds the value of an ARN's variable, if the two have different names.
NAMED_BY: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "autoscaling": {"GroupFriendlyName": ("AutoScalingGroupName", "AutoScalingGroupNames")},
    "dynamodb": {
        "TableName": ("TableName", "TableCreationParameters.TableName", "SourceTableName"),
    },
    "ecs": {
        "ServiceName": ("ServiceName", "Service|last", "Services|last"),
        "TaskDefinitionFamilyName": ("Family",),
        "TaskId": ("Task|last", "Tasks|last"),
    },
    "elasticmapreduce": {"ClusterId": ("ClusterId", "JobFlowId", "JobFlowIds")},
    "events": {"EventBusName": ("EventBusName|bus",)},
    "glue": {
        "CatalogName": ("CatalogId|catalog",),
        "DatabaseName": ("DatabaseName", "DatabaseInput.Name"),
        "TableName": ("TableName", "TableInput.Name"),
    },
    "kms": {
        "Alias": ("AliasName|alias",),
        "KeyId": ("KeyId|key", "TargetKeyId|key"),
    },
    "logs": {
        "LogGroupName": (
            "LogGroupName|log_group",
            "LogGroupNames|log_group",
            "LogGroupIdentifier|log_group",
            "LogGroupIdentifiers|log_group",
        ),
    },
    "rds-data": {"DbClusterInstanceName": ("ResourceArn",)},
    "redshift-data": {"WorkgroupId": ("WorkgroupName|only_arn",)},
    "rds": {
        "ClusterParameterGroupName": ("DbClusterParameterGroupName",),
        "ClusterSnapshotName": (
            "DbClusterSnapshotIdentifier",
            "TargetDBClusterSnapshotIdentifier",
            "SnapshotIdentifier",
        ),
        "DbClusterInstanceName": ("DbClusterIdentifier",),
        "ParameterGroupName": ("DbParameterGroupName",),
        "SnapshotName": ("DbSnapshotIdentifier", "TargetDBSnapshotIdentifier"),
        "SubnetGroupName": ("DbSubnetGroupName",),
    },
    "route53": {"Id": ("HostedZoneId|zone", "Id|zone")},
    "s3": {"BucketName": ("Bucket",), "ObjectName": ("Key",)},
    "scheduler": {"GroupName": ("GroupName=default",)},
    "secretsmanager": {"SecretId": ("SecretId|secret", "Name|secret")},
    "sqs": {"QueueName": ("QueueUrl|queue", "QueueName")},
    "wafv2": {"Scope": ("Scope|scope",)},
    "ssm": {
        "DocumentName": ("DocumentName|document", "Name|document"),
        "ParameterNameWithoutLeadingSlash": (
            "Name|parameter",
            "Names|parameter",
            "Path|parameter",
        ),
    },
}

# The parameter that names the account of the resources that a call of a service works on.
OWNED_BY: Final[Mapping[str, str]] = {
    "ecr": "RegistryId",
    "glue": "CatalogId",
    "lakeformation": "CatalogId",
}

# When an action works on a type of resource, where that depends on a parameter.
ONLY_WHEN: Final[Mapping[str, str]] = {
    "events:rule-on-custom-event-bus": "EventBusName!=default",
    "events:rule-on-default-event-bus": "EventBusName?=default",
}

# Types of resource that are alternatives to another, and that only an ARN can name.
ONLY_BY_ARN: Final = frozenset(("s3:accesspoint", "s3:accesspointobject"))

# The resource type of each prefix of an id (Service authorization reference, "Amazon EC2").
EC2_KINDS: Final[Mapping[str, str]] = {
    "acl": "network-acl",
    "ami": "image",
    "cagw": "carrier-gateway",
    "cgw": "customer-gateway",
    "cr": "capacity-reservation",
    "crf": "capacity-reservation-fleet",
    "cvpn-endpoint": "client-vpn-endpoint",
    "dopt": "dhcp-options",
    "eice": "instance-connect-endpoint",
    "eigw": "egress-only-internet-gateway",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "export-ami": "export-image-task",
    "fl": "vpc-flow-log",
    "fleet": "fleet",
    "h": "dedicated-host",
    "hr": "host-reservation",
    "i": "instance",
    "igw": "internet-gateway",
    "import-ami": "import-image-task",
    "import-snap": "import-snapshot-task",
    "ipam": "ipam",
    "ipam-pool": "ipam-pool",
    "ipam-scope": "ipam-scope",
    "key": "key-pair",
    "lgw-rtb": "local-gateway-route-table",
    "lt": "launch-template",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "pg": "placement-group",
    "pl": "prefix-list",
    "rtb": "route-table",
    "sfr": "spot-fleet-request",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "sir": "spot-instances-request",
    "snap": "snapshot",
    "subnet": "subnet",
    "tgw": "transit-gateway",
    "tgw-attach": "transit-gateway-attachment",
    "tgw-mcast-domain": "transit-gateway-multicast-domain",
    "tgw-rtb": "transit-gateway-route-table",
    "vgw": "vpn-gateway",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
    "vpce-svc": "vpc-endpoint-service",
    "vpn": "vpn-connection",
}
