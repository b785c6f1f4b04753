"""``sfn deploy`` as a process that is killed while it releases: the next run does what is left.

It is killed before the first call that changes something and after each of them: to AWS, a kill
anywhere else is the same as one of these.
"""

from __future__ import annotations

import signal
import subprocess
from concurrent.futures import Future
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from sfn_dsl.aws.api import Api

from ..flows import killing, sfn_deploy
from ..local_endpoint import local_endpoint as local_endpoint
from ..proxy import WRITES, Fault, Proxy
from .release_backend import MOVE, Account, without_repeats
from .release_backend import account as account
from .release_backend import aws as aws
from .release_backend import impatient as impatient
from .release_flows import FLOWS, ReleaseFlow

pytestmark = pytest.mark.slow

# What the flows deploy, as an author writes it and releases it.
SOURCE = """\
from sfn_dsl import StateMachine, Wait, Workflow

nightly = Workflow(
    "{name}", StateMachine([Wait("Pause", seconds=9, end=True)]), role="Nightly", type="{type}"
)
"""
OPTIONS = {
    "linear and prune": "--linear 50/0s --max-failures 100 --keep 1",
    "replace": "--replace",
}
KILLED = [flow for flow in FLOWS if flow.name in OPTIONS]
KILLS = [
    pytest.param(flow, number, when, id=f"{flow.name}-{when}-{number}-{operation}")
    for flow in KILLED
    for number, operation in enumerate(flow.writes)
    for when in ("before", "after")
    if when == "after" or number == 0
]


def sfn_release(
    flow: ReleaseFlow, name: str, folder: Path, aws: Proxy
) -> AbstractContextManager[subprocess.Popen[str]]:
    source = folder / "nightly.py"
    source.write_text(SOURCE.format(name=name, type=flow.type), encoding="utf-8")
    options = ["--alias", "live", "--description", "new", *OPTIONS[flow.name].split()]
    return sfn_deploy(source, aws, *options)


@pytest.mark.parametrize(("flow", "number", "when"), KILLS)
def test_killed_at_any_call_the_next_run_releases_what_is_left_and_nothing_twice(
    tmp_path: Path,
    aws: Proxy,
    account: Account,
    impatient: Api,
    flow: ReleaseFlow,
    number: int,
    when: str,
) -> None:
    name = account.prepare(flow.made, flow.aliases)
    aws.clear()
    moves = account.noting_moves(name, aws)
    note = aws.after

    child: Future[subprocess.Popen[str]] = Future()
    kill = killing(child, number)

    def kill_at_write(_: int, operation: str) -> Fault | None:
        writes = [call for call in aws.calls if call in WRITES]
        return kill(len(writes) - 1, operation) if operation in WRITES else None

    if when == "before":
        aws.before = kill_at_write
    else:
        aws.after = lambda n, operation: (note(n, operation), kill_at_write(n, operation))
    with sfn_release(flow, name, tmp_path, aws) as process:
        child.set_result(process)
        assert process.wait(timeout=60) == -signal.SIGKILL
    assert aws.calls[-1] == flow.writes[number]

    aws.before, aws.after = lambda *_: None, note
    flow.deploy(name, impatient)
    assert account.held(name) == flow.after
    assert without_repeats(moves) == flow.moves
    again = [MOVE] * (len(moves) - len(flow.moves))
    assert sorted(aws.writes) == sorted([*flow.writes, *again])


@pytest.mark.parametrize("flow", KILLED, ids=lambda flow: flow.name)
def test_the_command_releases_what_the_other_tests_here_release(
    tmp_path: Path, aws: Proxy, account: Account, impatient: Api, flow: ReleaseFlow
) -> None:
    name = account.prepare(flow.made, flow.aliases)
    aws.clear()
    with sfn_release(flow, name, tmp_path, aws) as process:
        process.communicate(timeout=60)
    assert aws.writes == flow.writes
    assert account.held(name) == flow.after
    assert flow.deploy(name, impatient).action == "unchanged"
