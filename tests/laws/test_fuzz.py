"""Mutated definitions through every tool: briefly here, for long by ``make fuzz``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def fuzz(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fuzz", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_mutated_definitions_crash_hang_and_lose_nothing(root: Path) -> None:
    ended = fuzz(root, "--seed", "7", "--cases", "80")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith("80 cases in ")


@pytest.mark.slow
def test_a_case_is_the_same_whatever_ran_before(root: Path) -> None:
    program = (
        "from fuzz.cases import Case, documents; import hashlib;"
        "print(hashlib.sha256(repr(documents(Case(3, 5))[1:]).encode('utf-8', 'backslashreplace'))"
        ".hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
