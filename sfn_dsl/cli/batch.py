"""One call about any number of workflows: what comes of each, and of all of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

import attrs
import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli.gathering import Found
from sfn_dsl.cli.options import Form
from sfn_dsl.cli.output import findings_of, printable, say, show_error, show_json
from sfn_dsl.cli.where import Where
from sfn_dsl.counting import counted
from sfn_dsl.deployment.batch import (
    JOBS,
    MOST_JOBS,
    Built,
    Checking,
    Done,
    Failed,
    Outcome,
    built,
    carried_out,
    refuse_duplicates,
)
from sfn_dsl.deployment.build import maker
from sfn_dsl.model.workflow import Target
from sfn_dsl.validation import validate

Result = TypeVar("Result")


@attrs.frozen
class Kind(Generic[Result]):
    """What a command does with each workflow, and how it tells what came of it.

    ``count`` names what came of it in one or two words, ``checked`` says whether the definition
    has to be sound.
    """

    act: Callable[[Built, Api, Target, Timing], Result]
    show: Callable[[Result], None]
    as_json: Callable[[Result], dict[str, Any]]
    count: Callable[[Result], str]
    checked: bool = True


Beyond = Callable[[Api, set[str]], Sequence[Done[Result]]]
"""Finds what is to be told beside the workflows of the names given."""


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    default=JOBS,
    show_default=True,
    help="How many workflows are at work at once.",
)
"""Gives a command --jobs."""


def run_several(
    found: Sequence[Found | Failed],
    kind: Kind[Result],
    where: Where,
    jobs: int,
    form: Form,
    beyond: Beyond[Result] = lambda *_: [],
) -> list[Outcome[Result]]:
    """Do the same with many workflows, tell what came of each and, at the end, of all of them.

    `beyond` gives what is to be told of machines that none of the workflows is of.

    Raises DeploymentError before anything is started for two workflows of one name, and where AWS
    cannot be asked at all.
    """
    api, place = where.connected()
    workflows = [
        one if isinstance(one, Failed) else built(one.source, maker(one.workflow, place), place)
        for one in found
    ]
    refuse_duplicates(workflows)
    checking = Checking(api, validate, place.account)
    prepared = (
        checking.checked(one) if kind.checked and isinstance(one, Built) else one
        for one in workflows
    )
    names = {one.desired.name for one in workflows if isinstance(one, Built)}
    others = beyond(api, names)
    under_way = carried_out(
        prepared, lambda one, timing: kind.act(one, api, place, timing), jobs=jobs
    )
    total = len(workflows) + len(others)
    outcomes = list(_told(chain(under_way, others), kind, total, form))
    if form == "json":
        told = [_as_json(outcome, kind) for outcome in outcomes]
        show_json(told)
    say(_summary(outcomes, kind))
    return outcomes


def _told(
    outcomes: Iterable[Outcome[Result]], kind: Kind[Result], total: int, form: Form
) -> Iterator[Outcome[Result]]:
    number = 0
    try:
        for number, outcome in enumerate(outcomes, 1):
            _clear_progress()
            if form == "text" or isinstance(outcome, Failed):
                _show(outcome, kind)
            _show_progress(number, total)
            yield outcome
        _clear_progress()
    except KeyboardInterrupt:
        _clear_progress()
        say(f"interrupted after {number} of {total} workflows; run this again for the others")
        raise


def _show(outcome: Outcome[Result], kind: Kind[Result]) -> None:
    if isinstance(outcome, Failed):
        say(f"{printable(outcome.source)} failed:")
        show_error(outcome.error)
    else:
        kind.show(outcome.result)


def _show_progress(number: int, total: int) -> None:
    """How far the run is, on a terminal only, until there is something else to tell."""
    if sys.stderr.isatty():
        click.echo(f"{number} of {total}\r", err=True, nl=False)


def _clear_progress() -> None:
    """Take the line away, as what comes next may be shorter, or be standard output."""
    if sys.stderr.isatty():
        click.echo("\x1b[K", err=True, nl=False)


def _as_json(outcome: Outcome[Result], kind: Kind[Result]) -> dict[str, Any]:
    if not isinstance(outcome, Failed):
        return {"source": outcome.source, **kind.as_json(outcome.result)}
    error = outcome.error
    return {
        "source": outcome.source,
        "action": "failed",
        "error": str(error),
        "findings": [finding.as_json() for finding in findings_of(error)],
    }


def failed(outcomes: Iterable[Outcome[Result]]) -> bool:
    """Tell whether any of the outcomes is a failure."""
    return any(isinstance(outcome, Failed) for outcome in outcomes)


def _summary(outcomes: Sequence[Outcome[Result]], kind: Kind[Result]) -> str:
    """How many of each kind there were: ``12 workflows: 3 created, 8 unchanged, 1 failed``."""
    counts = Counter(
        "failed" if isinstance(outcome, Failed) else kind.count(outcome.result)
        for outcome in outcomes
    )
    parts = ", ".join(f"{count} {what}" for what, count in counts.items())
    return f"{counted(len(outcomes), 'workflow')}: {parts}"
