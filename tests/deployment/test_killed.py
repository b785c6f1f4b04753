"""``sfn deploy`` as a process that is killed at each of its calls: the next run gets there."""

from __future__ import annotations

import signal
import subprocess
from concurrent.futures import Future
from pathlib import Path

import pytest

from sfn_dsl.aws.api import Api

from .backend import AFTER, Backend, deployed, held_for
from .flows import FLOWS, SOURCE, Flow, is_old_or_new, killing, sfn_deploy
from .proxy import WRITES, Proxy

KILLS = [
    pytest.param(flow, number, when, id=f"{flow.name}-{when}-{number}-{operation}")
    for flow in FLOWS
    if flow.after is AFTER
    for number, operation in enumerate(flow.calls)
    for when in ("before", "after")
    if when == "after" or operation in WRITES  # what only looks has no effect to be before
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "nightly.py"
    file.write_text(SOURCE, encoding="utf-8")
    return file


@pytest.mark.slow
@pytest.mark.parametrize(("flow", "number", "when"), KILLS)
def test_killed_at_any_call_the_next_run_does_what_is_left_and_nothing_twice(
    source: Path, aws: Proxy, backend: Backend, impatient: Api, flow: Flow, number: int, when: str
) -> None:
    if flow.before is not None:
        deployed(flow.before, impatient)
    old = backend.held()
    aws.clear()

    child: Future[subprocess.Popen[str]] = Future()
    setattr(aws, when, killing(child, number))
    with sfn_deploy(source, aws) as process:
        child.set_result(process)
        assert process.wait(timeout=60) == -signal.SIGKILL
    assert len(aws.calls) == number + 1
    assert is_old_or_new(backend, old, flow)

    aws.before = aws.after = lambda *_: None
    deployed(flow.after, impatient)
    assert backend.held() == held_for(flow.after)
    assert aws.writes == flow.writes
    assert deployed(flow.after, impatient).action == "unchanged"


@pytest.mark.slow
def test_the_command_deploys_what_the_other_tests_here_deploy(
    source: Path, aws: Proxy, backend: Backend, impatient: Api
) -> None:
    with sfn_deploy(source, aws) as process:
        said, _ = process.communicate(timeout=60)
    assert said.startswith("created arn:")
    assert backend.held() == held_for(AFTER)
    assert deployed(AFTER, impatient).action == "unchanged"
