"""``sfn rollback``: point an alias back at an earlier version."""

from __future__ import annotations

import click

from sfn_dsl.aws.api import Route
from sfn_dsl.cli.options import Where, where_options
from sfn_dsl.cli.output import say, show_line
from sfn_dsl.cli.sources import machine_of
from sfn_dsl.deployment.connect import located
from sfn_dsl.deployment.release.manage import rolled_back
from sfn_dsl.deployment.render.release import routes_text


@click.command(short_help="Point an alias back at an earlier version.")
@click.argument("source")
@where_options
@click.option("--alias", metavar="NAME", required=True, help="Alias to roll back.")
@click.option(
    "--to",
    metavar="NUMBER",
    type=click.IntRange(min=1),
    help="Version to point it at. Defaults to the one that it pointed at before.",
)
def rollback(
    source: str,
    where: Where,
    alias: str,
    to: int | None,
) -> None:
    """Point an alias of a state machine at the version before, for all executions at once.

    SOURCE is a Python file with a workflow, a template that names the state machine, or its ARN.
    The version before is the one that the alias pointed at, which its description records; one that
    was rolled back is not gone back to. During a traffic shift, it is the one that the shift began
    from. The state machine itself is not changed.

    Exit codes: 0: success; 2: the command could not run.
    """
    api, arn = located(machine_of(source), where.account, where.region, where.environment)
    move = rolled_back(api, arn, alias, to)
    if move.is_guess:
        say(
            f"the alias '{alias}' has no record of what it pointed at before, so the "
            "only older version was taken; to take another one, give --to NUMBER"
        )
    new = Route(move.new)
    if move.old == (new,):
        said = f"nothing to do: alias '{alias}' points at {routes_text([new])}"
    else:
        said = f"alias '{alias}': {routes_text(move.old)} -> {routes_text([new])}"
    show_line(said)
