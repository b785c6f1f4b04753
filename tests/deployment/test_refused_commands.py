"""What ``sfn deploy`` says, and where, when AWS refuses: one message, exit code 2, at the line."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from sfn_dsl.aws.api import Api
from sfn_dsl.cli.main import main

from .backend import AFTER, Backend, deployed, held_for
from .flows import SOURCE, sfn_deploy
from .proxy import Broken, Proxy, Refused, always

FORKED = """\
from sfn_dsl import Parallel, Pass, StateMachine, Task, Workflow

first = Pass("First", end=True)
job = Task("Run the job", resource="arn:aws:states:::batch:submitJob.sync", end=True)
fork = Parallel("Fork", branches=[StateMachine([first]), StateMachine([job])], end=True)
forked = Workflow("nightly", StateMachine([fork]), role="Other")
"""
PLACE = "/States/Fork/Branches[1]/States/Run the job/Resource"


def test_what_aws_finds_in_the_definition_is_at_the_authors_lines(
    aws: Proxy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "forked.py").write_text(FORKED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws.url)
    found = f"'SCHEMA_VALIDATION_FAILED: Not in this region at {PLACE}'"
    refused = Refused("InvalidDefinition", f"Invalid State Machine Definition: {found}")
    aws.before = always("CreateStateMachine", refused)
    with pytest.raises(SystemExit) as ended:
        main(["deploy", "forked.py", "--allow-missing-permissions"])
    assert ended.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "forked.py:4:7: error SFN908 AWS refuses the definition: Not in this region "
        "(SCHEMA_VALIDATION_FAILED); correct that and run this again  "
        "[/States/Fork/Branches/1/States/Run the job/Resource]\n"
    )


@pytest.fixture(params=["heeded", "ignored"])
def interrupts(request: pytest.FixtureRequest) -> Iterator[None]:
    """The tests run in the foreground, or in the background of a shell, which ignores SIGINT."""
    ignored = request.param == "ignored"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.usefixtures("interrupts")
def test_interrupted_from_the_keyboard_it_ends_without_a_traceback_and_the_next_run_gets_there(
    tmp_path: Path, aws: Proxy, backend: Backend, impatient: Api
) -> None:
    source = tmp_path / "nightly.py"
    source.write_text(SOURCE, encoding="utf-8")
    child: Future[subprocess.Popen[str]] = Future()

    def interrupt(_: int, operation: str) -> Broken | None:
        if operation != "CreateStateMachine":
            return None
        process = child.result(timeout=60)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        return Broken.RESET

    aws.before = interrupt
    with sfn_deploy(source, aws) as process:
        child.set_result(process)
        said, told = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert "Traceback" not in told
    assert aws.writes == []
    aws.clear()
    deployed(AFTER, impatient)
    assert backend.held() == held_for(AFTER)
