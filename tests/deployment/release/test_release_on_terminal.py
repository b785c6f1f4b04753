"""A release on a terminal against the local AWS: what is seen meanwhile, and after Ctrl-C."""

from __future__ import annotations

import signal
from pathlib import Path

import boto3
import pytest
from click.testing import CliRunner

from sfn_dsl.cli.main import sfn

from ...cli.screen import program
from ..local_endpoint import local_endpoint as local_endpoint
from ..local_endpoint import make_role

pytestmark = pytest.mark.slow

NAME = "on-terminal"
SOURCE = """
from sfn_dsl import Pass, StateMachine, Workflow

flow = Workflow("{name}", StateMachine([Pass("A", result={value}, end=True)]), role="Nightly")
"""


@pytest.fixture
def flow(
    local_endpoint: str, session: boto3.Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A workflow that is deployed with an alias, and has changed since."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", local_endpoint)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    make_role(session, local_endpoint, "Nightly")
    file = tmp_path / "flow.py"
    file.write_text(SOURCE.format(name=NAME, value=1))
    done = CliRunner().invoke(sfn, ["deploy", str(file), "--alias", "live"])
    assert done.exit_code == 0, done.output
    file.write_text(SOURCE.format(name=NAME, value=2))
    return file


def test_a_canary_that_is_interrupted_leaves_what_was_done_and_where_the_alias_is(
    flow: Path,
) -> None:
    words = ("deploy", flow.name, "--alias", "live", "--canary", "10/10m")
    with program(*words, cwd=flow.parent) as (made, child):
        assert made.wait_for("next step in 0:"), made.text
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=60) == 128 + signal.SIGINT
    assert "\x1b[?25l" not in made.text
    shifted, stays, *steps = made.seen
    assert shifted == "alias 'live': 10 percent go to version 2"
    assert stays.startswith("the alias 'live' stays at 10 percent for version 2; run this again")
    told = [line[12:] for line in made.seen if line[12:18] in ("done  ", "stoppe")]
    assert told == [
        "done     update definition",
        "done     publish a version",
        "stopped  point alias 'live' at version 2",
    ]
    assert steps[-1].strip().endswith("more than 5% roll back")
