"""``sfn compile``: the definition as canonical JSON, for review."""
# ruff: noqa: A001 - the command is called compile

from __future__ import annotations

import sys
from pathlib import Path

import click

from sfn_dsl.cli.options import target_options
from sfn_dsl.cli.output import printable, say
from sfn_dsl.definition import canonical_text
from sfn_dsl.loading import load
from sfn_dsl.model.workflow import Target, partition_of


@click.command()
@click.argument("source")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, wholly or not at all.")
@click.option(
    "--check",
    metavar="FILE",
    help="Write nothing; exit 1 with the difference when FILE holds another text.",
)
@target_options
def compile(source: str, output: str | None, check: str | None, target: Target) -> None:
    """Print the definition that SOURCE makes, as canonical JSON.

    Without --account the definition holds the placeholder YOUR_ACCOUNT, so that it can be reviewed
    and stored without naming an account.
    """
    if output is not None and check is not None:
        raise click.UsageError("--output writes and --check does not; write one of them")
    text = canonical_text(load(source, target).definition.document)
    if check is not None:
        _check(text, check, source, _said_of(target))
    elif output is not None:
        # Printing, which is what most runs do, does without what writes files.
        from sfn_dsl.cli.files import write_atomically

        write_atomically(output, text)
    else:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()


def _said_of(target: Target) -> str:
    """The options that make a target, to be written again; "" for the default one."""
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
    write = f"run: sfn compile {source} -o {file}{options}"
    if not Path(file).exists():
        say(f"there is no file '{file}'; {write}")
        click.get_current_context().exit(1)
    # Loaded only where a file is to be compared with.
    from difflib import unified_diff

    held = Path(file).read_bytes()
    if held == text.encode():
        return
    old = held.decode("utf-8", "replace").splitlines(keepends=True)
    new = text.splitlines(keepends=True)
    click.echo(printable("".join(unified_diff(old, new, file, source))), nl=False)
    say(f"{file} is out of date; {write}")
    click.get_current_context().exit(1)
