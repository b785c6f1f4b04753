"""Every command that writes a file leaves the old one or the new one, whatever ends it.

The disk is full after a few bytes, or the program is killed at any step of writing.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sfn_dsl.cli.main import sfn as cli

pytest.importorskip("resource", reason="the size of files cannot be limited here")

FLOW = """
from sfn_dsl import StateMachine, Succeed, Workflow
flow = Workflow("nightly", StateMachine([Succeed("Done")]), role="Nightly")
"""
FLAWED = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
CALLING = {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": FUNCTION, "End": True}}}

COMMANDS = {
    "compile": ["compile", "flow.py", "-o", "out"],
    "import": ["import", "calling.json", "-o", "out"],
    "policy": ["policy", "calling.json", "-o", "out"],
    "baseline": ["validate", "flawed.json", "--write-baseline", "out"],
    "plan": ["plan", "flow.py", "-o", "out"],
    "pull": ["pull", "nightly", "-o", "out", "--force"],
}
PROGRAM = """
import os, resource, signal, sys, tempfile
from sfn_dsl.cli.main import main

when, *arguments = sys.argv[1:]
if when == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
elif when != "undisturbed":
    name, moment = when.split()
    module = tempfile if name == "mkstemp" else os
    call = getattr(module, name)

    def killed(*given, **more):
        if moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = call(*given, **more)
        os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(module, name, killed)
main(arguments)
"""
STEPS = [
    f"{name} {moment}" for name in ("mkstemp", "fsync", "replace") for moment in ("before", "after")
]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("flow.py").write_text(FLOW)
    Path("calling.json").write_text(json.dumps(CALLING))
    Path("flawed.json").write_text(json.dumps(FLAWED))


def sfn(when: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-B", "-c", PROGRAM, when, *command]
    return subprocess.run(program, capture_output=True, text=True, timeout=120)


@pytest.fixture
def written(account: str, request: pytest.FixtureRequest) -> list[str]:
    """A command that has written the file, which is older now."""
    command: list[str] = request.param
    assert CliRunner().invoke(cli, ["deploy", "flow.py"]).exit_code == 0
    assert sfn("undisturbed", command).returncode in (0, 1)
    assert Path("out").stat().st_size > 20
    Path("out").write_text("old")
    return command


@pytest.mark.slow
@pytest.mark.parametrize("written", COMMANDS.values(), ids=COMMANDS.keys(), indirect=True)
def test_a_full_disk_or_a_kill_leaves_the_old_file_and_nothing_beside_it(
    written: list[str],
) -> None:
    before = sorted(Path().iterdir())
    assert sfn("mkstemp before", written).returncode == -signal.SIGKILL
    done = sfn("full", written)
    assert done.returncode == 2
    assert "'out' cannot be written: file too large; name another file" in done.stderr
    assert Path("out").read_text() == "old"
    assert sorted(Path().iterdir()) == before


def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one() -> None:
    sfn("undisturbed", COMMANDS["compile"])
    new = Path("out").read_bytes()
    for step in STEPS:
        Path("out").write_text("old")
        assert sfn(step, COMMANDS["compile"]).returncode == -signal.SIGKILL
        assert Path("out").read_bytes() == (new if step == "replace after" else b"old")
