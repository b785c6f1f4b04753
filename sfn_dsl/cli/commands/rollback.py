"""``sfn rollback``: lead an alias back to the version before."""

from __future__ import annotations

import click

from sfn_dsl.aws.api import Route
from sfn_dsl.cli.output import printable
from sfn_dsl.cli.sources import machine_of
from sfn_dsl.cli.where import Where, where_options
from sfn_dsl.deployment.connect import located
from sfn_dsl.deployment.release.manage import rolled_back
from sfn_dsl.deployment.render.release import routes_text


@click.command(short_help="Lead an alias back to the version before.")
@click.argument("source")
@where_options
@click.option("--alias", metavar="NAME", required=True, help="The alias to lead back.")
@click.option(
    "--to",
    metavar="NUMBER",
    type=click.IntRange(min=1),
    help="The version to lead it to; the one before unless given.",
)
def rollback(
    source: str,
    where: Where,
    alias: str,
    to: int | None,
) -> None:
    """Lead an alias of a state machine to the version before, at once and altogether.

    SOURCE is a Python file with a workflow, or the ARN of a state machine. Of two versions that
    share the alias while one is being introduced, the older one gets all of it again. What is
    deployed stays as it is.
    """
    api, arn = located(machine_of(source), where.account, where.region, where.environment)
    move = rolled_back(api, arn, alias, to)
    new = Route(move.new)
    if move.old == (new,):
        said = f"nothing to do: alias '{alias}' points at {routes_text([new])}"
    else:
        said = f"alias '{alias}': {routes_text(move.old)} -> {routes_text([new])}"
    click.echo(printable(said))
