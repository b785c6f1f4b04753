"""The workflow of GitHub Actions on the page about deploying does what its page says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from sfn_dsl import load
from sfn_dsl.cli.main import main
from sfn_dsl.testing import local_aws
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs/how-to/deploy-from-ci.md"


@pytest.mark.slow
def test_the_plan_of_the_first_job_is_what_the_second_one_deploys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["init", "parcels"])
    project = tmp_path / "parcels"
    with local_aws(sources=[load(str(project / "workflows/parcels.py"))]) as aws:
        run_job("plan", project, tmp_path / "summary.md")
        states = aws.client("stepfunctions")
        assert not states.list_state_machines()["stateMachines"]
        (project / "workflows/parcels.py").unlink()  # the plan is enough
        run_job("deploy", project, tmp_path / "summary.md")
        (machine,) = states.list_state_machines()["stateMachines"]
        (alias,) = states.list_state_machine_aliases(stateMachineArn=machine["stateMachineArn"])[
            "stateMachineAliases"
        ]

    assert alias["stateMachineAliasArn"].endswith(":parcels:live")
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("```\ncreate state machine 'parcels'")


@pytest.mark.slow
def test_a_plan_that_is_refused_fails_the_job_although_its_output_goes_through_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["init", "parcels"])
    (plan,) = (step for step in steps("plan") if "sfn plan" in step["run"])
    with local_aws():
        done = run_step(plan, tmp_path / "parcels", tmp_path / "summary.md")

    assert done.returncode == 2
    assert "the role 'parcels-role' does not exist" in done.stderr


def run_job(name: str, project: Path, summary: Path) -> None:
    """Run the steps of a job, but for what they install."""
    for step in steps(name):
        done = run_step(step, project, summary)
        assert done.returncode == 0, done.stdout + done.stderr


def steps(job: str) -> list[dict[str, Any]]:
    (block,) = (block for block, _ in blocks(PAGE) if block.language == "yaml")
    found = yaml.safe_load(block.text)["jobs"][job]["steps"]
    return [step for step in found if "run" in step and "pip install" not in step["run"]]


def run_step(
    step: dict[str, Any], project: Path, summary: Path
) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does, which sets pipefail only where a step says `shell: bash`."""
    pipefail = ["-o", "pipefail"] if step.get("shell") == "bash" else []
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", *pipefail, "-c", step["run"]],  # noqa: S607  # wherever this system has it
        cwd=project,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
            "GITHUB_STEP_SUMMARY": str(summary),
            "PYTEST_ADDOPTS": "-p no:hypothesispytest -p no:cov -p no:xdist",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
