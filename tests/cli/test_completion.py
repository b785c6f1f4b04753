"""A shell completes commands, options, values, files and codes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# What bash does when a key is pressed; `compopt` works only inside of that.
ASKING = """
compopt() { echo "by $2"; }
eval "$(_SFN_COMPLETE=bash_source sfn)"
complete -p sfn
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_sfn_completion sfn
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("sfn va", ["validate"]),
        ("sfn validate --form", ["--format"]),
        ("sfn validate --format s", ["sarif"]),
        ("sfn validate flows/", ["by default"]),
        ("sfn compile x.py --output b", ["by default"]),
        ("sfn init f", ["by dirnames"]),
        ("sfn explain sfn20", [f"SFN20{digit}" for digit in (1, 3, 4, 5, 6, 7, 8, 9)]),
        ("sfn explain unreachable-s", ["unreachable-state"]),
        ("sfn pull n", []),
        ("sfn plan flows --target p", ["prod", "pilot"]),
    ],
)
def test_bash_completes_what_is_typed(typed: str, completed: list[str], tmp_path: Path) -> None:
    targets = "".join(f"[tool.sfn_dsl.targets.{name}]\n" for name in ("prod", "pilot", "test"))
    (tmp_path / "pyproject.toml").write_text(targets)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", ASKING, "bash", *typed.split()],  # noqa: S607 - wherever it is
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    registered, *found = done.stdout.split("\n")
    assert "-F _sfn_completion sfn" in registered
    assert [line for line in found if line] == completed
