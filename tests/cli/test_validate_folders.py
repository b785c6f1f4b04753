"""A folder stands for every workflow and every definition in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.main import sfn

SOUND = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
ONE = """
from sfn_dsl import StateMachine, Succeed, Workflow
nightly = Workflow("nightly", StateMachine([Succeed("A")]), role="r")
"""
TWO = f"{ONE}\nhourly = Workflow('hourly', StateMachine([Succeed('A'), Succeed('B')]), role='r')\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "flows"
    (made / "below" / ".hidden").mkdir(parents=True)
    (made / "one.py").write_text(ONE)
    (made / "below" / "two.py").write_text(TWO)
    (made / "below" / "x.asl.json").write_text(json.dumps(SOUND))
    (made / "below" / ".hidden" / "y.asl.json").write_text("{}")
    (made / "package.json").write_text("{}")
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, ["validate", *arguments])


def test_each_workflow_and_definition_is_a_source_of_its_own(folder: Path) -> None:
    done = run("flows")
    assert done.exit_code == 1
    (finding,) = json.loads(run("flows", "--format", "json").stdout)
    assert (finding["file"], finding["pointer"]) == ("flows/below/two.py", "/States/B")
    assert done.stderr == "4 sources: 1 error (errors in 'flows/below/two.py:hourly')\n"


def test_what_holds_no_workflow_is_passed_over_and_what_cannot_be_run_is_a_finding(
    folder: Path,
) -> None:
    (folder / "shared.py").write_text("from sfn_dsl import Succeed\n")
    (folder / "broken.py").write_text("import sfn_dsl\nimport nothing_there\n")
    done = run("flows")
    assert "skipped flows/shared.py: it has no workflow\n" in done.stderr
    assert "flows/broken.py:2:1: error SFN151 ModuleNotFoundError" in done.stdout
    assert done.exit_code == 1


def test_a_file_is_run_once_however_many_workflows_it_holds(folder: Path) -> None:
    (folder / "below" / "two.py").write_text(f"print('run')\n{TWO}")
    assert run("flows/below").stderr.count("run\n") == 1


def test_a_folder_without_anything_to_check_is_an_error(folder: Path) -> None:
    (folder / "empty").mkdir()
    done = run("flows/empty")
    assert done.exit_code == 1
    assert done.stdout == (
        "error SFN106 'flows/empty' has no workflow and no definition; name another folder, or "
        "a file, or see with --verbose which files are passed over\n"
    )


def test_a_file_with_several_workflows_is_run_once(tmp_path: Path) -> None:
    one = "Workflow('{0}', StateMachine([Succeed('Done')]), role='R')"
    (tmp_path / "several.py").write_text(
        "from sfn_dsl import StateMachine, Succeed, Workflow\n"
        f"with open({str(tmp_path / 'runs')!r}, 'a') as runs: runs.write('run')\n"
        f"first = {one.format('first')}\nsecond = {one.format('second')}\n"
    )
    done = CliRunner().invoke(sfn, ["validate", str(tmp_path / "several.py")])
    assert done.exit_code == 0, done.output
    assert "2 sources" in done.stderr
    assert (tmp_path / "runs").read_text() == "run"
