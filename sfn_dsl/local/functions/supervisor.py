"""Runs the Lambda runtime in a process of its own, holds it to its memory, and leaves none behind.

It is run as a script, ``supervisor.py RUNTIME ANSWER_FILE``, and imports nothing of this package.
It adopts whatever the function starts, in whatever session that puts itself, so that all of it can
be found when the function ends, when SIGTERM comes, and when the embedded AWS is killed. There are
two of it, the first of which does the same when the function ends or stops the second, its parent.
It ends as the function did. Only Linux has what it needs.
"""

from __future__ import annotations

import ctypes
import os
import resource
import runpy
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

OUT_OF_MEMORY = 137  # 128 and SIGKILL, by which AWS ends a function that is out of memory

_MEGABYTE = 1024 * 1024
# AWS lets a function have 1,024 threads. The kernel counts their stacks whether used or not, so
# they are smaller than usual, and have room beyond the function's memory.
_STACK = _MEGABYTE
_ROOM_FOR_STACKS = 1024 * _STACK
_SECONDS_BETWEEN_LOOKS = 0.1
_LONGEST_LOG = 64 * _MEGABYTE
_SECONDS_TO_END = 2.0
_AWAITED = (signal.SIGCHLD, signal.SIGTERM)
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36  # of linux/prctl.h


def supervise(arguments: list[str], megabytes: int) -> NoReturn:
    """Run the runtime in a child process, and end as it does, when nothing of it is left."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
    _adopt()
    second = os.fork()
    if second != 0:
        status = _kept(second)
        _end_descendants()
        _end_as(status)
    os.setpgid(0, 0)  # so that it still ends what is below it when the first one's group is killed
    _adopt()
    function = os.fork()
    if function == 0:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        _limit(megabytes)
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")  # which does not return
        os._exit(1)
    status = _watched(function, megabytes * _MEGABYTE)
    _end_descendants()
    _end_as(status)


def _adopt() -> None:
    """Become the parent of all that is left below this process, until the parent of it ends."""
    _control(_PR_SET_CHILD_SUBREAPER, 1)
    _control(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _kept(second: int) -> int:
    """The status with which the second supervisor ended, or that of a killed one if it is stopped.

    It runs as the same user as the function, which can signal it.
    """
    while True:
        received = signal.sigtimedwait(_AWAITED, _SECONDS_BETWEEN_LOOKS)
        ended, status = os.waitpid(second, os.WNOHANG | os.WUNTRACED)
        if ended:
            return signal.SIGKILL if os.WIFSTOPPED(status) else status
        if received is not None and received.si_signo == signal.SIGTERM:
            os.kill(second, signal.SIGTERM)


def _limit(megabytes: int) -> None:
    """Hold this process and its children to their memory, and to the life of the supervisor."""
    os.setpgid(0, 0)  # so that a signal to its own group does not end the supervisor
    _control(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.stack_size(_STACK)
    most = megabytes * _MEGABYTE + _ROOM_FOR_STACKS
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    # A file is as large at most as all of /tmp is on AWS.
    longest = int(os.environ["_SFN_STORAGE_MEGABYTES"]) * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))


def _watched(function: int, limit: int) -> int:
    """The status with which the function ended, or with which it is to be ended now."""
    while True:
        received = signal.sigtimedwait(_AWAITED, _SECONDS_BETWEEN_LOOKS)
        ended, status, usage = os.wait4(function, os.WNOHANG)
        _shorten_log()
        most = usage.ru_maxrss * 1024 if ended else sum(map(_memory, _descendants()))
        if most > limit:
            return OUT_OF_MEMORY << 8
        if ended:
            return status
        if received is not None and received.si_signo == signal.SIGTERM:
            return signal.SIGKILL


def _shorten_log() -> None:
    """Begin the log anew when it is long, so that a function which prints for ever fills no disk.

    It is appended to, wherever the file ends.
    """
    with suppress(OSError):
        if stat.S_ISREG(os.fstat(1).st_mode) and os.fstat(1).st_size > _LONGEST_LOG:
            os.ftruncate(1, 0)


def _memory(process: int) -> int:
    """The bytes of memory that a process uses, with its part of what it shares with others."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _end_descendants() -> None:
    """Kill all descendants; they are stopped first, so that none starts another meanwhile."""
    deadline = time.monotonic() + _SECONDS_TO_END
    while (found := _descendants()) and time.monotonic() < deadline:
        stopped: set[int] = set()
        while new := found - stopped:
            _send(new, signal.SIGSTOP)
            stopped |= new
            found = _descendants()
        _send(stopped, signal.SIGKILL)
        signal.sigtimedwait((signal.SIGCHLD,), _SECONDS_BETWEEN_LOOKS)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _send(processes: set[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process, number)


def _descendants() -> set[int]:
    """The processes below this one, zombies included until they are reaped."""
    parents = dict(_parents())
    found: set[int] = set()
    generation = {os.getpid()}
    while generation:
        generation = {child for child, parent in parents.items() if parent in generation} - found
        found |= generation
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for entry in os.listdir("/proc"):  # noqa: PTH208 - called often, and names are enough
        if entry.isdecimal():
            with suppress(OSError):
                # The name of the program, in parentheses, may hold anything.
                stat = Path(f"/proc/{entry}/stat").read_bytes().rpartition(b")")[2].split()
                yield int(entry), int(stat[1])


def _control(option: int, value: int) -> None:
    """Ask the kernel for a service; where it has not got it, functions run without."""
    ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)


def _end_as(status: int) -> NoReturn:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(OSError):  # SIGKILL has no other handler
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
        os.kill(os.getpid(), number)
    os._exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    supervise(sys.argv[1:], int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]))
