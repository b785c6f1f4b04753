"""``sfn plan``: what a deploy would do, without doing it."""

from __future__ import annotations

import json
from typing import Literal

import click

from sfn_dsl.aws import workflows
from sfn_dsl.aws.plan import Plan
from sfn_dsl.aws.render import as_json, as_text
from sfn_dsl.cli.deployable import deploy_options, workflow_of
from sfn_dsl.cli.reporting import finding_line, printable, say


@click.command()
@click.argument("source")
@deploy_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def plan(
    source: str,
    account: str | None,
    region: str | None,
    allow_missing_permissions: bool,
    form: Literal["text", "json"],
) -> None:
    """Show what `sfn deploy SOURCE` would do: create, update with the changes, or nothing.

    Nothing is changed in AWS. Exits 0 whether or not there is something to do.
    """
    found = workflows.plan(
        workflow_of(source),
        account=account,
        region=region,
        tell=say,
        allow_missing_permissions=allow_missing_permissions,
    )
    show(found, form)


def show(found: Plan, form: Literal["text", "json"]) -> None:
    """Print a plan, and what was found about its definition to standard error."""
    for finding in found.findings:
        say(finding_line(finding))
    if form == "json":
        click.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    else:
        click.echo(printable(as_text(found)), nl=False)
