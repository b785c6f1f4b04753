"""The backup workflow on each of its three ways, in virtual time: tests as a project writes them.

``pytest --sfn-cov --sfn-cov-source=workflows tests/workflows`` shows that they reach all of it.
"""

from __future__ import annotations

from datetime import timedelta

from sfn_dsl.testing import fails, simulate
from workflows.backup import TABLES, backup

BACKED_UP = {"statusCode": 200, "body": "3 tables backed up"}
PUBLISHED = {"MessageId": "94f7e1b2"}


def test_a_backup_that_succeeds_is_announced() -> None:
    run = simulate(backup, tasks={"BackupTables": BACKED_UP, "sns:publish": PUBLISHED})

    assert run.status == "SUCCEEDED"
    assert run.path == ["BackupTables", "CheckBackupSuccess", "SendSuccessNotification"]
    assert run.calls("BackupTables")[0].parameters == {"tables": TABLES}
    (notice,) = run.calls("sns:publish")
    assert notice.parameters["Message"] == "3 tables backed up"
    assert notice.parameters["TopicArn"].endswith(":backup-success-notifications")


def test_a_backup_that_raises_is_tried_four_times_and_announced() -> None:
    run = simulate(
        backup,
        tasks={
            "BackupTables": fails("BackupError", "the table is not available"),
            "sns:publish": PUBLISHED,
        },
    )

    assert run.status == "SUCCEEDED"
    assert run.path == ["BackupTables", "BackupFailureHandler"]
    assert run.tries("BackupTables") == 4
    assert run.elapsed == timedelta(seconds=2 + 4 + 8)
    (notice,) = run.calls("sns:publish")
    assert notice.parameters["Subject"] == "Backup Workflow Failure"
    assert notice.parameters["Message"] == {
        "Error": "BackupError",
        "Cause": "the table is not available",
    }


def test_a_backup_that_fails_without_raising_is_not_announced() -> None:
    """The defect that ``sfn validate`` reports: only a Catch writes the error to announce."""
    run = simulate(backup, tasks={"BackupTables": {"statusCode": 500}, "sns:publish": PUBLISHED})

    assert run.status == "FAILED"
    assert run.error == "States.Runtime"
    assert run.cause is not None
    assert "The JSONPath '$.error' specified for the field 'Message.$'" in run.cause
    assert run.path == ["BackupTables", "CheckBackupSuccess", "BackupFailureHandler"]
    assert not run.calls("sns:publish")
