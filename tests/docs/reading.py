"""Reading the blocks of pages that are neither run nor shown for a command.

Each is read by what reads such a file in a project: a table of pyproject.toml by this package, by
pytest or by mypy, a hook of pre-commit by what this repository says of its hooks. Of steps of
GitHub Actions, the commands of this package and their options are looked up.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.shell_completion import get_completion_class
from mypy.options import Options

from sfn_dsl.cli.main import sfn
from sfn_dsl.configuration.findings import load_configuration
from sfn_dsl.configuration.resources import load_resources
from sfn_dsl.configuration.targets import load_environment
from sfn_dsl.configuration.workflows import listed_workflows
from sfn_dsl.report.codes import pages
from sfn_dsl.testing import read_tasks
from tests.docs.pages import ROOT, Block, is_generated

COMMAND = re.compile(r"(?<![\w./[-])sfn ([^|;&]*)")
EXTRAS = re.compile(r"sfn_dsl(?:-VERSION-py3-none-any\.whl)?\[([\w,]*)\]|'\.\[([\w,]*)\]'")
STEP = {"name", "id", "if", "uses", "with", "run", "shell", "env"}
OURS = "https://github.com/OWNER/sfn_dsl"

READ: dict[str, Callable[[str], Any]] = {
    "toml": tomllib.loads,
    "json": json.loads,
    "yaml": yaml.safe_load,
    "sh": str.split,
}

Reader = Callable[[Any, Path, pytest.Config], None]


def reader_of(block: Block) -> Reader | None:
    """What reads a block, given its content, an empty folder and pytest's configuration.

    A file for the commands on the page is left to them, but for those of FILES.
    """
    if block.file in FILES:
        return FILES[block.file]
    if block.language == "sh":
        return read_startup
    if block.file or is_generated(block.page) or block.language not in READ:
        return None
    try:
        content = content_of(block)
    except (ValueError, yaml.YAMLError):
        return None
    first = content[0] if content and isinstance(content, list) else content
    if not isinstance(first, dict):
        return None
    return next((read for members, read in MEMBERS if not members.isdisjoint(first)), None)


def content_of(block: Block) -> Any:
    """What stands in a block of TOML, JSON or YAML; of a shell's file, the words."""
    return READ[block.language](block.text)


def read_project(project: Any, folder: Path, config: pytest.Config) -> None:
    """Read the tables of a pyproject.toml; its file is in the folder."""
    assert project.keys() == {"tool"}
    for tool, table in project["tool"].items():
        if tool == "pytest":
            for name in table["ini_options"]:
                config.getini(name)  # which raises an error for a name that it does not know
        elif tool == "mypy":
            assert all(hasattr(Options(), name) for name in table), table
        else:
            assert tool == "sfn_dsl", f"nothing reads [tool.{tool}]"
            read_our_table(table, folder)


def read_our_table(table: dict[str, Any], folder: Path) -> None:
    for pattern in table.get("workflows", []):
        file = folder / pattern.replace("**", "nightly").replace("*", "nightly")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    load_configuration(folder / "pyproject.toml", pages().keys(), "pyproject.toml")
    listed_workflows(folder / "pyproject.toml")
    load_resources(folder)
    for name in table.get("targets", {}):
        load_environment(name, folder)


def read_answers(answers: dict[str, Any], folder: Path, _: pytest.Config) -> None:
    """Read a tasks file. Its handlers are run where a command of the page runs them."""
    for answer in answers.values():
        (folder / answer.get("folder", "")).mkdir(parents=True, exist_ok=True)
    file = folder / "tasks.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    assert read_tasks(file, load=str).keys() == answers.keys()


def read_startup(words: list[str], _: Path, __: pytest.Config) -> None:
    """Look up the shells that a startup file names: click knows how each is completed."""
    shells = {
        found[1] for word in words if (found := re.search(r"_SFN_COMPLETE=(\w+)_source", word))
    }
    assert shells == {"bash", "zsh", "fish"}
    assert all(get_completion_class(shell) for shell in shells)


def read_event_pattern(pattern: Any, _: Path, __: pytest.Config) -> None:
    """Hold a pattern of EventBridge to what it is for: executions that did not succeed."""
    from moto.events.models import EventPattern, EventPatternParser  # slow to load

    rule = EventPattern(json.dumps(pattern), EventPatternParser(json.dumps(pattern)).parse())
    event = {"source": "aws.states", "detail-type": "Step Functions Execution Status Change"}
    matched = {
        status
        for status in ("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED")
        if rule.matches_event({**event, "detail": {"status": status}})
    }
    assert matched == {"FAILED", "TIMED_OUT", "ABORTED"}


def read_steps(workflow: Any, _: Path, __: pytest.Config) -> None:
    """Look up what the steps of a workflow of GitHub Actions, or some steps, call."""
    jobs = workflow["jobs"].values() if isinstance(workflow, dict) else [{"steps": workflow}]
    for step in (step for job in jobs for step in job["steps"]):
        assert step.keys() <= STEP
        assert ("uses" in step) != ("run" in step), step
        script = step.get("run", "")
        check_options(script)
        for line in script.splitlines():
            if "pip install " in line:
                check_installing(line, step)


def read_hooks(hooks: Any, _: Path, __: pytest.Config) -> None:
    """Look up the hooks of a configuration of pre-commit, or of some of its repositories."""
    given = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    ours = {hook["id"]: hook for hook in given}
    for repository in hooks["repos"] if isinstance(hooks, dict) else hooks:
        assert repository["repo"] in (OURS, "local")
        for hook in repository["hooks"]:
            whole = hook if repository["repo"] == "local" else {**ours[hook["id"]], **hook}
            assert {"id", "name", "entry", "language"} <= whole.keys()
            re.compile(whole["files"])
            check_options(" ".join([whole["entry"], *whole.get("args", [])]))


def check_options(code: str) -> None:
    """Look up the commands of this package in a text, and their options."""
    for found in COMMAND.finditer(code):
        words = found[1].splitlines()[0].split(" -- ")[0].split()
        name = next((word for word in words if not word.startswith("-")), "")
        known = sfn.get_command(click.Context(sfn), name) if name.islower() else sfn
        assert known is not None, f"there is no command 'sfn {name}'"
        options = {option for part in (*sfn.params, *known.params) for option in part.opts}
        used = {word.split("=")[0].strip("[]") for word in words if word.startswith("-")}
        assert used - {"--", "--help"} <= options, f"sfn {name}"


def check_installing(command: str, where: object) -> None:
    """Look up the extras that pip is to install; nothing is installed."""
    assert "pip install " in command, where
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extras(command) <= project["optional-dependencies"].keys(), f"{where}: {command}"


def extras(command: str) -> set[str]:
    return {name for found in EXTRAS.findall(command) for name in "".join(found).split(",")}


def check_making(command: str, where: object) -> None:
    """Look up what make is to make; nothing is made."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in words_of(command):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{where}: {command}"


def words_of(command: str) -> list[str]:
    """The arguments of a command, without a comment after it."""
    return command.partition(" # ")[0].split()[1:]


FILES: dict[str, Reader] = {
    "tasks.yaml": read_answers,
    ".github/workflows/deploy.yml": read_steps,
}
# By members of the content, what reads it.
MEMBERS: tuple[tuple[set[str], Reader], ...] = (
    ({"tool"}, read_project),
    ({"jobs", "run", "uses"}, read_steps),
    ({"repos", "repo"}, read_hooks),
    ({"detail"}, read_event_pattern),
)
