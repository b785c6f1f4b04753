"""``sfn local``: an AWS endpoint on this machine, for a shell or around one command."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from select import select
from socket import socketpair
from typing import TYPE_CHECKING, Self

import click

from sfn_dsl.cli.options import checked_region
from sfn_dsl.cli.output import say, show_error
from sfn_dsl.errors import SfnError

if TYPE_CHECKING:
    from sfn_dsl.local import LocalAWS
    from sfn_dsl.local.workshop import Workshop

SECONDS_TO_END = 5.0
NOT_EXECUTABLE, NOT_FOUND, BY_SIGNAL = 126, 127, 128  # as a shell says it


class _Events:
    """What the main thread waits for: signals, and the end of the command.

    The handlers raise nothing, so there is no moment at which a signal could leave a process or a
    server half started. The interpreter's own C handler writes the signal's number to a socket,
    because a signal that comes just before a thread blocks on a lock or a queue does not wake it.
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

    def has_come(self, timeout: float = 0.0) -> bool:
        """Whether there is one, or comes one within so many seconds."""
        return bool(select([self._reader], [], [], timeout)[0])

    def next(self) -> signal.Signals | None:
        """The next signal, or None when it is the command that has ended; waits for it."""
        number = self._reader.recv(1)[0]
        return signal.Signals(number) if number else None

    def end_of_command(self) -> None:
        """Note that the command has ended."""
        self._writer.send(b"\0")


@click.command(
    short_help="Run an AWS endpoint on this machine.",
    context_settings={"allow_interspersed_args": False},
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port to listen on, on 127.0.0.1; a free one unless given.",
)
@click.option(
    "--region",
    metavar="REGION",
    default="us-east-1",
    callback=checked_region,
    help="The region that it is in; us-east-1 unless given.",
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def local(context: click.Context, port: int, region: str, command: tuple[str, ...]) -> None:
    """Run an AWS endpoint on this machine, to try workflows against.

    State machines execute on it and Lambda functions run. It holds what the backup workflow needs:
    its role, its Lambda function, and its two topics with a queue subscribed to each.

    With COMMAND, as in `sfn local -- python script.py`, it runs the command as its client and ends
    with it, with the command's exit code (126 when it cannot be run, 127 when it is not found,
    128 + n when signal n ended it).

    Without, it prints the variables to set on standard output and serves until Ctrl-C or SIGTERM,
    then exits 0.
    """
    from sfn_dsl.local import LocalAWS, workshop

    with _Events() as events, LocalAWS(port=port, region=region) as aws:
        furnished = workshop.furnish(aws.session())
        if command:
            status = _run(command, events)
        else:
            _introduce(aws, furnished)
            status = _serve(events)
    context.exit(status)


def _introduce(aws: LocalAWS, furnished: Workshop) -> None:
    say(
        f"an AWS endpoint at {aws.url}, account {aws.account}, region {aws.region}, with\n"
        f"  {furnished.role_arn}\n"
        f"  {furnished.function_arn}\n"
        "    its variable BACKUP_OUTCOME (success, status-500, error, hang) chooses how it answers"
    )
    for name, arn in furnished.topic_arns.items():
        say(f"  {arn}\n    to read back from {furnished.queue_urls[name]}")
    say("run these lines in the shell that is to use it; Ctrl-C ends it")
    for name in aws.hidden():
        click.echo(f"unset {name}")
    for name, value in aws.environment().items():
        click.echo(f"export {name}={shlex.quote(value)}")
    sys.stdout.flush()


def _serve(events: _Events) -> int:
    events.next()
    return 0


def _run(command: Sequence[str], events: _Events) -> int:
    """Run the command, pass on what asks it to end, and return its exit code."""
    if events.has_come() and (early := events.next()):
        return BY_SIGNAL + early  # asked to end before there was a command to ask
    # On a terminal the command shares this process's group, as it may read from the terminal.
    # Elsewhere it leads a group of its own, so that a signal reaches all that it started.
    leads = not sys.stdin.isatty()
    try:
        # Running what the user wrote is the purpose; no shell reads it.
        child = subprocess.Popen(command, process_group=0 if leads else None)  # noqa: S603
    except FileNotFoundError:
        show_error(SfnError(f"there is no command '{command[0]}' on the path"))
        return NOT_FOUND
    except OSError as error:
        show_error(SfnError(f"cannot run '{command[0]}': {str(error.strerror).lower()}"))
        return NOT_EXECUTABLE
    waiter = threading.Thread(target=_wait, args=(child, events))
    waiter.start()
    number = events.next()
    while number is signal.SIGINT and not leads:
        # The terminal has sent Ctrl-C to the command too, for which it may mean something else.
        number = events.next()
    if number is not None:
        _end(child, number, events, leads=leads)
    waiter.join()
    return child.returncode if child.returncode >= 0 else BY_SIGNAL - child.returncode


def _wait(child: subprocess.Popen[bytes], events: _Events) -> None:
    child.wait()
    events.end_of_command()


def _end(
    child: subprocess.Popen[bytes], number: signal.Signals, events: _Events, *, leads: bool
) -> None:
    """Pass a signal on, then kill what is still there after a while or at a second signal."""
    from sfn_dsl.local import processes

    if leads:
        processes.send(child, number)
    else:
        child.send_signal(number)
    events.has_come(SECONDS_TO_END)
    if leads:
        processes.kill(child)
    else:
        child.kill()
