"""``sfn deploy``: create or update a state machine in one call."""

from __future__ import annotations

import json
from typing import Any, Final, Literal

import click

from sfn_dsl.aws import workflows
from sfn_dsl.aws.deploy import Deployment
from sfn_dsl.aws.render import as_json, as_text
from sfn_dsl.cli.deployable import deploy_options, workflow_of
from sfn_dsl.cli.plan import show
from sfn_dsl.cli.reporting import finding_line, printable, say

_SAID: Final = {"created": "created", "updated": "updated", "unchanged": "nothing to do:"}


@click.command()
@click.argument("source")
@deploy_options
@click.option("--dry-run", is_flag=True, help="Only show what would be done, as `sfn plan` does.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def deploy(
    source: str,
    account: str | None,
    region: str | None,
    allow_missing_permissions: bool,
    dry_run: bool,
    form: Literal["text", "json"],
) -> None:
    """Create the state machine of the workflow in SOURCE, or update it, or do nothing.

    Credentials, region and endpoint are found as boto3 finds them (AWS_PROFILE, AWS_REGION,
    AWS_ENDPOINT_URL, ...). A run that is cut off leaves the old machine or the new one, and the
    next run does the rest.
    """
    done = workflows.deploy(
        workflow_of(source),
        account=account,
        region=region,
        dry_run=dry_run,
        tell=say,
        allow_missing_permissions=allow_missing_permissions,
    )
    if dry_run:
        show(done.plan, form)
    elif form == "json":
        click.echo(json.dumps(_as_json(done), indent=2, ensure_ascii=False))
    else:
        _show(done)


def _show(done: Deployment) -> None:
    for finding in done.plan.findings:
        say(finding_line(finding))
    if done.action == "updated":
        click.echo(printable(as_text(done.plan)), nl=False)
    click.echo(f"{_SAID[done.action]} {done.arn}")


def _as_json(done: Deployment) -> dict[str, Any]:
    return {"action": done.action, "arn": done.arn, "plan": as_json(done.plan)}
