"""``sfn import``: Python source for a definition."""

from __future__ import annotations

import click

from sfn_dsl.cli.options import output_option, target_options
from sfn_dsl.cli.output import write_result
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.importer import python_source
from sfn_dsl.loading import load
from sfn_dsl.model.target import Target
from sfn_dsl.tools import deployable


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
    defines the state machine only. A workflow has its own name and role, which these options
    replace.

    Exit codes: 0: success; 2: the command could not run.
    """
    built = load(source, target).built
    try:
        found = deployable(built, name, role)
    except AuthoringTypeError as error:
        message = "a workflow needs both a name and a role; give --name and --role"
        raise click.UsageError(message) from error
    write_result(python_source(built.definition, found), output)
