"""``sfn plan``: what a deploy would do, without doing it."""

from __future__ import annotations

import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli import highlight
from sfn_dsl.cli.batch import Operation, run
from sfn_dsl.cli.changes import Change, change_options
from sfn_dsl.cli.options import Form, Where, form_option, jobs_option, source_options
from sfn_dsl.cli.output import note, say_finding, show_text
from sfn_dsl.cli.progress import Listener
from sfn_dsl.cli.sources import Overrides, is_several
from sfn_dsl.deployment.batch import Built
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.render.plan import as_json, as_text
from sfn_dsl.deployment.saved_plan import text_of
from sfn_dsl.files import write_atomically
from sfn_dsl.model.target import Target


@click.command(short_help="Show what deploying SOURCE would change.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@source_options
@change_options
@click.option(
    *("-o", "--output", "--out", "out"),
    metavar="FILE",
    help="Also save the plan to FILE, for `sfn deploy --plan FILE`.",
)
@jobs_option
@form_option("an object, or an array of objects for several workflows.")
def plan(
    sources: tuple[str, ...],
    where: Where,
    overrides: Overrides,
    change: Change,
    out: str | None,
    jobs: int,
    form: Form,
) -> None:
    """Show what `sfn deploy SOURCE` would do: create, update with which changes, or nothing.

    Nothing is changed in AWS. If SOURCE is a folder, every workflow in its Python files is planned.

    Exit codes: 0: the plan was made, whether or not it has changes; 2: the command could not run,
    or not for every workflow.
    """
    one = "" if out is None else "--output saves the plan of one workflow; give one SOURCE with it"
    if one and is_several(sources):
        raise click.UsageError(one)
    code = run(sources, overrides, planning(change, out), where, jobs, form, only_one=one)
    if out is not None:
        allowing = " --adopt" if change.adopt else ""
        allowing += " --allow-missing-permissions" if change.allow_missing_permissions else ""
        note(f"wrote {out}; carry it out with: sfn deploy --plan {out}{allowing}")
    click.get_current_context().exit(code)


def planning(change: Change, out: str | None = None) -> Operation[Plan]:
    """Plans a workflow, and saves the plan if a file is given."""

    def planned(one: Built, api: Api, place: Target, _: Timing, listener: Listener) -> Plan:
        found = deploy_desired(
            change.make(one),
            api,
            check=one.check,
            account=place.account,
            dry_run=True,
            options=change.options,
            read_role=change.read_role,
            on_progress=listener.on_progress,
        ).plan
        if out is not None:
            write_atomically(out, text_of(found))
        return found

    return Operation(planned, show, as_json, _count)


def show(found: Plan) -> None:
    """Print a plan, and the findings about its definition to standard error."""
    for finding in found.findings:
        say_finding(finding)
    show_text(as_text(found), highlight.changes)


def _count(found: Plan) -> str:
    if not found:
        return "unchanged"
    return "to create" if found.actual is None else "to update"
