"""``sfn init``: a new project, with a workflow, its tests and its checks."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from keyword import iskeyword
from pathlib import Path
from shlex import quote
from typing import Final

import click

from sfn_dsl.cli.output import note, show_line
from sfn_dsl.errors import SfnError

# Each file of the project, and the template that it is made of.
_FILES: Final = {
    "pyproject.toml": "pyproject.toml",
    "workflows/__init__.py": "init.py",
    "workflows/{{module}}.py": "workflow.py",
    "tests/test_{{module}}.py": "test_workflow.py",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/check.yml": "check.yml",
    ".gitignore": "gitignore",
}
# With the suffix "-role", the name of the role has at most the 64 characters that IAM takes.
_LONGEST: Final = 59
_NEXT: Final = """\
  sfn validate workflows
  pytest --sfn-cov
  sfn policy {workflow}    # what its role has to allow
  sfn local --for {workflow} -- sfn deploy {workflow}    # on your machine
to deploy to AWS, write in pyproject.toml the account of the target, and where you keep sfn_dsl:
  sfn deploy {workflow} --target dev"""


@click.command(short_help="Make a new project in FOLDER.")
@click.argument("folder", default=".", type=click.Path(file_okay=False))
@click.option("--name", metavar="NAME", help="Name of the workflow; by default that of the folder.")
def init(folder: str, name: str | None) -> None:
    """Make a new project in FOLDER, by default the current one.

    It has a workflow, tests that simulate it, a target to deploy it to, and checks before each
    commit and in GitHub Actions. No file is overwritten: if one exists, nothing is written.

    Exit codes: 0: success; 2: the command could not run.
    """
    home = Path(folder)
    chosen = _checked(name) if name is not None else _name_of(home)
    values = {"{{name}}": chosen, "{{module}}": _module(chosen)}
    made = {home / _filled(file, values): _template(kind) for file, kind in _FILES.items()}
    _refuse_existing(home, made)
    for file, text in made.items():
        _write(file, _filled(text, values))
        show_line(str(file))
    _say_next(home, values["{{module}}"])


def _name_of(home: Path) -> str:
    """A name for the workflow after the folder's."""
    folder = home.resolve().name
    found = re.sub(r"[^A-Za-z0-9]+", "-", folder).strip("-")
    if _fault(found):
        raise click.UsageError(f"the folder '{folder}' gives no name for a workflow; give --name")
    return found


def _checked(name: str) -> str:
    if fault := _fault(name):
        raise click.UsageError(f"'{name}' cannot be the name of a workflow: {fault}")
    return name


def _fault(name: str) -> str:
    """What is wrong with a name, which is that of the state machine, of its module and a function.

    "" where nothing is.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        return "write letters, digits, '-' and '_', the first of them a letter"
    if len(name) > _LONGEST:
        return f"write at most {_LONGEST} characters"
    if iskeyword(_module(name)) or _module(name) in _TAKEN:
        return "its file uses that name for something else; write another one"
    return ""


# What the file of the workflow and that of its tests use themselves.
_TAKEN: Final = frozenset({"workflow", "path", "lambda_", "answers", "fails", "simulate"})


def _module(name: str) -> str:
    return name.replace("-", "_").lower()


def _template(kind: str) -> str:
    source = files("sfn_dsl") / "project_template" / f"{kind}.template"
    return source.read_text(encoding="utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _refuse_existing(home: Path, made: dict[Path, str]) -> None:
    """Raise SfnError if anything is in the way of a file to make."""
    there = [str(file) for file in made if os.path.lexists(file)]
    if there:
        raise SfnError(
            f"there is {', '.join(map(repr, there))} already; name another folder, or move what is "
            "there"
        )
    for file in made:
        for above in file.parents:
            if above.exists() and not above.is_dir():
                raise SfnError(f"'{above}' is not a folder; name another one")


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        why = str(error.strerror or error).lower()
        raise SfnError(f"'{file}' cannot be written: {why}; name another folder") from error


def _say_next(home: Path, module: str) -> None:
    """Say what to run, in the folder of the project."""
    note("next:")
    if home != Path():
        note(f"  cd {quote(str(home))}")
    for line in _NEXT.format(workflow=f"workflows/{module}.py").splitlines():
        note(line)
