"""Write docs/reference/commands: a page for each command, and the list of all of them.

Everything is taken from the commands themselves, as ``--help`` is. Run it after a change of a
command's docstring or options; a test holds the files to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from sfn_dsl.cli.main import INTERRUPTED, sfn

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "reference" / "commands"

# The page that shows a command at work.
GUIDES: Final = {
    "init": "how-to/new-project.md",
    "compile": "how-to/authoring.md",
    "validate": "how-to/validating.md",
    "diff": "reference/comparing.md",
    "explain": "reference/rules/index.md",
    "import": "how-to/from-json.md",
    "graph": "how-to/graph.md",
    "simulate": "how-to/simulating.md",
    "review": "how-to/review.md",
    "policy": "reference/policy.md",
    "role": "how-to/role.md",
    "plan": "how-to/deploying.md",
    "deploy": "how-to/deploying.md",
    "drift": "how-to/drift.md",
    "pull": "how-to/drift.md",
    "versions": "how-to/versions.md",
    "rollback": "how-to/versions.md",
    "local": "how-to/local.md",
}

PROLOGUE: Final = """\
# Commands

Each command has a page with its options, their defaults and its exit codes, as `sfn COMMAND --help`
prints them. What a SOURCE can be is on [a page of its own](../sources.md). Results go to standard
output, messages to standard error.

| command | what it does | exit codes besides 0 |
|---|---|---|
"""

# An option, a table of pyproject.toml, or a command in quotes: code in Markdown.
_CODE: Final = re.compile(r"(?<![\w-])--[a-z][\w-]*|\[tool\.[\w.]+\]|'((?:aws|pytest|sfn) [^']+)'")
_EXTRA: Final = re.compile(r"\s\s\[([^\[\]]*)\]$")
_EXIT_CODE: Final = re.compile(r"(\d[\d +N]*): (.*)", re.DOTALL)


def main() -> None:
    """Write all files, and remove the pages of commands that are gone."""
    files = generated()
    FOLDER.mkdir(exist_ok=True)
    for file in set(FOLDER.glob("*.md")) - files.keys():
        file.unlink()
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")


def generated() -> dict[Path, str]:
    """Each file that this script writes, with what it writes there."""
    contexts = [context_of(name) for name in sfn.list_commands(click.Context(sfn))]
    pages = {FOLDER / f"{each.info_name}.md": page(each) for each in contexts}
    return {FOLDER / "index.md": index(contexts), **pages}


def context_of(name: str) -> click.Context:
    """The context in which a command shows its help."""
    above = click.Context(sfn, info_name="sfn", **sfn.context_settings)
    command = sfn.get_command(above, name) or sfn
    return click.Context(command, info_name=name, parent=above)


def index(contexts: list[click.Context]) -> str:
    """The list of all commands, and what is before a command."""
    rows = [
        f"| [`sfn {each.info_name}`]({each.info_name}.md) "
        f"| {marked(summary(each))} | {unless_success(each)} |\n"
        for each in contexts
    ]
    whole = click.Context(sfn, info_name="sfn", **sfn.context_settings)
    stopped = f"* `{INTERRUPTED}`: it was interrupted with Ctrl-C\n"
    return "".join(
        [PROLOGUE, *rows, before_a_command(whole), *exit_codes(whole), stopped],
    )


def before_a_command(context: click.Context) -> str:
    """The options of ``sfn`` itself."""
    return f"\n## Before the command\n\n{options(context)}\n## Exit codes\n\n"


def unless_success(context: click.Context) -> str:
    """The exit codes of a command besides 0, for a row of the list."""
    codes = [found[1] for item in said_exit_codes(context) if (found := _EXIT_CODE.match(item))]
    return ", ".join(codes[1:])


def summary(context: click.Context) -> str:
    """What a command does, in one sentence."""
    return context.command.get_short_help_str(limit=300)


def page(context: click.Context) -> str:
    """The page of a command."""
    name = context.info_name or ""
    first, *paragraphs = described(context)
    usage = " ".join([context.command_path, *context.command.collect_usage_pieces(context)])
    guide = ROOT / "docs" / GUIDES[name] if name in GUIDES else None
    link = f"\nSee also: [{title_of(guide)}](../../{GUIDES[name]}).\n" if guide else ""
    return "".join(
        [
            f"# sfn {name}\n\n{marked(first)}\n\n```text\n{usage}\n```\n\n",
            *(f"{marked(text)}\n\n" for text in paragraphs),
            f"## Options\n\n{options(context)}\n## Exit codes\n\n",
            *exit_codes(context),
            link,
        ]
    )


def title_of(guide: Path) -> str:
    """The heading of a page."""
    return guide.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def described(context: click.Context) -> list[str]:
    """The paragraphs of a command's help without the last one, on its exit codes."""
    paragraphs = (context.command.help or "").split("\n\n")
    return [" ".join(text.split()) for text in paragraphs[:-1]]


def said_exit_codes(context: click.Context) -> list[str]:
    """What the last paragraph of a command's help says of each exit code."""
    last = " ".join((context.command.help or "").split("\n\n")[-1].split())
    start, is_there, codes = last.partition("Exit codes: ")
    if start or not is_there:
        raise ValueError(f"'{context.command_path}' ends its help without its exit codes")
    return re.split(r"; |\. ", codes.removesuffix("."))


def exit_codes(context: click.Context) -> Iterator[str]:
    """The exit codes as items."""
    for item in said_exit_codes(context):
        found = _EXIT_CODE.match(item)
        yield f"* `{found[1]}`: {marked(found[2])}\n" if found else f"* {marked(item)}\n"


def options(context: click.Context) -> str:
    """The table of a command's options."""
    known = [each for each in context.command.get_params(context) if is_own(each, context)]
    rows = [option(*record) for each in known if (record := each.get_help_record(context))]
    return "| option | meaning |\n|---|---|\n" + "".join(rows)


def is_own(parameter: click.Parameter, context: click.Context) -> bool:
    """Tell whether a parameter is an option, and not --help, which every command has."""
    is_help = "--help" in parameter.opts and context.command is not sfn
    return isinstance(parameter, click.Option) and not is_help


def option(names: str, text: str) -> str:
    """The row of an option, from what its help says."""
    extra = _EXTRA.search(text)
    notes = [note(each) for each in (extra[1].split("; ") if extra else ())]
    meaning = " ".join([marked(_EXTRA.sub("", text)), *notes])
    return f"| {in_cell(f'`{names}`')} | {in_cell(meaning)} |\n"


def note(said: str) -> str:
    """What the help of an option ends with, in brackets, as a sentence."""
    if said.startswith("default: "):
        return f"Defaults to `{said.removeprefix('default: ')}`."
    if found := re.fullmatch(r"(\d+)<=x<=(\d+)", said):
        return f"From {found[1]} to {found[2]}."
    if found := re.fullmatch(r"x>=(\d+)", said):
        return f"At least {found[1]}."
    return f"{said.capitalize()}."


def marked(text: str) -> str:
    """A sentence of help with its code marked as Markdown does."""
    parts = text.split("`")
    parts[::2] = [
        _CODE.sub(lambda found: f"`{found[1] or found[0]}`", prose) for prose in parts[::2]
    ]
    return "`".join(parts)


def in_cell(text: str) -> str:
    """A text as a cell of a table has it."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main()
