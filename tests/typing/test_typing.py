"""What the types of the authoring model let through and what they find."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

MISTAKES = Path(__file__).with_name("mistakes.py")


@pytest.mark.slow
def test_mypy_finds_each_mistake_and_nothing_else(root: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--warn-unreachable",
            "--no-pretty",
            str(MISTAKES),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = {
        (int(number), code)
        for number, code in re.findall(r"mistakes\.py:(\d+): error: .*\[([a-z-]+)\]", done.stdout)
    }
    expected = {
        (number, marked[1])
        for number, line in enumerate(MISTAKES.read_text().splitlines(), 1)
        if (marked := re.search(r"# E: ([a-z-]+)", line))
    }
    assert found == expected, done.stdout
