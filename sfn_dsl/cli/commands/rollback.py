"""``sfn rollback``: point an alias back at an earlier version."""

from __future__ import annotations

from typing import Any

import click

from sfn_dsl.aws.api import Route
from sfn_dsl.cli.options import Form, Where, form_option, where_options
from sfn_dsl.cli.output import say, show_json, show_line, told_in_json
from sfn_dsl.cli.sources import machine_of
from sfn_dsl.cli.substitutions import Substitutions, substitution_options
from sfn_dsl.cli.verbosity import quiet_option
from sfn_dsl.deployment.connect import located
from sfn_dsl.deployment.release.manage import Move, rolled_back
from sfn_dsl.deployment.render.release import routes_text


@click.command(short_help="Point an alias back at an earlier version.")
@click.argument("source")
@where_options
@substitution_options
@click.option("--alias", metavar="NAME", required=True, help="Alias to roll back.")
@click.option(
    "--to",
    metavar="NUMBER",
    type=click.IntRange(min=1),
    help="Version to point it at. Defaults to the one that it pointed at before.",
)
@quiet_option
@form_option("one object.")
def rollback(
    source: str,
    where: Where,
    substitutions: Substitutions,
    alias: str,
    to: int | None,
    form: Form,
) -> None:
    """Point an alias of a state machine at the version before, for all executions at once.

    SOURCE is a Python file with a workflow, a template that names the state machine, or its ARN.
    The version before is the one that the alias pointed at, which its description records; one that
    was rolled back is not gone back to. During a traffic shift, it is the one that the shift began
    from. The state machine itself is not changed.

    Exit codes: 0: success; 2: the command could not run.
    """
    with told_in_json(source, form):
        api, arn = located(
            machine_of(source),
            where.account,
            where.region,
            where.environment,
            substitutions=substitutions.values,
        )
        move = rolled_back(api, arn, alias, to)
    if move.is_guess:
        say(
            f"the alias '{alias}' has no record of what it pointed at before, so the "
            "only older version was taken; to take another one, give --to NUMBER"
        )
    new = Route(move.new)
    if form == "json":
        show_json(_as_json(move, source, arn, alias))
        return
    if move.old == (new,):
        said = f"nothing to do: alias '{alias}' points at {routes_text([new])}"
    else:
        said = f"alias '{alias}': {routes_text(move.old)} -> {routes_text([new])}"
    show_line(said)


def _as_json(move: Move, source: str, arn: str, alias: str) -> dict[str, Any]:
    is_done = move.old == (Route(move.new),)
    return {
        "source": source,
        "action": "nothing" if is_done else "rolled back",
        "arn": arn,
        "alias": alias,
        "old": [{"version": route.version, "weight": route.weight} for route in move.old],
        "new": move.new,
        "guessed": move.is_guess,
    }
