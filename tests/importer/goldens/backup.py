"""A state machine, imported from backup.asl.json."""

from sfn_dsl import (
    Catch,
    Choice,
    Retry,
    StateMachine,
    States,
    Target,
    Task,
    When,
    Workflow,
    path,
    workflow,
)
from sfn_dsl.tasks import sns

backup_failure_handler = sns.publish(
    "BackupFailureHandler",
    topic_arn="arn:aws:sns:us-east-1:YOUR_ACCOUNT:backup-failure-notifications",
    message=path("$.error"),
    subject="Backup Workflow Failure",
    end=True,
)
backup_tables = Task(
    "BackupTables",
    resource="arn:aws:lambda:us-east-1:YOUR_ACCOUNT:function:enhanced-dynamodb-backup",
    parameters={"tables": ["app-users", "app-orders", "backup-metadata"]},
    retry=[
        Retry(States.TASK_FAILED, interval_seconds=2, max_attempts=3, backoff_rate=2.0),
    ],
    catch=[Catch(States.ALL, backup_failure_handler, result_path="$.error")],
)
send_success_notification = sns.publish(
    "SendSuccessNotification",
    topic_arn="arn:aws:sns:us-east-1:YOUR_ACCOUNT:backup-success-notifications",
    message=path("$.body"),
    subject="Backup Workflow Success",
    end=True,
)
check_backup_success = Choice(
    "CheckBackupSuccess",
    [When(path("$.statusCode") == 200, send_success_notification)],
    default=backup_failure_handler,
)
machine = StateMachine(
    [
        backup_tables >> check_backup_success,
        send_success_notification,
        backup_failure_handler,
    ],
    comment="Enhanced Backup Orchestration - Simplified",
)


@workflow
def enhanced_backup(target: Target) -> Workflow:
    return Workflow("enhanced-backup", machine, role="StepFunctionsBackupRole")
