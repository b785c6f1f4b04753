"""A project's modules that have the names of libraries are run by who imports them only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

WORKFLOW = """\
from sfn_dsl import *
from sfn_dsl.tasks import *

@workflow
def nightly(target):
    choice = Choice("C", [When(path("$.x") == 1, next="Z")], default="Z")
    task = aws_sdk("A", "s3", "listBuckets", next="C")
    return Workflow("nightly", StateMachine([task, choice, Succeed("Z")]), role="r")
"""
LIBRARIES = ("boto3", "botocore", "attr", "attrs", "click", "yaml", "jsonschema", "urllib3")
NAMES = sorted({*sys.stdlib_module_names, *LIBRARIES})
SFN = (sys.executable, "-P", "-m", "sfn_dsl")  # as the script that is installed
COMMANDS = {
    "validate": ["."],
    "compile": ["hello.py"],
    "diff": ["hello.py", "other.py"],
    "policy": ["hello.py"],
    "plan": ["."],
    "drift": ["."],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project in which each module that somebody may import leaves its name in a file."""
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(f"open('ran', 'a').write('{name} ')\n")
    (tmp_path / "hello.py").write_text(WORKFLOW)
    (tmp_path / "other.py").write_text(WORKFLOW.replace('"A"', '"B"'))
    return tmp_path


def run(
    folder: Path, *arguments: str, command: Sequence[str] = SFN
) -> subprocess.CompletedProcess[str]:
    here = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_DEFAULT_REGION": "us-east-1"}
    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env={**os.environ, **here, **keys},
        capture_output=True,
        text=True,
        timeout=60,
    )


def ran(folder: Path) -> set[str]:
    file = folder / "ran"
    return set(file.read_text().split()) if file.exists() else set()


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_runs_a_module_that_only_has_the_name_of_a_library(
    folder: Path, command: str
) -> None:
    done = run(folder, command, *COMMANDS[command])
    assert ran(folder) == set()
    assert "SFN107" not in done.stdout + done.stderr


def test_nothing_of_the_current_folder_is_run_for_a_definition(folder: Path) -> None:
    compiled = run(folder, "compile", "hello.py")
    (folder / "x.asl.json").write_text(compiled.stdout)
    assert run(folder, "validate", "x.asl.json").returncode == 0
    assert run(folder, "import", "x.asl.json").returncode == 0
    assert ran(folder) == set()


def test_a_module_run_by_python_looks_for_its_libraries_elsewhere(tmp_path: Path) -> None:
    for name in ("click", "attrs", "attr", "bisect", "random", "json", "boto3"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'a').write('any ')\n")
    (tmp_path / "hello.py").write_text(WORKFLOW)
    done = run(tmp_path, "validate", ".", command=(sys.executable, "-m", "sfn_dsl"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert ran(tmp_path) == set()


def test_what_the_authors_code_imports_is_the_projects_as_before(tmp_path: Path) -> None:
    (tmp_path / "this.py").write_text("TITLE = 'mine'\n")
    (tmp_path / "boto3.py").write_text("TITLE = 'mine, too'\n")
    (tmp_path / "more.py").write_text(
        "import importlib\nTITLE = importlib.import_module('this').TITLE\n"
    )
    text = "import boto3, more, this\nassert boto3.TITLE == 'mine, too'\n"
    (tmp_path / "w.py").write_text(f"{text}assert this.TITLE == more.TITLE == 'mine'\n{WORKFLOW}")
    done = run(tmp_path, "compile", "w.py")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["gzip", "random", "calendar", "graphlib"])
def test_a_file_with_the_name_of_a_library_is_run_as_any_other(tmp_path: Path, name: str) -> None:
    data = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    text = f"{data}@dataclass\nclass D:\n    a: int = 1\n\n{WORKFLOW}"
    # What a library imports while the file is run is no file of the author's.
    text += "from sfn_dsl.python_files.names import _module\n"
    text += f"assert _module('{name}').__file__ != __file__\n"
    (tmp_path / f"{name}.py").write_text(text)
    done = run(tmp_path, "compile", f"{name}.py")
    assert done.returncode == 0, done.stderr
    assert '"Resource": "arn:aws:states:::aws-sdk:s3:listBuckets"' in done.stdout
