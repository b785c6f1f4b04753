"""``sfn plan``: what a deploy would do, without doing it."""

from __future__ import annotations

import json
from typing import Literal

import click

from sfn_dsl.aws import workflows
from sfn_dsl.aws.plan import Plan
from sfn_dsl.aws.plan_files import text_of
from sfn_dsl.aws.release import Release
from sfn_dsl.aws.render import as_json, as_text
from sfn_dsl.cli.deployable import change_options, deploy_options, workflow_of
from sfn_dsl.cli.files import write_atomically
from sfn_dsl.cli.releasing import release_options
from sfn_dsl.cli.reporting import finding_line, printable, say


@click.command()
@click.argument("source")
@deploy_options
@change_options
@release_options
@click.option("--out", metavar="FILE", help="Write the plan too, for `sfn deploy --plan FILE`.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def plan(
    source: str,
    account: str | None,
    region: str | None,
    allow_missing_permissions: bool,
    replace: bool,
    ask_aws: bool,
    release: Release | None,
    out: str | None,
    form: Literal["text", "json"],
) -> None:
    """Show what `sfn deploy SOURCE` would do: create, update with the changes, or nothing.

    Nothing is changed in AWS. Exits 0 whether or not there is something to do.
    """
    found = workflows.plan(
        workflow_of(source),
        account=account,
        region=region,
        replace=replace,
        release=release,
        ask_aws=ask_aws,
        tell=say,
        allow_missing_permissions=allow_missing_permissions,
    )
    if out is not None:
        write_atomically(out, text_of(found))
    show(found, form)
    if out is not None:
        say(f"written to {out}; carry it out with: sfn deploy --plan {out}")


def show(found: Plan, form: Literal["text", "json"]) -> None:
    """Print a plan, and what was found about its definition to standard error."""
    for finding in found.findings:
        say(finding_line(finding))
    if form == "json":
        click.echo(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    else:
        click.echo(printable(as_text(found)), nl=False)
