"""``sfn drift``: what AWS holds, compared with what is written."""

from __future__ import annotations

from typing import Final

import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli.batch import Kind, failed, jobs_option, run_several
from sfn_dsl.cli.gathering import gathered
from sfn_dsl.cli.options import Form, form_option
from sfn_dsl.cli.output import TROUBLE, printable
from sfn_dsl.cli.sources import Beside, source_options
from sfn_dsl.cli.where import Where
from sfn_dsl.deployment.batch import Built, Done
from sfn_dsl.deployment.drift import Drift, Unwritten, drift_of, unwritten
from sfn_dsl.deployment.render.drift import as_json, as_text
from sfn_dsl.model.workflow import Target


@click.command(short_help="Compare what AWS holds with SOURCE.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@source_options
@click.option(
    "--prefix",
    metavar="TEXT",
    help="Also tell of machines whose names start so and that no SOURCE makes; '' for all.",
)
@jobs_option
@form_option("an array with one object for each workflow.")
def drift(
    sources: tuple[str, ...],
    where: Where,
    beside: Beside,
    prefix: str | None,
    jobs: int,
    form: Form,
) -> None:
    """Compare what AWS holds with the workflow in SOURCE, by meaning.

    Definition, type, role, logging, tracing, encryption, and tags where the workflow names some. A
    machine that is not there is a difference too. Nothing is changed in AWS. A SOURCE may be a
    folder, for every workflow in its Python files. Exits 0 when all is as written, 1 when
    something differs, 2 when a workflow could not be compared.
    """

    def beyond(api: Api, written: set[str]) -> list[Done[Drift | Unwritten]]:
        if prefix is None:
            return []
        return [Done(one.arn, one) for one in unwritten(api, prefix, written)]

    outcomes = run_several(gathered(sources, beside), _COMPARING, where, jobs, form, beyond)
    differs = any(isinstance(one, Done) and bool(one.result) for one in outcomes)
    code = TROUBLE if failed(outcomes) else int(differs)
    click.get_current_context().exit(code)


def _compared(one: Built, api: Api, place: Target, timing: Timing) -> Drift | Unwritten:
    return drift_of(one.desired, api, place, timing)


def _show(found: Drift | Unwritten) -> None:
    click.echo(printable(as_text(found)), nl=False)


def _count(found: Drift | Unwritten) -> str:
    if isinstance(found, Unwritten):
        return "not written"
    if found.actual is None:
        return "not deployed"
    return "with drift" if found else "as written"


_COMPARING: Final = Kind(_compared, _show, as_json, _count, checked=False)
