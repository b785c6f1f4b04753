"""``sfn import``: Python source for a definition."""

from __future__ import annotations

import sys

import click

from sfn_dsl.cli.files import write_atomically
from sfn_dsl.cli.options import target_options
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.loading import load
from sfn_dsl.model.workflow import Target


@click.command("import")
@click.argument("source")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, wholly or not at all.")
@click.option("--name", metavar="NAME", help="The name to deploy it under.")
@click.option("--role", metavar="ROLE", help="The name or ARN of its role.")
@target_options
def import_(
    source: str, output: str | None, name: str | None, role: str | None, target: Target
) -> None:
    """Print Python source that compiles to the definition in SOURCE.

    With --name and --role the source holds a workflow that can be deployed, and otherwise the
    state machine alone.
    """
    if (name is None) is not (role is None):
        raise click.UsageError("a workflow has both a name and a role; give --name and --role")
    deployable = Deployable(name, role) if name is not None and role is not None else None
    text = python_source(load(source, target).definition, deployable)
    if output is not None:
        write_atomically(output, text)
    else:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
