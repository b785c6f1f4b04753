"""The main job, from a Python file to executions and releases: run it with ``make demo``.

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
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
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
STATUS, WRONG_STATUS = 'path("$.statusCode") == 200', 'path("$.statusCode") == 201'
CANARY = ("--alias", "live", "--canary", "50/4s")
AT_ONCE = 6  # executions, so that both versions get some
KNOWN = "warning SFN322"  # shown and explained once
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
        remark="Three retries after 2, 4 and 8 seconds, over which fast time jumps.",
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

WHY_A_WARNING = """\
    The reference is deployed as it stands; 5c shows what this warning comes to. The commands below
    repeat it, and it is left out."""

WHY_THE_LAST_WAY_FAILS = """\
    That is the reference workflow as it stands, and AWS would do the same. BackupFailureHandler
    publishes $.error, which the Catch of BackupTables writes (ResultPath: $.error). If the Choice
    takes its Default, nothing failed, so nothing wrote it; a missing path is a States.Runtime
    error, which no Catch can catch. The definition is left as it is: it must equal its
    reference."""


def main() -> None:
    """Do the main job once, on an endpoint on this machine only."""
    if urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).hostname != "127.0.0.1":
        stop("there is no local AWS; run: sfn local --time fast -- python demo/main_job.py")
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
    set_outcome(session, "success")
    release(client, arn)
    release_a_fault(client, arn)
    heading("Done: everything above is as it should be.")


def write_and_check() -> None:
    """Compile the Python file, and check the definition."""
    heading("1. Author, compile, validate, compare with the reference")
    say(f"The workflow is Python: {SOURCE}. This is its definition:")
    definition = sfn("compile", SOURCE)
    expect(definition == (ROOT / REFERENCE).read_text(encoding="utf-8"), "equals the reference")
    watch("validate", SOURCE)
    say(WHY_A_WARNING)
    watch("diff", SOURCE, REFERENCE)


def create(client: SFNClient) -> str:
    """Deploy the workflow; return the ARN of its state machine."""
    heading("2. Deploy, which creates the state machine; deploy again, which does nothing")
    sfn("plan", SOURCE)
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
    with source_with(COMMENT, CHANGED_COMMENT) as changed:
        sfn("plan", changed)
        expect("updated" in sfn("deploy", changed), "it was updated")
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


@contextmanager
def source_with(old: str, new: str) -> Iterator[str]:
    """A copy of the source that says one thing differently."""
    with tempfile.TemporaryDirectory() as directory:
        changed = Path(directory) / "backup.py"
        text = (ROOT / SOURCE).read_text(encoding="utf-8")
        expect(text.count(old) == 1, f"a copy of {SOURCE} says '{new}'")
        changed.write_text(text.replace(old, new), encoding="utf-8")
        yield str(changed)


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


def release(client: SFNClient, arn: str) -> None:
    """Release a version, the next one by a canary, and roll back by hand."""
    heading("6. Release: callers use an alias; a canary gets half of the executions, then all")
    sfn("deploy", SOURCE, "--alias", "live", "--description", "simplified")
    expect(routes(client, arn) == {"1": 100}, "the alias points at version 1")
    with source_with(COMMENT, CHANGED_COMMENT) as changed:
        code, ended = deploy_under_load(client, arn, changed, *CANARY, "--description", "nightly")
    expect(code == 0 and routes(client, arn) == {"2": 100}, "the alias points at version 2")
    both = {version for version, _ in ended} == {"1", "2"}
    expect(both and {status for _, status in ended} == {"SUCCEEDED"}, "both versions succeeded")
    sfn("rollback", SOURCE, "--alias", "live")
    expect(routes(client, arn) == {"1": 100}, "the alias points at version 1 again")


def release_a_fault(client: SFNClient, arn: str) -> None:
    """Release a version that fails: its canary is rolled back."""
    heading("7. Release a fault: the canary fails, and the alias is rolled back by itself")
    with source_with(STATUS, WRONG_STATUS) as faulty:
        code, ended = deploy_under_load(client, arn, faulty, *CANARY, "--description", "fault")
    failed = {version for version, status in ended if status == "FAILED"}
    expect(code == 2 and failed == {"3"}, "only version 3 failed, and the deploy ended with 2")
    expect(routes(client, arn) == {"1": 100}, "the alias points at version 1 again")
    watch("versions", SOURCE)


def deploy_under_load(
    client: SFNClient, arn: str, *arguments: str
) -> tuple[int, Counter[tuple[str, str]]]:
    """Deploy while executions are started by the alias.

    Returns the exit code, and how many executions of which version ended how, counted from when the
    alias pointed at two versions.
    """
    say(f"\n$ {shlex.join(['sfn', 'deploy', *arguments])} | tail -3")
    command = [SFN, "deploy", *arguments]
    ended: Counter[tuple[str, str]] = Counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        deadline = time.monotonic() + SECONDS_TO_END
        while process.poll() is None:
            if time.monotonic() > deadline:
                process.kill()
                stop(f"the deploy has not ended after {SECONDS_TO_END:.0f} seconds")
            if len(routes(client, arn)) == 2:
                ended.update(execute_by_alias(client, arn))
        printed, said = process.communicate(timeout=SECONDS_TO_END)
    show_errors(said)
    for line in printed.splitlines()[-3:]:
        say(line)
    shown = ", ".join(
        f"{number} of version {version} {status}"
        for (version, status), number in sorted(ended.items())
    )
    say(f"    executions by the alias meanwhile: {shown}")
    return process.returncode, ended


def execute_by_alias(client: SFNClient, arn: str) -> Iterator[tuple[str, str]]:
    """Start executions by the alias, and give the version that each runs and how it ends."""
    started = [client.start_execution(stateMachineArn=f"{arn}:live") for _ in range(AT_ONCE)]
    for execution in [each["executionArn"] for each in started]:
        status, *_ = end_of(client, execution)
        described = client.describe_execution(executionArn=execution)
        yield described["stateMachineVersionArn"].rpartition(":")[2], status


def routes(client: SFNClient, arn: str) -> dict[str, int]:
    """The versions that the alias points at, with their weights."""
    alias = client.describe_state_machine_alias(stateMachineAliasArn=f"{arn}:live")
    return {
        route["stateMachineVersionArn"].rpartition(":")[2]: route["weight"]
        for route in alias["routingConfiguration"]
    }


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
        time.sleep(0.02)
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
    done = _run(*arguments, output=subprocess.PIPE)
    show_errors(done.stderr)
    click.echo(done.stdout, nl=False)
    return done.stdout


def watch(*arguments: str) -> None:
    """Run ``sfn`` as a user does, with both output streams in the order in which they come."""
    _run(*arguments)


def _run(*arguments: str, output: int | None = None) -> subprocess.CompletedProcess[str]:
    say(f"\n$ {shlex.join(['sfn', *arguments])}")
    # The command of this installation, with arguments written above.
    done = subprocess.run(
        [SFN, *arguments],
        cwd=ROOT,
        stdout=output,
        stderr=output,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if done.returncode:
        show_errors(done.stderr or "")
        stop(f"sfn {arguments[0]} ended with {done.returncode}, where 0 was expected")
    return done


def show_errors(text: str) -> None:
    """Show what a command said to standard error, but for the warning that is known by now."""
    for line in text.splitlines():
        if KNOWN not in line:
            click.echo(line, err=True)
    sys.stderr.flush()


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
