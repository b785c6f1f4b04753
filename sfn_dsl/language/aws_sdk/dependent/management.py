"""Dependent permissions of management and integration: templates, secrets, queues, workflows."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.aws_sdk.dependent.model import Dependent, read_uris
from sfn_dsl.language.permissions import ALL, arn, bucket, grant, pass_role

MANAGEMENT: Final[tuple[Dependent, ...]] = (
    Dependent(
        "secretsmanager:batchGetSecretValue",
        (
            grant(
                "secretsmanager:GetSecretValue",
                arn("secretsmanager", "secret:{SecretIdList|secret}"),
                when="SecretIdList",
            ),
            grant(
                "secretsmanager:GetSecretValue secretsmanager:ListSecrets",
                ALL,
                when="Filters",
            ),
        ),
        "it gets the value of each secret, and lists them to filter",
        "Secrets Manager API reference, BatchGetSecretValue",
    ),
    Dependent(
        "secretsmanager:rotateSecret",
        (
            grant(
                "lambda:InvokeFunction",
                arn("lambda", "function:{RotationLambdaArn|function}"),
                when="RotationLambdaArn",
            ),
        ),
        "it invokes the function that rotates the secret",
        "Secrets Manager API reference, RotateSecret",
    ),
    Dependent(
        "sqs:startMessageMoveTask",
        (
            grant(
                "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes",
                arn("sqs", "{SourceArn}"),
            ),
            grant("sqs:SendMessage", arn("sqs", "{DestinationArn=*}")),
        ),
        "it takes the messages and sends them, to the queues that they came from if it names none",
        'SQS API reference, StartMessageMoveTask; SQS developer guide, "Learn how to configure'
        ' a dead-letter queue redrive in Amazon SQS"',
    ),
    Dependent(
        "backup:createBackupVault backup:createLogicallyAirGappedBackupVault",
        (grant("backup-storage:MountCapsule", ALL),),
        "it makes the storage behind the vault",
        'AWS Backup developer guide, "Backup vault creation and deletion"',
    ),
    Dependent(
        "cloudwatchlogs:createExportTask",
        (grant("s3:PutObject", bucket("{Destination}/{DestinationPrefix|prefixed=}")),),
        "it writes the export",
        'CloudWatch Logs user guide, "Exporting log data to Amazon S3"',
    ),
    Dependent(
        "codedeploy:createDeployment",
        (
            grant(
                "codedeploy:GetDeploymentConfig",
                arn("codedeploy", "deploymentconfig:{DeploymentConfigName=*}"),
            ),
            grant(
                "codedeploy:GetApplicationRevision codedeploy:RegisterApplicationRevision",
                arn("codedeploy", "application:{ApplicationName}"),
            ),
        ),
        "it reads the configuration, and registers the revision",
        'CodeDeploy user guide, "CodeDeploy permissions reference"',
    ),
    Dependent(
        "cloudformation:*",
        read_uris("TemplateURL", "StackPolicyURL"),
        "it reads the template",
        "AWS samples; public error texts",
    ),
    Dependent(
        "ssm:startAutomationExecution",
        (pass_role("Parameters.AutomationAssumeRole", "", when="Parameters.AutomationAssumeRole"),),
        "it hands the role to the automation",
        'Systems Manager user guide, "Troubleshooting Systems Manager Automation"',
    ),
    Dependent(
        "sfn:createStateMachine sfn:updateStateMachine",
        (
            grant(
                "states:PublishStateMachineVersion",
                arn("states", "stateMachine:{StateMachineArn|state_machine}"),
                when="Publish StateMachineArn",
            ),
            grant(
                "states:PublishStateMachineVersion",
                arn("states", "stateMachine:{Name}"),
                when="Publish Name",
            ),
        ),
        "publishing a version is an action of its own",
        'Developer guide, "Authorization for versions and aliases in Step Functions workflows"',
    ),
)
