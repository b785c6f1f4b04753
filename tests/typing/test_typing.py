"""What the types of the public names let through and what they find."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mistakes.py", "functions.py", "answers.py"])
def test_mypy_finds_each_mistake_and_nothing_else(root: Path, name: str) -> None:
    file = FOLDER / name
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--warn-unreachable",
            "--no-pretty",
            str(file),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = {
        (int(number), code)
        for number, code in re.findall(rf"{name}:(\d+): error: .*\[([a-z-]+)\]", done.stdout)
    }
    expected = {
        (number, marked[1])
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if (marked := re.search(r"# E: ([a-z-]+)", line))
    }
    assert found == expected, done.stdout
