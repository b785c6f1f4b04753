"""Which parameters of a call name its resources, where their names do not tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
