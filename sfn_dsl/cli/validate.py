"""``sfn validate``: schema and lint over any number of sources."""

from __future__ import annotations

from typing import Literal

import click

from sfn_dsl.cli.options import target_options
from sfn_dsl.cli.reporting import counted, finding_line, findings_as_json, say
from sfn_dsl.diagnostics import Diagnostic, Severity, has_errors
from sfn_dsl.errors import SfnError, SourceError
from sfn_dsl.loading import load
from sfn_dsl.model.workflow import Target
from sfn_dsl.validation import validate as findings


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Lines for people, or a JSON array with one object for each finding.",
)
@target_options
def validate(sources: tuple[str, ...], form: Literal["text", "json"], target: Target) -> None:
    """Check each SOURCE against the schema of the States Language and by lint.

    Exits 1 when there is an error, be it only that a source cannot be read.
    """
    found = [finding for source in sources for finding in _findings(source, target)]
    if form == "json":
        click.echo(findings_as_json(found))
    else:
        for finding in found:
            click.echo(finding_line(finding))
        say(counted(found, len(sources)))
    click.get_current_context().exit(1 if has_errors(found) else 0)


def _findings(source: str, target: Target) -> list[Diagnostic]:
    try:
        return findings(load(source, target).definition)
    except SourceError as error:
        return list(error.diagnostics)
    except (SfnError, OSError) as error:
        return [Diagnostic("SFN106", Severity.ERROR, f"'{source}' cannot be read: {error}")]
