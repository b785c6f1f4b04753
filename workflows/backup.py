"""Enhanced backup orchestration: back the tables up, then announce the outcome."""

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

TABLES = ["app-users", "app-orders", "backup-metadata"]


@workflow
def backup(target: Target) -> Workflow:
    success = sns.publish(
        "SendSuccessNotification",
        topic_arn=target.arn("sns", "backup-success-notifications"),
        message=path("$.body"),
        subject="Backup Workflow Success",
        end=True,
    )
    failure = sns.publish(
        "BackupFailureHandler",
        topic_arn=target.arn("sns", "backup-failure-notifications"),
        message=path("$.error"),
        subject="Backup Workflow Failure",
        end=True,
    )
    back_up = Task(
        "BackupTables",
        resource=target.arn("lambda", "function:enhanced-dynamodb-backup"),
        parameters={"tables": TABLES},
        retry=[Retry(States.TASK_FAILED, interval_seconds=2, max_attempts=3, backoff_rate=2.0)],
        catch=[Catch(States.ALL, failure, result_path="$.error")],
    )
    check = Choice(
        "CheckBackupSuccess",
        [When(path("$.statusCode") == 200, success)],
        default=failure,
    )
    return Workflow(
        "enhanced-backup-orchestration",
        StateMachine(
            [back_up >> check, success, failure],
            comment="Enhanced Backup Orchestration - Simplified",
        ),
        role="StepFunctionsBackupRole",
    )
