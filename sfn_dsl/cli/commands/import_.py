"""``sfn import``: Python source for a definition."""

from __future__ import annotations

import click

from sfn_dsl.cli.options import output_option, target_options
from sfn_dsl.cli.output import write_result
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.loading import load
from sfn_dsl.model.target import Target


@click.command("import", short_help="Print Python source for the definition in SOURCE.")
@click.argument("source")
@output_option
@click.option("--name", metavar="NAME", help="Name to deploy the state machine under.")
@click.option("--role", metavar="ROLE", help="Its role, as name or ARN.")
@target_options
def import_(
    source: str, output: str | None, name: str | None, role: str | None, target: Target
) -> None:
    """Print Python source that compiles to the definition in SOURCE.

    With --name and --role, the Python source defines a workflow that can be deployed; without, it
    defines the state machine only.

    Exit codes: 0: success; 2: the command could not run.
    """
    if (name is None) is not (role is None):
        raise click.UsageError("a workflow needs both a name and a role; give --name and --role")
    deployable = Deployable(name, role) if name is not None and role is not None else None
    text = python_source(load(source, target).definition, deployable)
    write_result(text, output)
