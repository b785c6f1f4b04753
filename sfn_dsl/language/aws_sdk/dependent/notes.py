"""What some calls may need besides, where it is not known for sure or cannot be known."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.aws_sdk.dependent.model import NOT_CONFIRMED, Noted, Unknowable

_BY_TEMPLATE: Final = (
    "without a 'RoleARN' CloudFormation works with this role's rights, unless the stack already has"
    " a role, so it needs whatever the template makes; pass a role in 'RoleARN'"
)

NOTED: Final[tuple[Noted, ...]] = (
    Noted(
        "s3:copyObject",
        "CopySource",
        "if the source object has tags, copying them needs s3:GetObjectTagging on it, and"
        " s3:PutObjectTagging on the copy",
        "S3 API reference, CopyObject",
    ),
    Noted(
        "lambda:createFunction",
        "Code.ImageUri",
        "a function of an image also needs ecr:BatchGetImage, ecr:GetDownloadUrlForLayer,"
        " ecr:GetRepositoryPolicy and ecr:SetRepositoryPolicy on the repository, unless the"
        " repository's policy lets Lambda in",
        'Lambda developer guide, "Amazon ECR permissions"',
    ),
    Noted(
        "lambda:updateFunctionCode",
        "ImageUri",
        "a function of an image also needs ecr:BatchGetImage, ecr:GetDownloadUrlForLayer,"
        " ecr:GetRepositoryPolicy and ecr:SetRepositoryPolicy on the repository, unless the"
        " repository's policy lets Lambda in",
        'Lambda developer guide, "Amazon ECR permissions"',
    ),
    Noted(
        "lambda:createFunction lambda:updateFunctionConfiguration",
        "FileSystemConfigs",
        "a function with a file system may need elasticfilesystem:DescribeMountTargets, and"
        " ec2:DescribeSubnets and ec2:DescribeSecurityGroups",
        'Lambda developer guide, "Configuring file system access for Lambda functions"',
    ),
    Noted(
        "ec2:importImage ec2:importSnapshot ec2:exportImage",
        "RoleName",
        "VM Import/Export works with the role, so it may check iam:PassRole on it",
        NOT_CONFIRMED,
    ),
    Noted(
        "secretsmanager:rotateSecret",
        "-RotationLambdaArn",
        "a secret that is rotated already has a function for it; add lambda:InvokeFunction on that"
        " function",
        "Secrets Manager API reference, RotateSecret",
    ),
    Noted(
        "dynamodb:enableKinesisStreamingDestination",
        "TableName",
        "the first table with a stream also needs iam:CreateServiceLinkedRole for"
        " kinesisreplication.dynamodb.amazonaws.com",
        'DynamoDB developer guide, "Using IAM policies for Amazon Kinesis Data Streams and'
        ' Amazon DynamoDB"',
    ),
    Noted(
        "emrserverless:createApplication emrserverless:updateApplication",
        "NetworkConfiguration",
        "an application in a VPC also needs ec2:CreateNetworkInterface, and iam:"
        "CreateServiceLinkedRole where EMR Serverless is used for the first time",
        'EMR Serverless user guide, "User access policy examples for EMR Serverless"',
    ),
)
"""What some calls may need besides, said and not granted."""

UNKNOWABLE: Final[tuple[Unknowable, ...]] = (
    Unknowable(
        "cloudformation:createStack cloudformation:updateStack cloudformation:deleteStack"
        " cloudformation:rollbackStack cloudformation:continueUpdateRollback",
        "RoleARN",
        _BY_TEMPLATE,
        'CloudFormation user guide, "CloudFormation service role"',
    ),
    Unknowable(
        "cloudformation:executeChangeSet",
        "",
        "it works with the role of the change set, or else with this role's rights, and then needs"
        " whatever the template makes",
        'CloudFormation user guide, "CloudFormation service role"',
    ),
    Unknowable(
        "cloudcontrol:createResource cloudcontrol:deleteResource cloudcontrol:getResource"
        " cloudcontrol:listResources cloudcontrol:updateResource",
        "RoleArn",
        "without a 'RoleArn' Cloud Control works with this role's rights, so it needs the actions"
        " of the resource's own service; pass a role in 'RoleArn'",
        'Cloud Control API user guide, "Specifying credentials for Cloud Control API"',
    ),
    Unknowable(
        "ssm:startAutomationExecution",
        "Parameters.AutomationAssumeRole",
        "without an 'AutomationAssumeRole' the steps of the runbook work with this role's rights;"
        " pass a role in its 'Parameters'",
        'Systems Manager user guide, "Setting up Automation"',
    ),
    Unknowable(
        "servicecatalog:provisionProduct servicecatalog:terminateProvisionedProduct"
        " servicecatalog:updateProvisionedProduct",
        "",
        "a product without a launch constraint is provisioned with this role's rights, so it needs"
        " whatever the product makes",
        'Service Catalog administrator guide, "AWS Service Catalog Launch Constraints"',
    ),
    Unknowable(
        "cloudformation:detectStackDrift cloudformation:detectStackResourceDrift",
        "",
        "it reads each resource of the stack with this role's rights, so it needs the actions that"
        " describe them",
        'CloudFormation user guide, "Detect unmanaged configuration changes to stacks and'
        ' resources with drift detection"',
    ),
    Unknowable(
        "elasticbeanstalk:createEnvironment elasticbeanstalk:updateEnvironment"
        " elasticbeanstalk:rebuildEnvironment elasticbeanstalk:terminateEnvironment"
        " elasticbeanstalk:restartAppServer elasticbeanstalk:swapEnvironmentCNAMEs",
        "",
        "it changes the environment's resources with this role's rights, so it needs what the"
        " environment is made of",
        'Elastic Beanstalk developer guide, "Managing Elastic Beanstalk user policies"',
    ),
    Unknowable(
        "ssm:startChangeRequestExecution",
        "Runbooks.Parameters.AutomationAssumeRole",
        "without an 'AutomationAssumeRole' the steps of the runbooks work with this role's rights;"
        " pass a role in the 'Parameters' of each",
        'Systems Manager user guide, "Setting up Change Manager"',
    ),
    Unknowable(
        "resourcegroupstaggingapi:tagResources resourcegroupstaggingapi:untagResources",
        "",
        "tagging also needs the tagging action of each resource's own service",
        "Resource Groups Tagging API reference, TagResources",
    ),
)
"""The calls that do what something else says, with the caller's rights."""
