"""One call about any number of workflows: what comes of each, and of all of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, Literal, TypeVar

import attrs
import click

from sfn_dsl.aws.accounts import place_of
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.many import (
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
from sfn_dsl.aws.waiting import Timing
from sfn_dsl.aws.workflows import connected, maker
from sfn_dsl.cli.gathering import Found
from sfn_dsl.cli.reporting import printable, say, show_error, show_json
from sfn_dsl.configuration import Environment
from sfn_dsl.errors import InvalidDefinitionError, SourceError
from sfn_dsl.model.workflow import Target
from sfn_dsl.validation import validate

Result = TypeVar("Result")
_Command = TypeVar("_Command", bound=Callable[..., Any])


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


@attrs.frozen
class Where:
    """Where a command's workflows live, as its options say."""

    account: str | None
    region: str | None
    environment: Environment | None

    def connected(self) -> tuple[Api, Target]:
        """The calls to AWS, and the place that they go to."""
        api = connected(self.environment, region=self.region)
        if self.environment is not None:
            return api, self.environment.target
        if self.account is not None:
            return api, Target(self.account, api.region, api.partition)
        return api, place_of(api)


def jobs_option(command: _Command) -> _Command:
    """Give a command --jobs."""
    return click.option(
        "--jobs",
        type=click.IntRange(1, MOST_JOBS),
        default=JOBS,
        show_default=True,
        help="How many workflows are at work at once.",
    )(command)


def run_several(
    found: Sequence[Found | Failed],
    kind: Kind[Result],
    where: Where,
    jobs: int,
    form: Literal["text", "json"],
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
    outcomes: Iterable[Outcome[Result]], kind: Kind[Result], total: int, form: str
) -> Iterator[Outcome[Result]]:
    number = 0
    try:
        for number, outcome in enumerate(outcomes, 1):
            if form == "text" or isinstance(outcome, Failed):
                _show(outcome, kind)
            _show_progress(number, total)
            yield outcome
    except KeyboardInterrupt:
        say(f"interrupted after {number} of {total} workflows; run this again for the others")
        raise


def _show(outcome: Outcome[Result], kind: Kind[Result]) -> None:
    if isinstance(outcome, Failed):
        say(f"{printable(outcome.source)} failed:")
        show_error(outcome.error)
    else:
        kind.show(outcome.result)


def _show_progress(number: int, total: int) -> None:
    """How far the run is, on a terminal only, in a line that the next output writes over."""
    if sys.stderr.isatty():
        click.echo(f"{number} of {total}\x1b[K\r", err=True, nl=False)


def _as_json(outcome: Outcome[Result], kind: Kind[Result]) -> dict[str, Any]:
    if not isinstance(outcome, Failed):
        return {"source": outcome.source, **kind.as_json(outcome.result)}
    error = outcome.error
    findings = error.diagnostics if isinstance(error, (SourceError, InvalidDefinitionError)) else ()
    return {
        "source": outcome.source,
        "action": "failed",
        "error": str(error),
        "findings": [finding.as_json() for finding in findings],
    }


def _summary(outcomes: Sequence[Outcome[Result]], kind: Kind[Result]) -> str:
    """How many of each kind there were: ``12 workflows: 3 created, 8 unchanged, 1 failed``."""
    counts = Counter(
        "failed" if isinstance(outcome, Failed) else kind.count(outcome.result)
        for outcome in outcomes
    )
    parts = ", ".join(f"{count} {what}" for what, count in counts.items())
    return f"{len(outcomes)} workflow{'' if len(outcomes) == 1 else 's'}: {parts}"
