"""``sfn local``: an AWS endpoint on this machine, for a shell or for one command."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from select import select
from socket import socketpair
from typing import TYPE_CHECKING, Literal, Self, cast

import click

from sfn_dsl.cli.options import checked_region
from sfn_dsl.cli.output import note, show_error
from sfn_dsl.cli.substitutions import Substitutions, substitution_options
from sfn_dsl.cli.verbosity import quiet_option
from sfn_dsl.errors import SfnError

if TYPE_CHECKING:
    from sfn_dsl.cli.sources import Found
    from sfn_dsl.deployment.desired import Desired
    from sfn_dsl.local import LocalAWS

SECONDS_TO_END = 5.0
NOT_EXECUTABLE, NOT_FOUND, BY_SIGNAL = 126, 127, 128  # as in a shell


class _Events:
    """What the main thread waits for: signals, and the end of the command.

    The handlers raise nothing, so a signal never leaves a process or a server half started. The
    interpreter's own C handler writes the number of the signal to a socket, because a signal that
    arrives just before a thread blocks on a lock or a queue does not wake it.
    """

    def __init__(self) -> None:
        self._reader, self._writer = socketpair()
        self._writer.setblocking(False)

    def __enter__(self) -> Self:
        names = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
        numbers = [signal.Signals[name] for name in names if name in signal.Signals.__members__]
        self._outer_fd = signal.set_wakeup_fd(self._writer.fileno())
        self._outer = {number: signal.signal(number, lambda *_: None) for number in numbers}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._outer.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._outer_fd)
        self._reader.close()
        self._writer.close()

    def is_pending(self, timeout: float = 0.0) -> bool:
        """Wait for an event for some seconds at most, and tell whether there is one."""
        return bool(select([self._reader], [], [], timeout)[0])

    def next(self) -> signal.Signals | None:
        """Wait for the next event: a signal, or None for the end of the command."""
        number = self._reader.recv(1)[0]
        return signal.Signals(number) if number else None

    def end_of_command(self) -> None:
        """Report the end of the command."""
        self._writer.send(b"\0")


def _checked_pace(
    _: click.Context, __: click.Parameter, value: str
) -> Literal["real", "fast"] | float:
    if value in ("real", "fast"):
        return cast('Literal["real", "fast"]', value)
    try:
        factor = float(value)
    except ValueError:
        factor = 0.0
    if not 0 < factor < float("inf"):
        raise click.BadParameter(
            f"'{value}' is not a pace; write real, fast, or a number such as 10"
        )
    return factor


@click.command(
    short_help="Run an AWS endpoint on this machine.",
    context_settings={"allow_interspersed_args": False},
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port to listen on, on 127.0.0.1. Defaults to a free one.",
)
@click.option(
    "--region",
    metavar="REGION",
    default="us-east-1",
    callback=checked_region,
    help="AWS region to emulate. Defaults to us-east-1.",
)
@click.option(
    "--time",
    "pace",
    metavar="PACE",
    default="real",
    callback=_checked_pace,
    help="Time of executions: real; fast, which jumps over waits, backoffs and timeouts; or how "
    "many seconds pass in one.  [default: real]",
)
@click.option(
    "--mocks",
    metavar="FILE",
    help="Answers to tasks, which go before the services: a tasks file of `sfn simulate`, or AWS's "
    "MockConfigFile.json.",
)
@click.option(
    "--state",
    metavar="FOLDER",
    help="Keep everything in FOLDER, and go on with what is there.",
)
@click.option(
    "--for",
    "sources",
    metavar="SOURCE",
    multiple=True,
    help="Make what the workflow in SOURCE needs: its role, functions, topics, queues, tables, "
    "buckets. Can be given several times. Defaults to the backup workflow.",
)
@click.option(
    "--functions",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Code for the functions of --for: FOLDER/NAME.py, or a folder FOLDER/NAME. Functions "
    "without code return their event.",
)
@click.option("--deploy", is_flag=True, help="Also deploy the workflows of --for.")
@quiet_option
@substitution_options
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def local(
    context: click.Context,
    port: int,
    region: str,
    pace: Literal["real", "fast"] | float,
    mocks: str | None,
    state: str | None,
    sources: tuple[str, ...],
    functions: Path | None,
    deploy: bool,
    substitutions: Substitutions,
    command: tuple[str, ...],
) -> None:
    """Run an AWS endpoint on this machine, to test workflows against.

    State machines execute, and Lambda functions run. With --for, what the workflows need is made;
    without it, the resources of the backup workflow: its role, its Lambda function, and its two
    topics. Each topic has a queue subscribed to it, from which its messages can be read.

    With COMMAND, as in `sfn local -- python script.py`, the endpoint runs as long as the command,
    whose environment directs AWS clients to it. Without COMMAND, the environment variables to set
    are printed, and the endpoint runs until Ctrl-C or SIGTERM.

    Exit codes: 0: success; 2: the endpoint could not run. With COMMAND, its exit code; 126: it
    cannot be executed; 127: it was not found; 128 + N: signal N ended it.
    """
    from sfn_dsl.local import LocalAWS

    if (functions or deploy or substitutions.values) and not sources:
        raise click.UsageError(
            "--functions, --deploy and --substitute are for the workflows of --for; give a SOURCE"
        )
    workflows = _workflows(sources, region, substitutions)
    with (
        _Events() as events,
        LocalAWS(port=port, region=region, time=pace, mocks=mocks, state=state) as aws,
    ):
        if workflows:
            _say_where(aws)
            _prepare(aws, workflows, functions, deploy=deploy)
        else:
            _prepare_backup(aws, is_told=not command)
        if command:
            status = _run(command, events)
        else:
            _introduce(aws)
            status = _serve(events)
    context.exit(status)


def _workflows(
    sources: Sequence[str], region: str, substitutions: Substitutions
) -> list[tuple[Found, Desired]]:
    if not sources:
        return []
    from sfn_dsl.cli.local_sources import workflows_for

    return workflows_for(sources, region, substitutions.values)


def _prepare(
    aws: LocalAWS,
    workflows: Sequence[tuple[Found, Desired]],
    functions: Path | None,
    *,
    deploy: bool,
) -> None:
    from sfn_dsl.cli.local_sources import deploy_all, make_for

    made = make_for(aws, workflows, functions)
    if deploy:
        deploy_all(aws, workflows, made.roles)


def _prepare_backup(aws: LocalAWS, *, is_told: bool) -> None:
    from sfn_dsl.local.resources.backup import create_backup_resources

    resources = create_backup_resources(aws.session())
    if not is_told:
        return
    _say_where(aws)
    note(f"  {resources.role_arn}")
    note(f"  {resources.function_arn}")
    note("    its variable BACKUP_OUTCOME (success, status-500, error, hang) sets how it answers")
    for name, arn in resources.topic_arns.items():
        note(f"  {arn}")
        note(f"    messages can be read from {resources.queue_urls[name]}")


def _say_where(aws: LocalAWS) -> None:
    note(f"an AWS endpoint at {aws.url}, account {aws.account}, region {aws.region}, with")


def _introduce(aws: LocalAWS) -> None:
    note("run these lines in the shell that should use it; press Ctrl-C to stop it")
    for name in aws.hidden():
        click.echo(f"unset {name}")
    for name, value in aws.environment().items():
        click.echo(f"export {name}={shlex.quote(value)}")
    sys.stdout.flush()


def _serve(events: _Events) -> int:
    events.next()
    return 0


def _run(command: Sequence[str], events: _Events) -> int:
    """Run the command, forward signals to it, and return its exit code."""
    if events.is_pending() and (early := events.next()):
        return BY_SIGNAL + early  # interrupted before the command started
    # On a terminal, the command is in this process's group, so that it can read from the terminal.
    # Elsewhere it leads a group of its own, so that a signal also reaches its child processes.
    is_group_leader = not sys.stdin.isatty()
    try:
        # Running the user's command is the purpose; no shell is involved.
        child = subprocess.Popen(command, process_group=0 if is_group_leader else None)  # noqa: S603
    except FileNotFoundError:
        show_error(SfnError(f"command not found: '{command[0]}'; check its name and PATH"))
        return NOT_FOUND
    except OSError as error:
        show_error(SfnError(f"cannot run '{command[0]}': {str(error.strerror).lower()}"))
        return NOT_EXECUTABLE
    waiter = threading.Thread(target=_wait, args=(child, events))
    waiter.start()
    number = events.next()
    while number is signal.SIGINT and not is_group_leader:
        # The terminal has sent Ctrl-C to the command too, which may handle it in its own way.
        number = events.next()
    if number is not None:
        _end(child, number, events, is_group_leader=is_group_leader)
    waiter.join()
    return child.returncode if child.returncode >= 0 else BY_SIGNAL - child.returncode


def _wait(child: subprocess.Popen[bytes], events: _Events) -> None:
    child.wait()
    events.end_of_command()


def _end(
    child: subprocess.Popen[bytes],
    number: signal.Signals,
    events: _Events,
    *,
    is_group_leader: bool,
) -> None:
    """Forward a signal, then kill the command after some seconds or at a second signal."""
    from sfn_dsl.local.functions import processes

    if is_group_leader:
        processes.send(child, number)
    else:
        child.send_signal(number)
    events.is_pending(SECONDS_TO_END)
    if is_group_leader:
        processes.kill(child)
    else:
        child.kill()
