"""No test waits for ever for a process that it has started."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

OF_SUBPROCESS = {"run", "call", "check_call", "check_output"}
# How many arguments each has when a time limit is among them.
OF_A_PROCESS = {"wait": 1, "communicate": 2}


def without_limit(text: str) -> Iterator[int]:
    """The lines of calls that wait for a process as long as it takes."""
    tree = ast.parse(text)
    starts_processes = "subprocess" in text
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        owner, name = call.func.value, call.func.attr
        has_limit = any(keyword.arg in {"timeout", None} for keyword in call.keywords)
        if isinstance(owner, ast.Name) and owner.id == "subprocess":
            waits = name in OF_SUBPROCESS
        else:
            waits = starts_processes and len(call.args) < OF_A_PROCESS.get(name, 0)
        if waits and not has_limit:
            yield call.lineno


@pytest.mark.parametrize("folder", ["tests", "demo"])
def test_every_process_of_a_test_has_a_time_limit(root: Path, folder: str) -> None:
    files = [file for file in (root / folder).rglob("*.py") if "goldens" not in file.parts]
    found = [f"{file}:{line}" for file in files for line in without_limit(file.read_text("utf-8"))]
    assert not found


def test_a_call_without_a_limit_is_found() -> None:
    text = "import subprocess\nsubprocess.run(['x'])\np.wait()\np.communicate('in')\n"
    assert list(without_limit(text)) == [2, 3, 4]
    text = (
        "import subprocess\nsubprocess.run(['x'], timeout=1)\np.wait(1)\np.communicate(timeout=1)"
    )
    assert not list(without_limit(text))
