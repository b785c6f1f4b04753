"""`sfn init` makes a project that passes its own checks, and overwrites nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from sfn_dsl.cli.main import main

BIN = Path(sys.executable).parent
FILES = {
    "pyproject.toml",
    "workflows/__init__.py",
    "workflows/night_parcels.py",
    "tests/test_night_parcels.py",
    ".pre-commit-config.yaml",
    ".github/workflows/check.yml",
    ".gitignore",
}


def init(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["init", *arguments])
    return int(ended.value.code or 0)


def files_in(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert init("Night-Parcels") == 0
    return tmp_path / "Night-Parcels"


def run(folder: Path, command: str, *, limit: float = 120) -> subprocess.CompletedProcess[str]:
    """Run a command of the project as its author does, with the programs of this environment."""
    program, *arguments = command.split()
    # As for somebody who has installed pytest and this package, and nothing else.
    others = ("hypothesispytest", "cov", "xdist")
    quiet = " ".join(f"-p no:{name}" for name in others)
    return subprocess.run(
        [str(BIN / program), *arguments],
        cwd=folder,
        env={**os.environ, "PYTEST_ADDOPTS": quiet},
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
    )


def assert_passes(folder: Path, command: str, *, limit: float = 120) -> str:
    done = run(folder, command, limit=limit)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_project_validates_without_advice_and_its_tests_reach_all_of_it(project: Path) -> None:
    said = assert_passes(project, "sfn validate --strict workflows")
    assert "1 source: nothing found" in said
    said = assert_passes(project, "pytest -q --sfn-cov --sfn-cov-fail-under 100")
    assert "4 passed" in said


@pytest.mark.slow
def test_the_target_of_the_project_is_what_its_workflow_is_built_for(project: Path) -> None:
    compiled = assert_passes(project, "sfn compile workflows/night_parcels.py --target dev")
    assert "arn:aws:lambda:us-east-1:123456789012:function:Night-Parcels" in compiled


@pytest.mark.slow
def test_the_checks_of_github_and_of_pre_commit_pass(project: Path) -> None:
    steps = read(project / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    own = [command for command in commands if command.startswith(("sfn ", "pytest"))]
    assert len(own) == 2
    (hook,) = read(project / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    for command in (*own, hook["entry"]):
        assert_passes(project, command)


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_project_is_formatted_linted_and_typed(project: Path, root: Path) -> None:
    assert_passes(project, "ruff format --check .")
    assert_passes(
        project, "ruff check --select A,B,D,E,F,I,RET,RUF,SIM,UP --ignore D103,D203,D213 ."
    )
    # From the checkout, whose cache says all there is to know of this package.
    assert_passes(root, f"mypy --strict --warn-unreachable {project}", limit=300)


def test_the_files_are_listed_and_what_to_do_next_is_said(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert files_in(project) == FILES
    assert init("other", "--name", "night_parcels") == 0
    shown = capsys.readouterr()
    assert set(shown.out.split()) == {str(Path("other", file)) for file in FILES}
    assert shown.err.startswith("next:\n  cd other\n  sfn validate workflows\n")
    assert "  sfn deploy workflows/night_parcels.py --target dev\n" in shown.err
    assert "{{" not in "".join(Path("other", file).read_text() for file in FILES)


def test_a_file_that_exists_is_named_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text("mine")
    Path(".gitignore").symlink_to("nowhere")
    assert init("--name", "parcels") == 2
    assert capsys.readouterr().err == (
        "error: there is 'pyproject.toml', '.gitignore' already; name another folder, or move what "
        "is there\n"
    )
    assert {entry.name for entry in tmp_path.iterdir()} == {"pyproject.toml", ".gitignore"}
    assert Path("pyproject.toml").read_text() == "mine"


def test_other_files_of_a_folder_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "night parcels"
    folder.mkdir()
    (folder / "README.md").write_text("mine")
    monkeypatch.chdir(folder)
    assert init(str(folder)) == 0
    assert files_in(folder) == {*FILES, "README.md"}
    assert f"next:\n  cd '{folder}'\n" in capsys.readouterr().err


def test_what_to_do_next_in_the_current_folder_begins_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert init("--name", "parcels") == 0
    assert capsys.readouterr().err.startswith("next:\n  sfn validate workflows\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x", "--name", "a b"), "'a b' cannot be the name of a workflow: write letters"),
        (("x", "--name", "1st"), "the first of them a letter"),
        (("x", "--name", "a" * 60), "write at most 59 characters"),
        (("x", "--name", "class"), "write another one"),
        (("x", "--name", "path"), "write another one"),
        (("2026",), "the folder '2026' gives no name for a workflow; give --name"),
        (("file",), "is a file"),
        (("file/below",), "'file' is not a folder; name another one"),
    ],
)
def test_what_cannot_be_made_is_refused(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    assert init(*arguments) == 2
    assert said in capsys.readouterr().err
    assert files_in(tmp_path) == {"file"}


def test_a_project_can_be_made_again_elsewhere(project: Path) -> None:
    shutil.rmtree(project)
    assert init("Night-Parcels") == 0
    assert files_in(project) == FILES
