"""``sfn deploy``: create or update state machines in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

import click

from sfn_dsl.aws import workflows
from sfn_dsl.aws.api import Api, MachineType
from sfn_dsl.aws.deploy import Deployment, deploy_desired
from sfn_dsl.aws.many import Built, Failed
from sfn_dsl.aws.plan_files import Reviewed, read
from sfn_dsl.aws.release import MoveAlias, Release
from sfn_dsl.aws.render import as_json, as_text
from sfn_dsl.aws.waiting import Timing
from sfn_dsl.cli.deployable import (
    Beside,
    Change,
    Deployable,
    change_options,
    definition_options,
    place_options,
    workflow_of,
)
from sfn_dsl.cli.gathering import gathered, is_several
from sfn_dsl.cli.plan import environment_and_role, planning, show
from sfn_dsl.cli.releasing import release_options
from sfn_dsl.cli.reporting import printable, say, say_finding, show_json
from sfn_dsl.cli.several import Kind, Where, jobs_option, run_several
from sfn_dsl.errors import SfnError
from sfn_dsl.model.workflow import Target

_SAID: Final = {
    "created": "created",
    "updated": "updated",
    "replaced": "replaced",
    "unchanged": "nothing to do:",
}


@click.command()
@click.argument("sources", metavar="[SOURCE...]", nargs=-1)
@place_options
@definition_options
@change_options
@release_options
@click.option(
    "--plan", "plan_file", metavar="FILE", help="Do what this plan says, without a SOURCE."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be done, as `sfn plan` does.")
@jobs_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def deploy(
    sources: tuple[str, ...],
    account: str | None,
    region: str | None,
    target: str | None,
    name: str | None,
    role: str | None,
    machine_type: MachineType | None,
    allow_missing_permissions: bool,
    replace: bool,
    ask_aws: bool,
    release: Release | None,
    plan_file: str | None,
    dry_run: bool,
    jobs: int,
    form: Literal["text", "json"],
) -> None:
    """Create the state machine of the workflow in SOURCE, or update it, or do nothing.

    Credentials, region and endpoint are found as boto3 finds them (AWS_PROFILE, AWS_REGION,
    AWS_ENDPOINT_URL, ...), or as a target says. A run that is cut off leaves the old machine or the
    new one, and the next run does the rest. `--plan FILE` does what `sfn plan --out FILE` wrote,
    and refuses when the machine was changed since.

    A SOURCE may be a folder, for every workflow in its Python files. Of several workflows one that
    fails stops no other; exits 2 when any did.
    """
    change = Change(replace, ask_aws, allow_missing_permissions, release)
    if plan_file is not None:
        told = (account, target, name, role, machine_type, release)
        if sources or replace or dry_run or any(option is not None for option in told):
            raise click.UsageError(
                "a plan says already what is done; give --plan FILE with --region, --format, "
                "--no-aws-validation and --allow-missing-permissions alone"
            )
        _tell(_carried_out(plan_file, region, change), form)
        return
    if not sources:
        raise click.UsageError("give a SOURCE to deploy, or --plan FILE")
    environment, default_role = environment_and_role(target, sources, account, region)
    beside = Beside(name, role, machine_type, default_role)
    where = Where(account, region, environment)
    if is_several(sources):
        kind: Kind[Any] = planning(change) if dry_run else _deploying(change)
        outcomes = run_several(gathered(sources, beside), kind, where, jobs, form)
        click.get_current_context().exit(2 if any(isinstance(o, Failed) for o in outcomes) else 0)
    _tell(_deployed(workflow_of(sources[0], beside), where, change, dry_run=dry_run), form)


def _deployed(workflow: Deployable, where: Where, change: Change, *, dry_run: bool) -> Deployment:
    return workflows.deploy(
        workflow,
        account=where.account,
        region=where.region,
        target=where.environment,
        dry_run=dry_run,
        replace=change.replace,
        release=change.release,
        ask_aws=change.ask_aws,
        tell=say,
        allow_missing_permissions=change.allow_missing_permissions,
    )


def _carried_out(plan_file: str, region: str | None, change: Change) -> Deployment:
    return workflows.deploy_plan(
        _planned(plan_file),
        region=region,
        ask_aws=change.ask_aws,
        tell=say,
        allow_missing_permissions=change.allow_missing_permissions,
    )


def _tell(done: Deployment, form: Literal["text", "json"]) -> None:
    if done.dry_run:
        show(done.plan, form)
    elif form == "json":
        show_json(_as_json(done))
    else:
        _show(done)


def _deploying(change: Change) -> Kind[Deployment]:
    """Deploys many workflows, and tells what was done."""

    def deployed(one: Built, api: Api, place: Target, timing: Timing) -> Deployment:
        return deploy_desired(
            change.make(one),
            api,
            check=one.check,
            account=place.account,
            terms=change.terms,
            timing=timing,
            tell=lambda sentence: say(f"{one.desired.name}: {sentence}"),
        )

    return Kind(deployed, _show, _as_json, lambda done: done.action)


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
        say_finding(finding)
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
