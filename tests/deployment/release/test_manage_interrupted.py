"""Rolling back, pruning and comparing over real HTTP, broken or killed at any one call.

The next run does what is left; what only looks says that it could not, and never that all is well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import attrs
import pytest

from sfn_dsl import Target
from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.drift import drift_of
from sfn_dsl.deployment.release.manage import pruned, rolled_back
from sfn_dsl.errors import DeploymentError

from ..backend import definition
from ..flows import killing
from ..local_endpoint import local_endpoint as local_endpoint
from ..model_of_aws import ACCOUNT
from ..proxy import FAULTS, WRITES, Fault, Proxy, at, is_tried
from .release_backend import MOVE, Account, Routes, arn_of
from .release_backend import account as account
from .release_backend import aws as aws
from .release_backend import impatient as impatient
from .release_flows import LIVE, LOOK

pytestmark = pytest.mark.slow

DELETE = "DeleteStateMachineVersion"
PLACE = Target(ACCOUNT, "us-east-1")


@attrs.frozen
class Managing:
    """A command: its calls, its options, what it comes to, and how a run repeats it.

    There are versions 1 to 5; ``live`` is at 4, was at 2 before, and 3 was rolled back.
    """

    name: str
    words: tuple[str, ...]
    calls: tuple[str, ...]
    act: Callable[[Api, str], object]
    again: Callable[[Api, str], object]
    versions: tuple[int, ...]
    routes: Routes

    @property
    def writes(self) -> list[str]:
        return [call for call in self.calls if call in WRITES]


def compare(api: Api, arn: str) -> None:
    name = arn.rpartition(":")[2]
    found = drift_of(Desired(name, definition(5), "Nightly"), api, PLACE)
    assert [alias.differing for alias in found.aliases] == [(4,)]


COMMANDS = (
    Managing(
        "rollback",
        ("rollback", "--alias", "live"),
        (LOOK, LIVE, "ListStateMachineVersions", MOVE),
        lambda api, arn: rolled_back(api, arn, "live"),
        lambda api, arn: rolled_back(api, arn, "live", 2),
        (1, 2, 3, 4, 5),
        {2: 100},
    ),
    Managing(
        "prune",
        ("versions", "--prune", "--keep", "1"),
        (LOOK, "ListStateMachineAliases", LIVE, "ListStateMachineVersions", DELETE, DELETE),
        lambda api, arn: pruned(api, arn, 1),
        lambda api, arn: pruned(api, arn, 1),
        (2, 4, 5),
        {4: 100},
    ),
    Managing(
        "drift",
        (),
        (LOOK, "ListStateMachineAliases", LIVE, LOOK),
        compare,
        compare,
        (1, 2, 3, 4, 5),
        {4: 100},
    ),
)


def prepared(account: Account, aws: Proxy) -> str:
    name = account.prepare((1, 2, 3, 4, 5), {"live": {4: 100}})
    account.record(name, "4, 2")
    aws.clear()
    return name


def require_done(account: Account, name: str, command: Managing) -> None:
    held = account.held(name)
    assert (held.versions, held.aliases["live"]) == (command.versions, command.routes)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_makes_these_calls_and_no_others(
    aws: Proxy, account: Account, impatient: Api, command: Managing
) -> None:
    name = prepared(account, aws)
    command.act(impatient, arn_of(name))
    assert tuple(aws.calls) == command.calls
    require_done(account, name, command)


def at_every_call() -> Iterator[Any]:
    for command in COMMANDS:
        for number, operation in enumerate(command.calls):
            for turn, (name, fault) in enumerate(FAULTS.items()):
                if is_tried(operation, number, turn):
                    called = f"{command.name}-{number}-{operation}-{name}"
                    yield pytest.param(command, number, fault, id=called)


@pytest.mark.parametrize(("command", "number", "fault"), list(at_every_call()))
def test_after_any_fault_at_any_call_the_next_run_does_what_is_left_and_nothing_twice(
    aws: Proxy, account: Account, impatient: Api, command: Managing, number: int, fault: Fault
) -> None:
    name = prepared(account, aws)
    aws.before = at(number, fault)
    with pytest.raises(DeploymentError) as caught:
        command.act(impatient, arn_of(name))
    assert "run this again" in caught.value.message
    assert "\n" not in caught.value.message

    aws.before = at(-1, fault)
    command.again(impatient, arn_of(name))
    require_done(account, name, command)
    assert aws.writes == command.writes


# As processes that are killed.


@contextmanager
def sfn(*words: str, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command as a process, killed at the end, or after a minute."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sfn_dsl", *words],
        env={**os.environ, "AWS_ENDPOINT_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    limit = threading.Timer(60, process.kill)
    with process:
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


@pytest.mark.parametrize(
    ("command", "number", "when"),
    [
        pytest.param(command, number, when, id=f"{command.name}-{when}-{number}")
        for command in COMMANDS[:2]  # one that only looks leaves nothing to be done
        for number, operation in enumerate(command.calls)
        for when in ("before", "after")
        if when == "after" or operation in WRITES
    ],
)
def test_killed_at_any_call_the_next_run_does_what_is_left_and_nothing_twice(
    aws: Proxy, account: Account, impatient: Api, command: Managing, number: int, when: str
) -> None:
    name = prepared(account, aws)
    child: Future[subprocess.Popen[bytes]] = Future()
    setattr(aws, when, killing(child, number))
    verb, *options = command.words
    with sfn(verb, arn_of(name), *options, url=aws.url) as process:
        child.set_result(process)
        assert process.wait(timeout=60) == -signal.SIGKILL
    assert len(aws.calls) == number + 1

    aws.before = aws.after = lambda *_: None
    command.again(impatient, arn_of(name))
    require_done(account, name, command)
    assert aws.writes == command.writes
