"""Processes that work with the endpoint: the environment that makes them its clients, their end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from sfn_dsl.local.guard import LOOPBACK

# Not a secret: the endpoint takes any key, and this can never be anyone's.
ACCESS_KEY = "testing"

_PREFIX = "AWS_"
_SECONDS_TO_END = 5.0


def variables(url: str, region: str, outer: Mapping[str, str]) -> dict[str, str]:
    """The variables that direct boto3, the AWS CLI and every AWS SDK to the endpoint.

    They are added to the environment ``outer``. They name no configuration files, so that the
    user's own profiles are never read, and keep proxies from the loopback interface.
    """
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": ACCESS_KEY,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        # Of TestState and StartSyncExecution, whose prefix no address of this machine has.
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "NO_PROXY": _without_proxy(outer, "NO_PROXY"),
        "no_proxy": _without_proxy(outer, "no_proxy"),
    }


def to_unset(outer: Mapping[str, str], given: Mapping[str, str]) -> list[str]:
    """The variables that would direct a client elsewhere: a profile, the endpoint of one service.

    All other ``AWS_`` variables are included; a list of the harmful ones would never be complete.
    """
    return sorted(name for name in outer if name.startswith(_PREFIX) and name not in given)


@contextmanager
def applied(given: Mapping[str, str]) -> Iterator[None]:
    """Set the variables in this process, and restore its environment afterwards."""
    before = dict(os.environ)
    touched = {*given, *to_unset(before, given)}
    for name in touched:
        os.environ.pop(name, None)
    os.environ.update(given)
    try:
        yield
    finally:
        for name in touched:
            os.environ.pop(name, None)
            if name in before:
                os.environ[name] = before[name]


def _without_proxy(outer: Mapping[str, str], name: str) -> str:
    hosts = [host for host in outer.get(name, "").split(",") if host]
    return ",".join([*hosts, *(host for host in LOOPBACK if host not in hosts)])


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process that leads a group to end, and kill the group if it has not in some seconds.

    What is left of its group is killed even if the process has ended.
    """
    with suppress(subprocess.TimeoutExpired):
        process.terminate()
        if sys.platform != "win32":
            process.send_signal(signal.SIGCONT)  # of a stopped one, the request would wait
        process.wait(_SECONDS_TO_END)
    kill(process)
    process.wait()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads a process group, with its group, if any of it is left."""
    if sys.platform == "win32":
        process.kill()
    else:
        send(process, signal.SIGKILL)


def send(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to the process group that a process leads, so to its children too."""
    if sys.platform == "win32":
        process.send_signal(number)
        return
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return  # macOS says "not permitted" for a group whose last member is a zombie
