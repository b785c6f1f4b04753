"""Roles in the parameters of calls: those that names do not show, and those that are not passed.

A parameter that is called after a role holds one that the call passes to the service, but for the
rows here. Some services take parameters by their names as text, in a map or as pairs, so that a
role may stand there too. (IAM user guide, "Granting a user permissions to pass a role".)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from sfn_dsl.language.aws_sdk.calls import is_among


class NotPassed(NamedTuple):
    """Parameters that are called after a role and pass none; ``members`` in any case.

    ``calls`` and ``members`` are separated by spaces; a member is the last step of a path.
    """

    calls: str
    members: str
    why: str


NOT_PASSED: Final[tuple[NotPassed, ...]] = (
    NotPassed(
        "securityhub:batchImportFindings",
        "*",
        "a finding describes resources, and these already have their roles",
    ),
    NotPassed("iam:*", "*", "IAM takes no role for itself"),
    NotPassed("redshift:modifyClusterIamRoles", "RemoveIamRoles", "a role is taken away"),
    NotPassed("datazone:* firehose:*", "SnowflakeRole", "it is a role of Snowflake"),
    NotPassed(
        "elasticsearch:* opensearch:*",
        "MasterBackendRole",
        "it is a role of the identity provider",
    ),
    NotPassed("grafana:*", "Role KeyRole OrganizationRoleName", "it is a role of Grafana"),
    NotPassed(
        "quicksight:*",
        "DatabaseAccessControlRole GeographicRole",
        "it is a role of the database, or what a column is for",
    ),
    NotPassed("mq:*", "UserRoleName RoleName", "it is an attribute of an LDAP directory"),
    NotPassed("sagemaker:*PartnerApp", "RoleName", "it is a role within the app"),
    NotPassed(
        "iot:*AuditSuppression iot:*AuditSuppressions iot:listAuditFindings"
        " iot:listRelatedResourcesForAuditFinding iot:*AuditFinding",
        "IamRoleArn RoleAliasArn",
        "it is what a finding is about",
    ),
    NotPassed("iot:*", "RoleAlias", "an alias already has its role"),
    NotPassed("budgets:*", "Roles", "the action attaches a policy to these roles"),
    NotPassed(
        "sso:getRoleCredentials accountaccessruntime:getRoleCredentials"
        " cognitoidentity:getCredentialsForIdentity",
        "RoleName RoleArn CustomRoleArn",
        "the answer has credentials of the role",
    ),
    NotPassed(
        "datazone:createGroupProfile qbusiness:associatePermission qbusiness:createDataAccessor",
        "RolePrincipalArn Principal",
        "it is the principal that is let in",
    ),
    NotPassed(
        "cloudformation:createStackSet cloudformation:updateStackSet",
        "ExecutionRoleName",
        "it is a role of the target accounts, which the administration role assumes",
    ),
    NotPassed(
        "ssm:*",
        "ExecutionRoleName",
        "it is a role of the target accounts, which the automation's role assumes",
    ),
    NotPassed(
        "organizations:createAccount organizations:createGovCloudAccount",
        "RoleName",
        "the role is made in the new account",
    ),
    NotPassed(
        "ec2:importImage ec2:importSnapshot ec2:exportImage",
        "RoleName",
        "a note says that passing it is not confirmed",
    ),
    NotPassed(
        "imagebuilder:*DistributionConfiguration",
        "RoleName",
        "Image Builder names it to VM Import/Export when an image is exported",
    ),
)

# Parameters that hold a role and are not called after one in the usual way.
_ALSO: Final[Mapping[str, str]] = {
    "kinesisanalyticsv2:updateApplication": "ServiceExecutionRoleUpdate",
    "macie2:updateRevealConfiguration": "RoleName",
    "neptune:* rds:*": "DomainIAMRoleName",
    "resiliencehub:*": "InvokerRoleName",
    "resiliencehubv2:*": "InvokerRoleName RoleName",
    "ssmquicksetup:*": "LocalDeploymentExecutionRoleName",
}


@lru_cache(maxsize=1024)
def why_not_passed(call: str, member: str) -> str:
    """Why the role in a member is not passed; "" if it is."""
    for row in NOT_PASSED:
        if is_among(call, row.calls) and is_among(member.casefold(), row.members.casefold()):
            return row.why
    return ""


@lru_cache(maxsize=1024)
def is_also_role(call: str, member: str) -> bool:
    """Return whether a member holds a role whose name does not show that in the usual way."""
    return any(
        is_among(call, calls) and is_among(member.casefold(), members.casefold())
        for calls, members in _ALSO.items()
    )


class Attributes(NamedTuple):
    """Members that calls take by their names as text: in a map, or as a name and a value.

    ``name`` is the map, or of a pair the member with the name; ``value`` is that with the value, ""
    for a map. ``only`` is the one name that counts, "" if all do. ``has_roles`` is False if none of
    them is a role.
    """

    calls: str
    name: str
    value: str = ""
    only: str = ""
    has_roles: bool = True


_ATTRIBUTES: Final[tuple[Attributes, ...]] = (
    Attributes("elasticbeanstalk:*", "OptionName", "Value"),
    Attributes("firehose:*", "ParameterName", "ParameterValue"),
    Attributes(
        "sns:createTopic sns:subscribe sns:createPlatformApplication"
        " sns:setPlatformApplicationAttributes sns:setSMSAttributes",
        "Attributes",
    ),
    Attributes(
        "sns:setTopicAttributes sns:setSubscriptionAttributes", "AttributeName", "AttributeValue"
    ),
    Attributes("sqs:createQueue sqs:setQueueAttributes", "Attributes", has_roles=False),
    # The runbooks of AWS call the role that they work with by this name.
    Attributes(
        "ssm:startAutomationExecution ssm:startChangeRequestExecution ssm:createAssociation"
        " ssm:createAssociationBatch ssm:updateAssociation ssm:registerTaskWithMaintenanceWindow"
        " ssm:updateMaintenanceWindowTask ssm:startExecutionPreview",
        "Parameters",
        only="AutomationAssumeRole",
    ),
)


@lru_cache(maxsize=256)
def attributes_of(call: str) -> tuple[Attributes, ...]:
    """Where a call takes members by their names as text."""
    return tuple(row for row in _ATTRIBUTES if is_among(call, row.calls))
