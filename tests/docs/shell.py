"""A real shell that runs the commands of a page, one after the other, as a reader types them."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import attrs

# Seconds that one command may take, on a machine with much else to do.
LIMIT = 120
# Said after each command: its exit code and where the shell is now. The exit code stays as it was.
END = "\x1e"
SAY_END = f'_code=$?; printf \'{END}%s{END}%s{END}\' "$_code" "$PWD"; (exit $_code)\n'


@attrs.define
class Shell:
    """A running shell. A command may start a shell of its own, which then reads what follows."""

    process: subprocess.Popen[bytes]
    folder: Path
    exit_code: int = 0

    def run(self, command: str) -> str:
        """What a command prints to both of its outputs, as on a terminal."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{command}\n{SAY_END}".encode())
        self.process.stdin.flush()
        printed, code, folder = self._read(command)
        self.exit_code, self.folder = int(code), Path(folder)
        return printed.strip("\n")

    def _read(self, command: str) -> list[str]:
        assert self.process.stdout is not None
        stream, read, until = self.process.stdout.fileno(), b"", time.monotonic() + LIMIT
        while read.count(END.encode()) < 3:
            left = max(0.0, until - time.monotonic())
            if not select.select([stream], [], [], left)[0]:
                raise AssertionError(f"'{command}' has not ended after {LIMIT} s:\n{read.decode()}")
            more = os.read(stream, 65536)
            assert more, f"'{command}' ended the shell:\n{read.decode()}"
            read += more
        return read.decode().split(END)[:3]


@contextmanager
def shell(folder: Path, environment: Mapping[str, str]) -> Iterator[Shell]:
    """A shell in a folder, which ends with all that it has started."""
    with subprocess.Popen(
        # Unlike others, bash takes no more of a pipe than the line that it runs, so that a shell
        # started by a command finds the rest.
        ["bash", "--norc", "--noprofile"],  # noqa: S607  # wherever this system has it
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            yield Shell(process, folder)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
