"""``sfn drift``: compare deployed state machines with their sources."""

from __future__ import annotations

import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli import highlight
from sfn_dsl.cli.batch import Operation, failed, gathered_for, run_several
from sfn_dsl.cli.options import Form, Where, form_option, jobs_option, source_options
from sfn_dsl.cli.output import COULD_NOT_RUN, show_text
from sfn_dsl.cli.progress import Listener
from sfn_dsl.cli.sources import Overrides
from sfn_dsl.deployment.batch import Built, Done
from sfn_dsl.deployment.drift import Drift, Unwritten, drift_of, unwritten
from sfn_dsl.deployment.render.drift import as_json, as_text
from sfn_dsl.model.target import Target


@click.command(short_help="Compare the deployed state machine with SOURCE.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@source_options
@click.option(
    "--alias",
    metavar="NAME",
    help="Compare what this alias serves, and no other alias. Defaults to all of them.",
)
@click.option(
    "--prefix",
    metavar="TEXT",
    help="Also report state machines whose names start with TEXT and that no SOURCE defines; "
    "'' for all of the region.",
)
@jobs_option
@form_option("an array with one object per workflow.")
def drift(
    sources: tuple[str, ...],
    where: Where,
    overrides: Overrides,
    alias: str | None,
    prefix: str | None,
    jobs: int,
    form: Form,
) -> None:
    """Compare the deployed state machine with the workflow in SOURCE.

    The definition, type, role, logging, tracing and encryption are compared, and the tags if the
    workflow has any; so are the versions that its aliases point at. A state machine that is not
    deployed counts as drift. Nothing is changed in AWS.

    If SOURCE is a folder, every workflow in its Python files is compared.

    Exit codes: 0: no differences; 1: differences; 2: the command could not run, or not for every
    workflow.
    """

    def others(api: Api, written: set[str]) -> list[Done[Drift | Unwritten]]:
        if prefix is None:
            return []
        return [Done(one.arn, one) for one in unwritten(api, prefix, written)]

    def compared(
        one: Built, api: Api, place: Target, timing: Timing, listener: Listener
    ) -> Drift | Unwritten:
        return drift_of(
            one.desired, api, place, timing, alias=alias, on_progress=listener.on_progress
        )

    comparing = Operation(compared, _show, as_json, _count, checked=False)
    found = gathered_for(sources, overrides, form, as_array=True)
    outcomes = run_several(found, comparing, where, jobs, form, others)
    differs = any(isinstance(one, Done) and bool(one.result) for one in outcomes)
    code = COULD_NOT_RUN if failed(outcomes) else int(differs)
    click.get_current_context().exit(code)


def _show(found: Drift | Unwritten) -> None:
    show_text(as_text(found), highlight.changes)


def _count(found: Drift | Unwritten) -> str:
    if isinstance(found, Unwritten):
        return "not written"
    if found.actual is None:
        return "not deployed"
    return "with drift" if found else "without drift"
