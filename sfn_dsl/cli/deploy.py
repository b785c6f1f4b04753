"""``sfn deploy``: create or update a state machine in one call."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Literal

import click

from sfn_dsl.aws import workflows
from sfn_dsl.aws.deploy import Deployment
from sfn_dsl.aws.plan_files import Reviewed, read
from sfn_dsl.aws.release import MoveAlias, Release
from sfn_dsl.aws.render import as_json, as_text
from sfn_dsl.cli.deployable import change_options, deploy_options, workflow_of
from sfn_dsl.cli.plan import show
from sfn_dsl.cli.releasing import release_options
from sfn_dsl.cli.reporting import finding_line, printable, say
from sfn_dsl.errors import SfnError

_SAID: Final = {
    "created": "created",
    "updated": "updated",
    "replaced": "replaced",
    "unchanged": "nothing to do:",
}


@click.command()
@click.argument("source", required=False)
@deploy_options
@change_options
@release_options
@click.option(
    "--plan", "plan_file", metavar="FILE", help="Do what this plan says, without a SOURCE."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be done, as `sfn plan` does.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def deploy(
    source: str | None,
    account: str | None,
    region: str | None,
    allow_missing_permissions: bool,
    replace: bool,
    ask_aws: bool,
    release: Release | None,
    plan_file: str | None,
    dry_run: bool,
    form: Literal["text", "json"],
) -> None:
    """Create the state machine of the workflow in SOURCE, or update it, or do nothing.

    Credentials, region and endpoint are found as boto3 finds them (AWS_PROFILE, AWS_REGION,
    AWS_ENDPOINT_URL, ...). A run that is cut off leaves the old machine or the new one, and the
    next run does the rest. `--plan FILE` does what `sfn plan --out FILE` wrote, and refuses when
    the machine was changed since.
    """
    if plan_file is not None:
        if source or account or replace or release or dry_run:
            raise click.UsageError(
                "a plan says already what is done; give --plan FILE with --region, --format, "
                "--no-aws-validation and --allow-missing-permissions alone"
            )
        done = workflows.deploy_plan(
            _planned(plan_file),
            region=region,
            ask_aws=ask_aws,
            tell=say,
            allow_missing_permissions=allow_missing_permissions,
        )
    elif source is None:
        raise click.UsageError("give a SOURCE to deploy, or --plan FILE")
    else:
        done = workflows.deploy(
            workflow_of(source),
            account=account,
            region=region,
            dry_run=dry_run,
            replace=replace,
            release=release,
            ask_aws=ask_aws,
            tell=say,
            allow_missing_permissions=allow_missing_permissions,
        )
    if dry_run:
        show(done.plan, form)
    elif form == "json":
        click.echo(json.dumps(_as_json(done), indent=2, ensure_ascii=False))
    else:
        _show(done)


def _planned(file: str) -> Reviewed:
    try:
        text = Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise SfnError(
            f"'{file}' cannot be read: {error.strerror}; name a file that 'sfn plan --out' wrote"
        ) from error
    return read(text, file)


def _show(done: Deployment) -> None:
    for finding in done.plan.findings:
        say(finding_line(finding))
    if done.action in ("updated", "replaced"):
        click.echo(printable(as_text(done.plan)), nl=False)
    click.echo(f"{_SAID[done.action]} {done.arn}")
    if done.version is not None:
        click.echo(f"published {done.arn}:{done.version}")
    for step in done.steps:
        if isinstance(step, MoveAlias):
            click.echo(f"alias '{step.name}' leads to version {step.new}")


def _as_json(done: Deployment) -> dict[str, Any]:
    version = {} if done.version is None else {"version": done.version}
    return {"action": done.action, "arn": done.arn, **version, "plan": as_json(done.plan)}
