"""The main job, from a Python file to executions: run it with ``make demo``.

It prints the output of the ``sfn`` command and of AWS, with a line before each that says what is
being done. The deployed state machine is read back and compared, so the demo exits with 1 if
anything is not as it says.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import attrs
import boto3
import click

from sfn_dsl import load
from sfn_dsl.local.resources.backup import (
    TOPICS,
    Notification,
    Outcome,
    receive_notifications,
    set_outcome,
)
from sfn_dsl.testing import fails, simulate

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

ROOT = Path(__file__).parents[1]
SFN = Path(sys.executable).with_name("sfn")
SOURCE = "workflows/backup.py"
REFERENCE = "workflows/backup.asl.json"
COMMENT, CHANGED_COMMENT = "Orchestration - Simplified", "Orchestration - Nightly"
SECONDS_TO_END = 60.0


@attrs.frozen
class Way:
    """A path through the workflow: how to cause it, here and in a simulation, how it must end."""

    outcome: Outcome
    answer: Any
    title: str
    remark: str
    status: str
    error: str | None
    attempts: int
    path: list[str]
    notified: str | None


WAYS = [
    Way(
        outcome="success",
        answer={"statusCode": 200, "body": "done"},
        title="the backup succeeds",
        remark="The Lambda function returns statusCode 200.",
        status="SUCCEEDED",
        error=None,
        attempts=1,
        path=["BackupTables", "CheckBackupSuccess", "SendSuccessNotification"],
        notified="backup-success-notifications",
    ),
    Way(
        outcome="error",
        answer=fails("BackupError", "the backup failed"),
        title="the Lambda function raises: Retry, then Catch",
        remark="Three retries after 2, 4 and 8 seconds, which pass in real time: please wait.",
        status="SUCCEEDED",
        error=None,
        attempts=4,
        path=["BackupTables", "BackupFailureHandler"],
        notified="backup-failure-notifications",
    ),
    Way(
        outcome="status-500",
        answer={"statusCode": 500, "body": "the backup failed"},
        title="the Lambda function returns statusCode 500: Default",
        remark="This execution fails, and nobody is notified; the reason follows.",
        status="FAILED",
        error="States.Runtime",
        attempts=1,
        path=["BackupTables", "CheckBackupSuccess", "BackupFailureHandler"],
        notified=None,
    ),
]

WHY_THE_LAST_WAY_FAILS = """\
    That is the reference workflow as it stands, and AWS would do the same. BackupFailureHandler
    publishes $.error, which the Catch of BackupTables writes (ResultPath: $.error). If the Choice
    takes its Default, nothing failed, so nothing wrote it; a missing path is a States.Runtime
    error, which no Catch can catch. The definition is left as it is: it must equal its
    reference."""


def main() -> None:
    """Do the main job once, on an endpoint on this machine only."""
    if urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname != "127.0.0.1":
        stop("there is no local AWS endpoint; run: sfn local -- python demo/main_job.py")
    session = boto3.Session()
    client = session.client("stepfunctions")
    if client.list_state_machines()["stateMachines"]:
        stop("this endpoint already has state machines; start a new one for the demo")

    write_and_check()
    arn = create(client)
    update(client, arn)
    compare(client, arn)
    for letter, way in zip("abc", WAYS, strict=True):
        execute(session, arn, letter, way)
    say(WHY_THE_LAST_WAY_FAILS)
    heading("Done: everything above is as it should be.")


def write_and_check() -> None:
    """Compile the Python file, and check the definition."""
    heading("1. Author, compile, validate, compare with the reference")
    say(f"The workflow is Python: {SOURCE}. This is its definition:")
    definition = sfn("compile", SOURCE)
    expect(definition == (ROOT / REFERENCE).read_text(encoding="utf-8"), "equals the reference")
    watch("validate", SOURCE)
    watch("diff", SOURCE, REFERENCE)


def create(client: SFNClient) -> str:
    """Deploy the workflow; return the ARN of its state machine."""
    heading("2. Deploy, which creates the state machine; deploy again, which does nothing")
    watch("plan", SOURCE)
    expect(not client.list_state_machines()["stateMachines"], "a plan changes nothing")
    expect("created" in sfn("deploy", SOURCE), "it was created")
    (machine,) = client.list_state_machines()["stateMachines"]
    arn = machine["stateMachineArn"]
    before = client.describe_state_machine(stateMachineArn=arn)
    expect("nothing to do" in sfn("deploy", SOURCE), "there was nothing to do")
    after = client.describe_state_machine(stateMachineArn=arn)
    expect(after["definition"] == before["definition"], "the deployed definition is unchanged")
    return arn


def update(client: SFNClient, arn: str) -> None:
    """Deploy a change, and then the original again, so that the reference is deployed."""
    heading("3. Change the comment, plan, deploy; then change it back")
    with tempfile.TemporaryDirectory() as directory:
        changed = Path(directory) / "backup.py"
        text = (ROOT / SOURCE).read_text(encoding="utf-8")
        expect(text.count(COMMENT) == 1, f"a copy of {SOURCE} says '{CHANGED_COMMENT}'")
        changed.write_text(text.replace(COMMENT, CHANGED_COMMENT), encoding="utf-8")
        sfn("plan", str(changed))
        expect("updated" in sfn("deploy", str(changed)), "it was updated")
    expect(CHANGED_COMMENT in deployed(client, arn), "the changed comment is deployed")
    sfn("deploy", SOURCE)
    expect(CHANGED_COMMENT not in deployed(client, arn), "the original comment is deployed again")


def compare(client: SFNClient, arn: str) -> None:
    """Compare the deployed state machine with the Python file and with the reference."""
    heading("4. Describe the deployed state machine, and compare it with its source")
    described = client.describe_state_machine(stateMachineArn=arn)
    for name in ("name", "type", "status", "roleArn"):
        say(f"    {name}: {described[name]}")
    account = arn.split(":")[4]
    sfn("diff", arn, SOURCE, "--account", account)
    reference = (ROOT / REFERENCE).read_text(encoding="utf-8").replace("YOUR_ACCOUNT", account)
    equal = json.loads(described["definition"]) == json.loads(reference)
    expect(equal, "the deployed definition is the reference, with the account filled in")


def deployed(client: SFNClient, arn: str) -> str:
    """The deployed definition."""
    return client.describe_state_machine(stateMachineArn=arn)["definition"]


def execute(session: boto3.Session, arn: str, letter: str, way: Way) -> None:
    """Execute the workflow on one path, show how it ends, and check that it ends so."""
    heading(f"5{letter}. Execute: {way.title}")
    say(f"    {way.remark}")
    client = session.client("stepfunctions")
    set_outcome(session, way.outcome)
    began = time.monotonic()
    name = f"{way.outcome}-{uuid.uuid4()}"
    execution = client.start_execution(stateMachineArn=arn, name=name)["executionArn"]
    status, error, cause = end_of(client, execution)
    seconds = time.monotonic() - began
    path, attempts = history_of(client, execution)
    notices = {topic: receive_notifications(session, topic) for topic in TOPICS}

    say(f"    status  {status} after {seconds:.1f} s")
    say(f"    path    {' -> '.join(path)}, BackupTables tried {times(attempts)}")
    if error:
        say(f"    error   {error}\n    cause   {cause}")
    for topic, received in notices.items():
        show_notices(topic, received)

    expect((status, error) == (way.status, way.error), f"ended as {way.error or way.status}")
    expect((path, attempts) == (way.path, way.attempts), "took the expected path")
    reached = [topic for topic, received in notices.items() for _ in received]
    expect(reached == ([way.notified] if way.notified else []), "notified the expected topic")
    simulate_beside(way)


def simulate_beside(way: Way) -> None:
    """Run the workflow on the same path in virtual time, and check that it ends in the same way."""
    backup = load(str(ROOT / SOURCE))
    began = time.perf_counter()
    tasks = {"BackupTables": way.answer, "sns:publish": {"MessageId": "1"}}
    run = simulate(backup, tasks=tasks)
    milliseconds = (time.perf_counter() - began) * 1000

    virtual = f"{run.elapsed.total_seconds():.0f} s of virtual time in {milliseconds:.0f} ms"
    say(f"    simulated: {run.status} after {virtual}")
    ended = (run.status, run.error, run.path, run.tries("BackupTables"))
    expect(ended == (way.status, way.error, way.path, way.attempts), "the simulation agrees")


def end_of(client: SFNClient, execution: str) -> tuple[str, str | None, str | None]:
    """The status, error and cause with which an execution ends."""
    deadline = time.monotonic() + SECONDS_TO_END
    while (found := client.describe_execution(executionArn=execution))["status"] == "RUNNING":
        if time.monotonic() > deadline:
            stop(f"the execution has not ended after {SECONDS_TO_END:.0f} seconds")
        time.sleep(0.1)
    return found["status"], found.get("error"), found.get("cause")


def history_of(client: SFNClient, execution: str) -> tuple[list[str], int]:
    """The states entered, in order, and the number of calls of the Lambda function."""
    events = client.get_execution_history(executionArn=execution)["events"]
    path = [
        event["stateEnteredEventDetails"]["name"]
        for event in events
        if "stateEnteredEventDetails" in event
    ]
    return path, sum(event["type"] == "LambdaFunctionScheduled" for event in events)


def show_notices(topic: str, notices: list[Notification]) -> None:
    """Show the messages published to a topic, or that there are none."""
    if not notices:
        say(f"    topic   {topic}: nothing")
    for notice in notices:
        say(f"    topic   {topic}:\n            {notice.subject}\n            {notice.message}")


def sfn(*arguments: str) -> str:
    """Run ``sfn`` as a user does, show the command and its output, return standard output."""
    said = _run(*arguments, stdout=subprocess.PIPE)
    click.echo(said, nl=False)
    return said


def watch(*arguments: str) -> None:
    """Run ``sfn`` as a user does, with both output streams in the order in which they come."""
    _run(*arguments)


def _run(*arguments: str, stdout: int | None = None) -> str:
    say(f"\n$ {shlex.join(['sfn', *arguments])}")
    # The command of this installation, with arguments written above.
    run = subprocess.run(
        [SFN, *arguments], cwd=ROOT, stdout=stdout, encoding="utf-8", check=False, timeout=300
    )
    if run.returncode:
        stop(f"sfn {arguments[0]} ended with {run.returncode}, where 0 was expected")
    return run.stdout or ""


def expect(holds: bool, claim: str) -> None:
    """Say what was checked; end the demo if it is not so."""
    if not holds:
        stop(f"not so: {claim}")
    say(f"    [checked: {claim}]")


def heading(text: str) -> None:
    """Begin a part of the demo."""
    say(f"\n{text}\n{'-' * len(text)}")


def times(number: int) -> str:
    """A number of times, in words."""
    return "once" if number == 1 else f"{number} times"


def say(text: str) -> None:
    """Print a line."""
    click.echo(text)
    sys.stdout.flush()  # what the commands say to standard error comes between


def stop(reason: str) -> NoReturn:
    """End the demo as failed."""
    click.echo(f"demo: {reason}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
