"""The reference workflow, as a user of the AWS Data Science SDK writes it."""

import boto3
from stepfunctions.steps import Catch, Chain, Choice, ChoiceRule, Retry, SnsPublishStep, Task
from stepfunctions.workflow import Workflow

success = SnsPublishStep(
    "SendSuccessNotification",
    parameters={
        "TopicArn": "arn:aws:sns:us-east-1:YOUR_ACCOUNT:backup-success-notifications",
        "Message.$": "$.body",
        "Subject": "Backup Workflow Success",
    },
)

failure = SnsPublishStep(
    "BackupFailureHandler",
    parameters={
        "TopicArn": "arn:aws:sns:us-east-1:YOUR_ACCOUNT:backup-failure-notifications",
        "Message.$": "$.error",
        "Subject": "Backup Workflow Failure",
    },
)

back_up = Task(
    "BackupTables",
    resource="arn:aws:lambda:us-east-1:YOUR_ACCOUNT:function:enhanced-dynamodb-backup",
    parameters={"tables": ["app-users", "app-orders", "backup-metadata"]},
    retry=Retry(
        error_equals=["States.TaskFailed"], interval_seconds=2, max_attempts=3, backoff_rate=2.0
    ),
    catch=Catch(error_equals=["States.ALL"], next_step=failure, result_path="$.error"),
)

check = Choice("CheckBackupSuccess")
check.add_choice(ChoiceRule.NumericEquals("$.statusCode", 200), next_step=success)
check.default_choice(failure)

workflow = Workflow(
    name="enhanced-backup-orchestration",
    definition=Chain([back_up, check]),
    role="arn:aws:iam::YOUR_ACCOUNT:role/StepFunctionsBackupRole",
    comment="Enhanced Backup Orchestration - Simplified",
    tags=[{"key": "team", "value": "platform"}],
    client=boto3.client("stepfunctions", region_name="us-east-1"),
)
