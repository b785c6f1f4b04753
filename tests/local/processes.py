"""Processes that a test has caused, by their ids."""

from __future__ import annotations

import os
import time
from pathlib import Path

_SECONDS = 5


def wait_until_gone(pid: int) -> None:
    """Wait until a process does not run any more, for a while."""
    deadline = time.monotonic() + _SECONDS
    while is_running(pid):
        assert time.monotonic() < deadline, "the process is still running"
        time.sleep(0.01)


def is_running(pid: int) -> bool:
    """Return whether a process runs; one that only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")
