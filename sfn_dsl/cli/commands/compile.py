"""``sfn compile``: the definition as canonical JSON, for review."""
# ruff: noqa: A001 - the command is called compile

from __future__ import annotations

import click

from sfn_dsl.cli import highlight
from sfn_dsl.cli.options import output_option, target_options
from sfn_dsl.cli.output import say, show_lines, write_result
from sfn_dsl.definition import canonical_text
from sfn_dsl.loading import load
from sfn_dsl.model.target import Target, partition_of


@click.command(short_help="Print the definition of SOURCE as canonical JSON.")
@click.argument("source")
@output_option
@click.option(
    "--check",
    metavar="FILE",
    help="Write nothing; show a diff and exit 1 if FILE is out of date.",
)
@target_options
def compile(source: str, output: str | None, check: str | None, target: Target) -> None:
    """Print the definition of SOURCE as canonical JSON.

    Without --account the definition has the placeholder YOUR_ACCOUNT, so that it can be reviewed
    and kept under version control without naming an account.

    Exit codes: 0: success; 1: the FILE of --check is out of date; 2: the command could not run.
    """
    if output is not None and check is not None:
        raise click.UsageError("--output and --check cannot be combined; give one of them")
    text = canonical_text(load(source, target).definition.document)
    if check is not None:
        _check(text, check, source, _options_for(target))
    else:
        write_result(text, output, highlight.json_text)


def _options_for(target: Target) -> str:
    """The options that select a target, as on the command line; "" for the default one."""
    if target.name:
        return f" --target {target.name}"
    default = Target()
    options = {"account": target.account, "region": target.region}
    if target.partition != partition_of(target.region):
        options["partition"] = target.partition
    return "".join(
        f" --{name} {value}" for name, value in options.items() if value != getattr(default, name)
    )


def _check(text: str, file: str, source: str, options: str) -> None:
    # Imported only to compare.
    from difflib import unified_diff
    from pathlib import Path

    write = f"run: sfn compile {source} -o {file}{options}"
    if not Path(file).exists():
        say(f"there is no file '{file}'; {write}")
        click.get_current_context().exit(1)
    written = Path(file).read_bytes()
    if written == text.encode():
        return
    old = written.decode("utf-8", "replace").splitlines()
    changed = unified_diff(old, text.splitlines(), file, source, lineterm="")
    show_lines(changed, highlight.unified_diff)
    say(f"{file} is out of date; {write}")
    click.get_current_context().exit(1)
