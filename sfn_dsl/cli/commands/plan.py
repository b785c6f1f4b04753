"""``sfn plan``: what a deploy would do, without doing it."""

from __future__ import annotations

import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli.batch import Kind, failed, jobs_option, run_several
from sfn_dsl.cli.changing import Change, change_options
from sfn_dsl.cli.files import write_atomically
from sfn_dsl.cli.gathering import gathered, is_several
from sfn_dsl.cli.options import Form, form_option
from sfn_dsl.cli.output import TROUBLE, printable, say, say_finding, show_json
from sfn_dsl.cli.sources import Beside, source_options, workflow_of
from sfn_dsl.cli.where import Where
from sfn_dsl.deployment import api as workflows
from sfn_dsl.deployment.batch import Built
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.render.plan import as_json, as_text
from sfn_dsl.deployment.saved_plan import text_of
from sfn_dsl.model.workflow import Target


@click.command(short_help="Show what a deploy of SOURCE would do.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@source_options
@change_options
@click.option(
    *("-o", "--output", "--out", "out"),
    metavar="FILE",
    help="Write the plan too, for `sfn deploy --plan FILE`.",
)
@jobs_option
@form_option("an object; of several workflows an array.")
def plan(
    sources: tuple[str, ...],
    where: Where,
    beside: Beside,
    change: Change,
    out: str | None,
    jobs: int,
    form: Form,
) -> None:
    """Show what `sfn deploy SOURCE` would do: create, update with the changes, or nothing.

    Nothing is changed in AWS. Exits 0 whether or not there is something to do. A SOURCE may be a
    folder, for every workflow in its Python files.
    """
    if is_several(sources):
        if out is not None:
            raise click.UsageError(
                "--output keeps the plan of one workflow; give one SOURCE with it"
            )
        outcomes = run_several(gathered(sources, beside), planning(change), where, jobs, form)
        click.get_current_context().exit(TROUBLE if failed(outcomes) else 0)
    found = workflows.plan(
        workflow_of(sources[0], beside),
        account=where.account,
        region=where.region,
        target=where.environment,
        options=change.options_for(sources[0]),
        on_progress=say,
    )
    if out is not None:
        write_atomically(out, text_of(found))
    show(found, form)
    if out is not None:
        allowing = " --allow-missing-permissions" if change.allow_missing_permissions else ""
        say(f"wrote {printable(out)}; carry it out with: sfn deploy --plan {out}{allowing}")


def show(found: Plan, form: Form = "text") -> None:
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
        return deploy_desired(
            change.make(one),
            api,
            check=one.check,
            account=place.account,
            dry_run=True,
            options=change.options,
            read_role=change.read_role,
        ).plan

    return Kind(planned, show, as_json, _count)


def _count(found: Plan) -> str:
    if not found:
        return "unchanged"
    return "to create" if found.actual is None else "to update"
