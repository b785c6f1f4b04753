"""Running the commands that pages show, in this process, and comparing what they print."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from sfn_dsl.cli.main import main
from sfn_dsl.python_files import run_file
from tests.docs.elsewhere import is_elsewhere
from tests.docs.pages import ROOT, Block, blocks, commands, name_of, write
from tests.docs.reading import check_installing, check_making

# What differs from run to run, and what stands for it.
TIMELESS = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00"), "(time)"),
    (re.compile(r"\bin \d+\.\d+s\b"), "in (time)"),
    (re.compile(r"\b127\.0\.0\.1:\d+"), "127.0.0.1:(port)"),
)
# As for somebody who has installed pytest and this package, and nothing else.
PLUGINS = ("cacheprovider", "hypothesispytest", "cov", "xdist")
PYTEST = {"COLUMNS": "80", "PYTEST_ADDOPTS": " ".join(f"-p no:{name}" for name in PLUGINS)}
MORE_IS_SHOWN = ("CI", "BUILD_NUMBER")  # by pytest, where one of these is set

CHECKED = {"pip": check_installing, "make": check_making}


def hold_to_its_output(page: Path, *, regenerate: bool = False) -> None:
    """Run the commands of a page in the current folder, in order, among the files it shows.

    With `regenerate` the page is written anew with what the commands print, to be read in the diff.
    """
    shutil.copytree(ROOT / "workflows", "workflows")
    exit_code, done = 0, 0
    for block, command, said in to_run(page):
        if command == "echo $?":
            assert said == str(exit_code), f"{block}: {command}"
            continue
        printed, exit_code = run(command, f"{block}: {command}")
        if regenerate:
            done = rewrite(page, command, said, printed, done)
        else:
            assert timeless(printed) == timeless(said), f"{block}: {command}"


def to_run(page: Path) -> Iterator[tuple[Block, str, str]]:
    """The commands of a page that can be run here, each with its block and what it prints.

    The files that the page shows before a command are written then. Commands that install or build
    something are checked.
    """
    for block, _ in blocks(page):
        if block.file:
            write(block)
        for command, said in commands(block):
            program = command.split()[0]
            if is_elsewhere(name_of(page), command):
                continue
            if program in CHECKED:
                assert not said, f"{block}: what '{program}' prints is compared with nothing"
                CHECKED[program](command, str(block))
            else:
                yield block, command, said


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


def run(command: str, where: str) -> tuple[str, int]:
    """What a command prints, in the order in which it does, and its exit code."""
    words, _, filtering = command.partition(" | ")
    words, quiet, _ = words.partition(" 2> /dev/null")
    program, *arguments = shlex.split(words)
    if program == "cd":
        os.chdir(arguments[0])
        return "", 0
    if program == "pytest":
        return run_apart([sys.executable, "-m", program, *arguments], PYTEST, errors=False)
    if program == "sfn" and arguments[0] == "local":
        return run_apart([sys.executable, "-m", "sfn_dsl", *arguments])
    assert program in ("sfn", "python"), (
        f"{where}: no test can run '{program}'; teach it to tests/docs/running.py, or put the "
        f"command into tests/docs/elsewhere.py with the reason why it cannot run here"
    )
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


def run_apart(
    words: Sequence[str], environment: dict[str, str] | None = None, *, errors: bool = True
) -> tuple[str, int]:
    """What a command prints in a process of its own, with or without errors, and its exit code."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name not in MORE_IS_SHOWN}
    done = subprocess.run(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if errors else None,
        env={**kept, "PATH": path, **(environment or {})},
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
