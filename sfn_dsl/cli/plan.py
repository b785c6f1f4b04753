"""``sfn plan``: what a deploy would do, without doing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import click

from sfn_dsl.aws import workflows
from sfn_dsl.aws.api import Api, MachineType
from sfn_dsl.aws.deploy import plan_desired
from sfn_dsl.aws.many import Built, Failed
from sfn_dsl.aws.plan import Plan
from sfn_dsl.aws.plan_files import text_of
from sfn_dsl.aws.release import Release
from sfn_dsl.aws.render import as_json, as_text
from sfn_dsl.aws.waiting import Timing
from sfn_dsl.cli.deployable import (
    Beside,
    Change,
    change_options,
    definition_options,
    place_options,
    workflow_of,
)
from sfn_dsl.cli.files import write_atomically
from sfn_dsl.cli.gathering import gathered, is_several
from sfn_dsl.cli.projects import environment_of, require_alone
from sfn_dsl.cli.releasing import release_options
from sfn_dsl.cli.reporting import printable, say, say_finding, show_json
from sfn_dsl.cli.several import Kind, Where, jobs_option, run_several
from sfn_dsl.configuration import Environment
from sfn_dsl.model.workflow import Target


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@place_options
@definition_options
@change_options
@release_options
@click.option("--out", metavar="FILE", help="Write the plan too, for `sfn deploy --plan FILE`.")
@jobs_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def plan(
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
    out: str | None,
    jobs: int,
    form: Literal["text", "json"],
) -> None:
    """Show what `sfn deploy SOURCE` would do: create, update with the changes, or nothing.

    Nothing is changed in AWS. Exits 0 whether or not there is something to do. A SOURCE may be a
    folder, for every workflow in its Python files.
    """
    environment, default_role = environment_and_role(target, sources, account, region)
    beside = Beside(name, role, machine_type, default_role)
    if is_several(sources):
        where = Where(account, region, environment)
        if out is not None:
            raise click.UsageError("--out keeps the plan of one workflow; give one SOURCE with it")
        kind = planning(Change(replace, ask_aws, allow_missing_permissions, release))
        outcomes = run_several(gathered(sources, beside), kind, where, jobs, form)
        click.get_current_context().exit(2 if any(isinstance(o, Failed) for o in outcomes) else 0)
    found = workflows.plan(
        workflow_of(sources[0], beside),
        account=account,
        region=region,
        target=environment,
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


def environment_and_role(
    target: str | None, sources: Sequence[str], account: str | None, region: str | None
) -> tuple[Environment | None, str]:
    """The project's target that the options name, and the role that it has for bare definitions."""
    require_alone(target, account=account, region=region)
    if target is None:
        return None, ""
    environment = environment_of(target, sources)
    return environment, environment.target.role


def show(found: Plan, form: Literal["text", "json"] = "text") -> None:
    """Print a plan, and what was found about its definition to standard error."""
    for finding in found.findings:
        say_finding(finding)
    if form == "json":
        show_json(as_json(found))
    else:
        click.echo(printable(as_text(found)), nl=False)


def planning(change: Change) -> Kind[Plan]:
    """Plans many workflows, and tells what there is to do."""

    def planned(one: Built, api: Api, place: Target, _: Timing) -> Plan:
        return plan_desired(
            change.make(one), api, check=one.check, account=place.account, terms=change.terms
        )

    return Kind(planned, show, as_json, _count)


def _count(found: Plan) -> str:
    if not found:
        return "unchanged"
    return "to create" if found.actual is None else "to update"
