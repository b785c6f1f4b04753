"""``sfn deploy``: create or update state machines in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli.batch import Kind, failed, jobs_option, run_several
from sfn_dsl.cli.changing import Change, change_options
from sfn_dsl.cli.commands.plan import planning, show
from sfn_dsl.cli.gathering import gathered, is_several
from sfn_dsl.cli.options import Form, form_option
from sfn_dsl.cli.output import TROUBLE, printable, say, say_finding, show_json
from sfn_dsl.cli.sources import Beside, source_options, workflow_of
from sfn_dsl.cli.where import Where
from sfn_dsl.deployment import api as workflows
from sfn_dsl.deployment.batch import Built
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.release.spec import MoveAlias
from sfn_dsl.deployment.render.plan import as_json, as_text
from sfn_dsl.deployment.saved_plan import SavedPlan, read
from sfn_dsl.errors import SfnError
from sfn_dsl.model.workflow import Target

_SAID: Final = {
    "created": "created",
    "updated": "updated",
    "replaced": "replaced",
    "unchanged": "nothing to do:",
}


@click.command(short_help="Create or update the state machine of SOURCE.")
@click.argument("sources", metavar="[SOURCE...]", nargs=-1)
@source_options
@change_options
@click.option(
    "--plan", "plan_file", metavar="FILE", help="Do what this plan says, without a SOURCE."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be done, as `sfn plan` does.")
@jobs_option
@form_option("an object; of several workflows an array.")
def deploy(
    sources: tuple[str, ...],
    where: Where,
    beside: Beside,
    change: Change,
    plan_file: str | None,
    dry_run: bool,
    jobs: int,
    form: Form,
) -> None:
    """Create the state machine of the workflow in SOURCE, or update it, or do nothing.

    Credentials, region and endpoint are found as boto3 finds them (AWS_PROFILE, AWS_REGION,
    AWS_ENDPOINT_URL, ...), or as a target says. A run that is cut off leaves the old machine or the
    new one, and the next run does the rest. `--plan FILE` does what `sfn plan -o FILE` wrote,
    and refuses when the machine was changed since.

    A SOURCE may be a folder, for every workflow in its Python files. Of several workflows one that
    fails stops no other; exits 2 when any did.
    """
    if plan_file is not None:
        said = (where.account, where.environment, change.release, *beside.said)
        if sources or dry_run or change.replace or any(each is not None for each in said):
            raise click.UsageError(
                "a plan says already what is done; give --plan FILE with --region, --format, "
                "--no-aws-validation and --allow-missing-permissions alone"
            )
        _tell(_carried_out(plan_file, where.region, change), form)
        return
    if not sources:
        raise click.UsageError("give a SOURCE to deploy, or --plan FILE")
    if is_several(sources):
        kind: Kind[Any] = planning(change) if dry_run else _deploying(change)
        outcomes = run_several(gathered(sources, beside), kind, where, jobs, form)
        click.get_current_context().exit(TROUBLE if failed(outcomes) else 0)
    _tell(_deployed(sources[0], where, beside, change, dry_run=dry_run), form)


def _deployed(
    source: str, where: Where, beside: Beside, change: Change, *, dry_run: bool
) -> Deployment:
    return workflows.deploy(
        workflow_of(source, beside),
        account=where.account,
        region=where.region,
        target=where.environment,
        dry_run=dry_run,
        options=change.options_for(source),
        on_progress=say,
    )


def _carried_out(plan_file: str, region: str | None, change: Change) -> Deployment:
    return workflows.deploy_plan(
        _planned(plan_file),
        region=region,
        options=change.options,
        on_progress=say,
    )


def _tell(done: Deployment, form: Form) -> None:
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
            options=change.options,
            read_role=change.read_role,
            timing=timing,
            on_progress=lambda sentence: say(f"{one.desired.name}: {sentence}"),
        )

    return Kind(deployed, _show, _as_json, lambda done: done.action)


def _planned(file: str) -> SavedPlan:
    try:
        text = Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise SfnError(
            f"'{file}' cannot be read: {error.strerror}; name a file that "
            "'sfn plan SOURCE -o FILE' wrote"
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
            click.echo(f"alias '{step.name}' points at version {step.new}")


def _as_json(done: Deployment) -> dict[str, Any]:
    version = {} if done.version is None else {"version": done.version}
    return {"action": done.action, "arn": done.arn, **version, "plan": as_json(done.plan)}
