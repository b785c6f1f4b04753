"""docs/reference/commands and the table of README say what the commands say of themselves."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import click
import pytest

from sfn_dsl.cli.main import sfn
from tests.scripts import load_script

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `sfn ([\w-]+)[^`]*` \| .* \| ([^|]*) \|$", re.MULTILINE)
COMMANDS = sfn.list_commands(click.Context(sfn))


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    return load_script("generate_command_pages")


def test_the_pages_of_commands_are_as_generated(generator: ModuleType) -> None:
    expected = generator.generated()

    assert set(generator.FOLDER.glob("*.md")) == expected.keys()
    for file, text in expected.items():
        assert file.read_text(encoding="utf-8") == text, (
            f"{file.name} is out of date; run scripts/generate_command_pages.py"
        )


def test_every_option_is_on_the_page_of_its_command(generator: ModuleType) -> None:
    for name in COMMANDS:
        context = generator.context_of(name)
        page = (generator.FOLDER / f"{name}.md").read_text(encoding="utf-8")
        for parameter in context.command.params:
            if isinstance(parameter, click.Option):
                assert all(f"{each}" in page for each in parameter.opts), f"sfn {name}"


def test_readme_lists_every_command_with_its_exit_codes(generator: ModuleType) -> None:
    listed = dict(ROW.findall((ROOT / "README.md").read_text(encoding="utf-8")))

    assert listed.keys() == set(COMMANDS)
    assert listed.pop("local") == "the command's"
    for name, codes in listed.items():
        context = generator.context_of(name)
        said = {item.partition(":")[0] for item in generator.said_exit_codes(context)}
        assert set(re.findall(r"\d+", codes)) | {"2"} == said, f"sfn {name}"  # 2 is told below it
