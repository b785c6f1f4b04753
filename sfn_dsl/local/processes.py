"""Ending a child process together with everything that it started.

Each child leads a process group of its own, so one signal reaches its children too.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads a group, and its group; nothing happens where none is left."""
    if sys.platform == "win32":
        process.kill()
    else:
        send(process, signal.SIGKILL)


def send(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to the group that a process leads."""
    if sys.platform == "win32":
        process.send_signal(number)
        return
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return  # macOS says "not permitted" of a group whose last member is a zombie
