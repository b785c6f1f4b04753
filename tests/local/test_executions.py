from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.local import ACCOUNT, LocalAWS
from sfn_dsl.local.resources.backup import (
    TOPICS,
    BackupResources,
    Notification,
    Outcome,
    receive_notifications,
    set_outcome,
)

REFERENCE = Path(__file__).parents[2] / "workflows" / "backup.asl.json"
SUCCESS, FAILURE = TOPICS


class Run:
    """One execution of the reference workflow, from its start to its end."""

    def __init__(self, session: Any, machine: str, outcome: Outcome, *, within: float) -> None:
        set_outcome(session, outcome)
        client = session.client("stepfunctions")
        began = time.monotonic()
        arn = client.start_execution(stateMachineArn=machine, name=outcome)["executionArn"]
        while (ended := client.describe_execution(executionArn=arn))["status"] == "RUNNING":
            assert time.monotonic() - began < within, "the execution does not end"
            time.sleep(0.05)
        self.status, self.error = ended["status"], ended.get("error")
        self.cause = ended.get("cause", "")
        self.events = client.get_execution_history(executionArn=arn)["events"]
        self.seconds = (ended["stopDate"] - ended["startDate"]).total_seconds()
        self.notices = {topic: receive_notifications(session, topic) for topic in TOPICS}

    @property
    def path(self) -> list[str]:
        entered = (event.get("stateEnteredEventDetails") for event in self.events)
        return [details["name"] for details in entered if details]

    def count(self, kind: str) -> int:
        return sum(event["type"] == kind for event in self.events)


@pytest.fixture(scope="module")
def aws() -> Iterator[LocalAWS]:
    """A local AWS in which backoffs take no time."""
    with LocalAWS(time="fast") as running:
        yield running


@pytest.fixture(scope="module")
def machine(session: Any, resources: BackupResources) -> str:
    created = session.client("stepfunctions").create_state_machine(
        name="backup",
        definition=REFERENCE.read_text(encoding="utf-8").replace("YOUR_ACCOUNT", ACCOUNT),
        roleArn=resources.role_arn,
    )
    return str(created["stateMachineArn"])


def test_a_backup_that_succeeds_is_announced_as_a_success(session: Any, machine: str) -> None:
    run = Run(session, machine, "success", within=10)
    assert run.status == "SUCCEEDED"
    assert run.path == ["BackupTables", "CheckBackupSuccess", "SendSuccessNotification"]
    assert run.notices == {
        SUCCESS: [
            Notification(
                "Backup Workflow Success",
                "backed up 3 tables: app-users, app-orders, backup-metadata",
            )
        ],
        FAILURE: [],
    }


def test_a_status_other_than_200_fails_because_no_error_was_ever_written(
    session: Any, machine: str
) -> None:
    run = Run(session, machine, "status-500", within=10)
    assert (run.status, run.error) == ("FAILED", "States.Runtime")
    assert run.path == ["BackupTables", "CheckBackupSuccess", "BackupFailureHandler"]
    assert (
        "The JSONPath '$.error' specified for the field 'Message.$' could not be found" in run.cause
    )
    assert run.notices == {SUCCESS: [], FAILURE: []}


def test_a_function_that_raises_is_retried_three_times_then_caught_and_announced(
    session: Any, machine: str
) -> None:
    run = Run(session, machine, "error", within=60)
    assert run.status == "SUCCEEDED"
    assert run.path == ["BackupTables", "BackupFailureHandler"]
    assert run.count("LambdaFunctionFailed") == 4
    assert run.seconds >= 2 + 4 + 8
    assert run.notices[SUCCESS] == []
    (notice,) = run.notices[FAILURE]
    assert notice.subject == "Backup Workflow Failure"
    assert '"Error":"BackupError"' in notice.message
    assert "cannot back up app-users" in notice.message
