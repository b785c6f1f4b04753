"""``sfn deploy``: create or update state machines in one call."""

from __future__ import annotations

import json
from typing import Any, Final, Literal

import click

from sfn_dsl.aws import workflows
from sfn_dsl.aws.api import Api, MachineType
from sfn_dsl.aws.deploy import Deployment, deploy_desired
from sfn_dsl.aws.many import Built, Failed
from sfn_dsl.aws.render import as_json, as_text
from sfn_dsl.aws.waiting import Timing
from sfn_dsl.cli.deployable import (
    Beside,
    Change,
    definition_options,
    permission_option,
    place_options,
    workflow_of,
)
from sfn_dsl.cli.gathering import gathered, is_several
from sfn_dsl.cli.plan import environment_and_role, planning, show
from sfn_dsl.cli.reporting import finding_line, printable, say
from sfn_dsl.cli.several import Kind, Where, jobs_option, run_several
from sfn_dsl.model.workflow import Target

_SAID: Final = {"created": "created", "updated": "updated", "unchanged": "nothing to do:"}


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@place_options
@permission_option
@definition_options
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
    dry_run: bool,
    jobs: int,
    form: Literal["text", "json"],
) -> None:
    """Create the state machine of the workflow in SOURCE, or update it, or do nothing.

    Credentials, region and endpoint are found as boto3 finds them (AWS_PROFILE, AWS_REGION,
    AWS_ENDPOINT_URL, ...), or as a target says. A run that is cut off leaves the old machine or the
    new one, and the next run does the rest.

    A SOURCE may be a folder, for every workflow in its Python files. Of several workflows one that
    fails stops no other; exits 2 when any did.
    """
    environment, default_role = environment_and_role(target, sources, account, region)
    beside = Beside(name, role, machine_type, default_role)
    if is_several(sources):
        change = Change(allow_missing_permissions)
        kind: Kind[Any] = planning(change) if dry_run else _deploying(change)
        where = Where(account, region, environment)
        outcomes = run_several(gathered(sources, beside), kind, where, jobs, form)
        click.get_current_context().exit(2 if any(isinstance(o, Failed) for o in outcomes) else 0)
    done = workflows.deploy(
        workflow_of(sources[0], beside),
        account=account,
        region=region,
        target=environment,
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


def _deploying(change: Change) -> Kind[Deployment]:
    """Deploys many workflows, and tells what was done."""

    def deployed(one: Built, api: Api, place: Target, timing: Timing) -> Deployment:
        return deploy_desired(
            one.make,
            api,
            check=one.check,
            account=place.account,
            timing=timing,
            tell=lambda sentence: say(f"{one.desired.name}: {sentence}"),
            review=change.review,
        )

    return Kind(deployed, _show, _as_json, lambda done: done.action)


def _show(done: Deployment) -> None:
    for finding in done.plan.findings:
        say(finding_line(finding))
    if done.action == "updated":
        click.echo(printable(as_text(done.plan)), nl=False)
    click.echo(f"{_SAID[done.action]} {done.arn}")


def _as_json(done: Deployment) -> dict[str, Any]:
    return {"action": done.action, "arn": done.arn, "plan": as_json(done.plan)}
