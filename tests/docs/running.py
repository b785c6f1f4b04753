"""Running the commands that pages show, in this process, and comparing what they print."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from sfn_dsl.cli.main import main
from sfn_dsl.python_files import run_file
from tests.docs.pages import ROOT, blocks, commands, write

# What differs from run to run, and what stands for it.
TIMELESS = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00"), "(time)"),
    (re.compile(r"\bin \d+\.\d+s\b"), "in (time)"),
    (re.compile(r"\b127\.0\.0\.1:\d+"), "127.0.0.1:(port)"),
)


# Pages with commands whose files they do not show: the SDK is in an environment of its own, where
# tests/interop compares this workflow, and the two codes are about names that there are not.
ELSEWHERE = (
    "from-the-stepfunctions-sdk.md",
    *("SFN106-unreadable-source.md", "SFN108-no-such-workflow.md"),
)


def hold_to_its_output(
    page: Path,
    known: Sequence[str],
    *,
    deploys: bool = False,
    is_all: bool = False,
    regenerate: bool = False,
) -> None:
    """Run the commands of a page in the current folder, in order, among the files it shows.

    With `is_all` no `sfn` command that is known may lack a file, which would leave it untested.
    With `regenerate` the page is written anew with what the commands print, to be read in the diff.
    """
    shutil.copytree(ROOT / "workflows", "workflows")
    exit_code, done = 0, 0
    for block, _ in blocks(page):
        if block.file:
            write(block)
        if block.language != "console":
            continue
        for command, said in commands(block):
            if command == "echo $?":
                assert said == str(exit_code), f"{block}: {command}"
            elif can_run(command, known, deploys=deploys):
                printed, exit_code = run(command)
                if regenerate:
                    done = rewrite(page, command, said, printed, done)
                    continue
                assert timeless(printed) == timeless(said), f"{block}: {command}"
            elif is_all and is_known(command, known):
                assert page.name in ELSEWHERE, f"{block}: {command}: its files are not on the page"


def timeless(text: str) -> str:
    """A text without the times and the ports in it, which differ from run to run."""
    for pattern, word in TIMELESS:
        text = pattern.sub(word, text)
    return text


def rewrite(page: Path, command: str, said: str, printed: str, done: int) -> int:
    """Put what a command prints in place of what a page says that it prints; where that ends.

    Before `done` are the commands before it, of which one may be the same.
    """
    text = page.read_text(encoding="utf-8")
    start = text.index(f"$ {command}\n{said}", done)
    old = f"$ {command}\n{said}".rstrip("\n")
    new = f"$ {command}\n{printed}".rstrip("\n")
    if timeless(printed) == timeless(said):
        return start + len(old)
    page.write_text(text[:start] + new + text[start + len(old) :], encoding="utf-8")
    return start + len(new)


def can_run(command: str, known: Sequence[str], *, deploys: bool) -> bool:
    """Tell whether a command is one of those known, on files that are there."""
    program, *words = shlex.split(command.partition(" | ")[0])
    if program == "pytest":
        return program in known
    if program == "python":
        text = Path(words[0]).read_text(encoding="utf-8")
        return deploys or not ("deploy(" in text or "boto3" in text or "deploy_plan(" in text)
    if not is_known(command, known):
        return False
    written = {words[i + 1] for i, word in enumerate(words) if word in ("-o", "--output", "--out")}
    files = [re.sub(r"(\.py):\w+$|#\w+$", r"\1", word) for word in words[1:]]
    return all(
        Path(file).exists() for file in files if re.search(r"\.\w+$", file) and file not in written
    )


def is_known(command: str, known: Sequence[str]) -> bool:
    """Tell whether a command is one of `sfn` that is known."""
    program, *words = shlex.split(command.partition(" | ")[0])
    return program == "sfn" and words[0] in known


def run(command: str) -> tuple[str, int]:
    """What a command prints, in the order in which it does, and its exit code."""
    words, _, filtering = command.partition(" | ")
    words, quiet, _ = words.partition(" 2> /dev/null")
    program, *arguments = shlex.split(words)
    if program == "pytest":
        return run_pytest(arguments)
    shown, apart = io.BytesIO(), io.BytesIO()
    screen = io.TextIOWrapper(shown, encoding="utf-8", write_through=True)
    # A pipe takes standard output only; the rest is on the screen before it.
    other = io.TextIOWrapper(apart, encoding="utf-8", write_through=True)
    with redirect_stdout(screen), redirect_stderr(other if quiet or filtering else screen):
        exit_code = run_here(program, arguments)
    printed = filtered(shown.getvalue(), filtering) if filtering else shown.getvalue()
    if not quiet:
        printed = apart.getvalue() + printed
    return printed.decode().rstrip(), exit_code


def run_pytest(arguments: Sequence[str]) -> tuple[str, int]:
    """What pytest prints, in a process of its own, and its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return done.stdout.rstrip(), done.returncode


def run_here(program: str, arguments: list[str]) -> int:
    """Run ``python`` on a file, or ``sfn``, in this process; return the exit code."""
    if program == "python":
        run_file(arguments[0])
        return 0
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def filtered(printed: bytes, filtering: str) -> bytes:
    """What a command such as ``head -5`` makes of an output."""
    pipe = subprocess.run(
        shlex.split(filtering), input=printed, stdout=subprocess.PIPE, check=True, timeout=60
    )
    return pipe.stdout
