"""``sfn versions``: list the published versions of a state machine, and delete old ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import click

from sfn_dsl.cli.options import Form, Where, form_option, where_options
from sfn_dsl.cli.output import note, show_json, told_in_json
from sfn_dsl.cli.sources import machine_of
from sfn_dsl.cli.substitutions import Substitutions, substitution_options
from sfn_dsl.cli.terminal import is_redrawn, styled, write
from sfn_dsl.cli.verbosity import quiet_option
from sfn_dsl.definition.text import one_line
from sfn_dsl.deployment.connect import located
from sfn_dsl.deployment.release.manage import ListedVersion, listed, pruned

_HEADINGS: Final = ("VERSION", "PUBLISHED", "ALIASES", "DESCRIPTION")


@click.command(short_help="List the versions of a state machine, or delete old ones.")
@click.argument("source")
@where_options
@substitution_options
@click.option("--prune", is_flag=True, help="Delete old versions; needs --keep.")
@click.option(
    "--keep",
    metavar="N",
    type=click.IntRange(min=1),
    help="Keep the N newest versions, and those that an alias points at.",
)
@quiet_option
@form_option("an array with one object per version.")
def versions(
    source: str,
    where: Where,
    substitutions: Substitutions,
    prune: bool,
    keep: int | None,
    form: Form,
) -> None:
    """List the versions of a state machine, newest first, with the aliases that point at them.

    SOURCE is a Python file with a workflow, a template that names the state machine, or its ARN.

    Exit codes: 0: success; 2: the command could not run.
    """
    if prune != (keep is not None):
        raise click.UsageError("--prune and --keep go together; give both: --prune --keep 5")
    with told_in_json(source, form):
        api, arn = located(
            machine_of(source),
            where.account,
            where.region,
            where.environment,
            substitutions=substitutions.values,
        )
        if keep is not None:
            gone = pruned(api, arn, keep)
            note(f"deleted: {', '.join(f'version {number}' for number in gone) or 'nothing'}")
        found = listed(api, arn)
    if form == "json":
        show_json([_as_json(each, arn) for each in found])
    elif found:
        write("".join(f"{line}\n" for line in _lines(found)))
    else:
        note(f"{arn} has no published version")


def _lines(found: list[ListedVersion]) -> Iterator[str]:
    """One line per version, in aligned columns, which a terminal has headings of."""
    rows = [
        (str(each.number), _time(each), one_line(_aliases(each)), one_line(each.description or ""))
        for each in found
    ]
    columns = [column for column in range(len(_HEADINGS)) if any(row[column] for row in rows)]
    told = [_HEADINGS, *rows] if is_redrawn() else rows
    widths = {column: max(len(row[column]) for row in told) for column in columns}
    for row in told:
        cells = (_cell(row, each) + " " * (widths[each] - len(row[each])) for each in columns)
        yield "  ".join(cells).rstrip()


def _cell(row: tuple[str, ...], column: int) -> str:
    if row is _HEADINGS:
        return styled(row[column], "heading")
    return styled(row[column], "done") if _HEADINGS[column] == "ALIASES" else row[column]


def _aliases(version: ListedVersion) -> str:
    return ", ".join(
        name if weight == 100 else f"{name} {weight}%" for name, weight in version.aliases
    )


def _time(version: ListedVersion) -> str:
    return datetime.fromtimestamp(version.created, UTC).isoformat(timespec="seconds")


def _as_json(version: ListedVersion, arn: str) -> dict[str, Any]:
    return {
        "version": version.number,
        "arn": f"{arn}:{version.number}",
        "created": _time(version),
        "description": version.description,
        "aliases": [{"name": name, "weight": weight} for name, weight in version.aliases],
    }
