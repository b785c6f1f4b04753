"""``sfn deploy``: create or update state machines in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli import highlight
from sfn_dsl.cli.batch import Operation, conclude, run
from sfn_dsl.cli.changes import Change, change_options
from sfn_dsl.cli.commands.plan import planning
from sfn_dsl.cli.options import Form, Where, form_option, jobs_option, source_options
from sfn_dsl.cli.output import say_finding, show_line, show_text
from sfn_dsl.cli.progress import Listener, progress
from sfn_dsl.cli.sources import Overrides
from sfn_dsl.deployment.batch import Built
from sfn_dsl.deployment.connect import connected
from sfn_dsl.deployment.deploy import Deployment, deploy_desired
from sfn_dsl.deployment.execute_saved import deploy_saved
from sfn_dsl.deployment.release.spec import MoveAlias
from sfn_dsl.deployment.render.plan import as_json, as_text
from sfn_dsl.deployment.saved_plan import SavedPlan, read_plan
from sfn_dsl.errors import SfnError
from sfn_dsl.model.target import Target
from sfn_dsl.validation import validate

_DONE: Final = {
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
    "--plan",
    "plan_file",
    metavar="FILE",
    help="Carry out the plan that `sfn plan -o FILE` saved, in place of a SOURCE.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be done, as `sfn plan` does.")
@jobs_option
@form_option("an object, or an array of objects for several workflows.")
def deploy(
    sources: tuple[str, ...],
    where: Where,
    overrides: Overrides,
    change: Change,
    plan_file: str | None,
    dry_run: bool,
    jobs: int,
    form: Form,
) -> None:
    """Create the state machine of the workflow in SOURCE, or update it, or do nothing.

    Credentials, region and endpoint come from boto3's configuration (AWS_PROFILE, AWS_REGION,
    AWS_ENDPOINT_URL, ...) or from --target. An interrupted deploy leaves the state machine as it
    was or updated; deploy again to finish it. `--plan FILE` fails if the state machine has changed
    since the plan was made.

    If SOURCE is a folder, every workflow in its Python files is deployed. If one of several
    workflows fails, the others are still deployed.

    Exit codes: 0: everything is deployed; 2: the command could not run, or not for every workflow.
    """
    if plan_file is not None:
        given = (where.account, where.environment, change.release, *overrides.given)
        if sources or dry_run or change.replace or any(each is not None for each in given):
            raise click.UsageError(
                "--plan carries out a plan as it was saved; give only --region, --format, "
                "--no-aws-validation, --adopt and --allow-missing-permissions with it"
            )
        _deploy_plan(plan_file, where.region, change, form)
        return
    if not sources:
        raise click.UsageError("give a SOURCE to deploy, or --plan FILE")
    operation: Operation[Any] = planning(change) if dry_run else _deploying(change)
    code = run(sources, overrides, operation, where, jobs, form)
    click.get_current_context().exit(code)


def _deploying(change: Change) -> Operation[Deployment]:
    """Deploys a workflow."""

    def deployed(
        one: Built, api: Api, place: Target, timing: Timing, listener: Listener
    ) -> Deployment:
        return deploy_desired(
            change.make(one),
            api,
            check=one.check,
            account=place.account,
            options=change.options,
            read_role=change.read_role,
            timing=timing,
            on_progress=listener.on_progress,
            on_event=listener.on_event,
        )

    return Operation(
        deployed, _show, _as_json, lambda done: done.action, lambda done: bool(done.steps)
    )


def _deploy_plan(file: str, region: str | None, change: Change, form: Form) -> None:
    def deployed() -> Deployment:
        saved = _read_plan(file)
        with progress(1) as told, told.at_work(saved.desired.name) as listener:
            return deploy_saved(
                saved,
                connected(region=region),
                check=validate,
                options=change.options,
                read_role=change.read_role,
                on_progress=listener.on_progress,
                on_event=listener.on_event,
            )

    conclude(file, deployed, _deploying(change), form)


def _read_plan(file: str) -> SavedPlan:
    try:
        text = Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise SfnError(
            f"'{file}' cannot be read: {error.strerror}; name a file that "
            "'sfn plan SOURCE -o FILE' wrote"
        ) from error
    return read_plan(text, file)


def _show(done: Deployment) -> None:
    for finding in done.plan.findings:
        say_finding(finding)
    if done.action in ("updated", "replaced"):
        show_text(as_text(done.plan), highlight.changes)
    show_text(f"{_DONE[done.action]} {done.arn}", highlight.changes)
    if done.version is not None:
        show_line(f"published {done.arn}:{done.version}")
    for step in done.steps:
        if isinstance(step, MoveAlias):
            show_line(f"alias '{step.name}' points at version {step.new}")


def _as_json(done: Deployment) -> dict[str, Any]:
    version = {} if done.version is None else {"version": done.version}
    return {"action": done.action, "arn": done.arn, **version, "plan": as_json(done.plan)}
