"""Running a command on one workflow or on many, and showing the result of each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

import attrs
import click

from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import REAL_TIME, Timing
from sfn_dsl.cli.options import Form, Where
from sfn_dsl.cli.output import (
    COULD_NOT_RUN,
    failure,
    say,
    show_error,
    show_json,
    show_text,
    sum_up,
)
from sfn_dsl.cli.progress import Listener, Progress, progress
from sfn_dsl.cli.sources import Found, Overrides, gathered, is_several
from sfn_dsl.cli.verbosity import is_quiet
from sfn_dsl.counting import counted, listed
from sfn_dsl.deployment.batch import (
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
from sfn_dsl.deployment.render.plan import as_json as plan_as_json
from sfn_dsl.deployment.render.plan import as_text
from sfn_dsl.errors import RefusedPlanError, SfnError
from sfn_dsl.model.target import Target
from sfn_dsl.spelling import nearest
from sfn_dsl.validation import validate

Result = TypeVar("Result")


@attrs.frozen
class Operation(Generic[Result]):
    """What a command does with each workflow, and how it shows the result.

    ``act`` also gets a listener for its progress. ``count`` names the result in one or two words,
    for the summary; ``is_news`` says whether --quiet shows it among many. With ``checked``, the
    definition is validated before.
    """

    act: Callable[[Built, Api, Target, Timing, Listener], Result]
    show: Callable[[Result], None]
    as_json: Callable[[Result], dict[str, Any]]
    count: Callable[[Result], str]
    is_news: Callable[[Result], bool] = bool
    checked: bool = True


FindOthers = Callable[[Api, set[str]], Sequence[Done[Result]]]
"""Finds further results, for state machines without any of the workflows of the names given."""


def run(
    sources: Sequence[str],
    overrides: Overrides,
    operation: Operation[Result],
    where: Where,
    jobs: int,
    form: Form,
    *,
    only_one: str = "",
) -> int:
    """Run an operation on the workflow of one source, or on many; return the exit code.

    One workflow is run in this thread, its result is shown alone, and its error is raised. Of
    many, a failure does not stop the others. The JSON of each is the same either way.

    Raises UsageError with ``only_one``, if that is given, for several workflows.
    """
    found = gathered_for(sources, overrides, form)
    if only_one and len(found) > 1:
        raise click.UsageError(only_one)
    if is_several(sources) or len(found) > 1:
        return COULD_NOT_RUN if failed(run_several(found, operation, where, jobs, form)) else 0
    one = found[0]
    conclude(one.source, lambda: _run_one(one, operation, where), operation, form)
    return 0


def gathered_for(
    sources: Sequence[str], overrides: Overrides, form: Form, *, as_array: bool = False
) -> list[Found | Failed]:
    """The workflows of the sources; an error that there are none is printed as JSON, too."""
    try:
        return gathered(sources, overrides)
    except SfnError as error:
        if form == "json":
            failures = [failure(source, error) for source in sources]
            show_json(failures if as_array or is_several(sources) else failures[0])
        raise


def conclude(
    source: str, act: Callable[[], Result], operation: Operation[Result], form: Form
) -> None:
    """Do something with one workflow and show its result, or raise its error."""
    try:
        outcome: Outcome[Result] = Done(source, act())
    except SfnError as error:
        outcome = Failed(source, error)
    if form == "json":
        show_json(_as_json(outcome, operation))
    if isinstance(outcome, Failed):
        if form == "text":
            _show_refused(outcome.error)
        raise outcome.error
    if form == "text":
        operation.show(outcome.result)


def _run_one(found: Found | Failed, operation: Operation[Result], where: Where) -> Result:
    if isinstance(found, Failed):
        raise found.error
    api, place = where.connected()
    one = _built(found, place)
    _require_placeholders([found], [one])
    if isinstance(one, Built) and operation.checked:
        one = Checking(api, validate, place.account).checked(one)
    if isinstance(one, Failed):
        raise one.error
    with progress(1) as display, display.at_work(one.desired.name) as listener:
        return operation.act(one, api, place, REAL_TIME, listener)


def run_several(
    found: Sequence[Found | Failed],
    operation: Operation[Result],
    where: Where,
    jobs: int,
    form: Form,
    others: FindOthers[Result] = lambda *_: [],
) -> list[Outcome[Result]]:
    """Run an operation on many workflows, show the result of each and, at the end, a summary.

    Raises DeploymentError if two workflows have the same name, before anything is started, and if
    AWS cannot be reached.
    """
    began = time.monotonic()
    workflows: Sequence[Found | Built | Failed] = found
    try:
        api, place = where.connected()
        workflows = made = [_built(one, place) for one in found]
        refuse_duplicates(made)
        _require_placeholders(found, made)
        further = others(api, {one.desired.name for one in made if isinstance(one, Built)})
    except SfnError as error:
        if form == "json":
            none = (
                one if isinstance(one, Failed) else Failed(one.source, error) for one in workflows
            )
            show_json([_as_json(one, operation) for one in none])
        raise
    outcomes = _outcomes(made, further, operation, api, place, jobs, form)
    if form == "json":
        show_json([_as_json(outcome, operation) for outcome in outcomes])
    sum_up(_summary(outcomes, operation), began)
    return outcomes


def _outcomes(
    made: Sequence[Built | Failed],
    further: Sequence[Done[Result]],
    operation: Operation[Result],
    api: Api,
    place: Target,
    jobs: int,
    form: Form,
) -> list[Outcome[Result]]:
    """Run an operation on many workflows, and show the progress and the result of each."""
    checking = Checking(api, validate, place.account)
    prepared = (
        checking.checked(one) if operation.checked and isinstance(one, Built) else one
        for one in made
    )
    display = progress(len(made) + len(further), is_named=True)

    def act(one: Built, timing: Timing) -> Result:
        with display.at_work(one.desired.name) as listener:
            return operation.act(one, api, place, timing, listener)

    stopped: list[Outcome[Result]] = []
    with display:
        under_way = carried_out(prepared, act, jobs=jobs, on_stopped=stopped.append)
        try:
            return list(_shown(chain(under_way, further), operation, display, form))
        except KeyboardInterrupt:
            under_way.close()  # waits for those at work, unless that has been done
            _show_stopped(stopped, operation, display, form)
            raise


def _built(found: Found | Failed, place: Target) -> Built | Failed:
    if isinstance(found, Failed):
        return found
    make = maker(found.workflow, place, substitutions=found.substitutions)
    return built(found.source, make, place)


def _require_placeholders(found: Iterable[Found | Failed], made: Sequence[Built | Failed]) -> None:
    """Raise SfnError for --substitute of what no source has, where all sources are known."""
    if any(isinstance(one, Failed) for one in made):
        return
    known = {name for one in made if isinstance(one, Built) for name in one.desired.placeholders}
    given = dict.fromkeys(name for one in found if isinstance(one, Found) for name in one.given)
    for name in given:
        if name not in known:
            near = nearest(name, known)
            listed = ", ".join(sorted(known)) or "none"
            instead = f"did you mean '{near}'?" if near else f"those that are left: {listed}"
            raise SfnError(f"--substitute '{name}': there is no such placeholder; {instead}")


def _shown(
    outcomes: Iterable[Outcome[Result]],
    operation: Operation[Result],
    display: Progress,
    form: Form,
) -> Iterator[Outcome[Result]]:
    for number, outcome in enumerate(outcomes, 1):
        display.count(number)
        with display.above():
            _show(outcome, operation, form)
        yield outcome


def _show_stopped(
    stopped: Iterable[Outcome[Result]], operation: Operation[Result], display: Progress, form: Form
) -> None:
    """Show what became of those that were at work when the command was interrupted."""
    done = display.counted
    with display.above():
        for outcome in stopped:
            _show(outcome, operation, form)
            done += not isinstance(outcome, Failed)
        ended = f"{done} of {counted(display.total, 'workflow')}"
        say(f"interrupted after {ended}; run this again for the others")


def _show(outcome: Outcome[Result], operation: Operation[Result], form: Form) -> None:
    if isinstance(outcome, Failed):
        if form == "text":
            _show_refused(outcome.error)
        say(f"{outcome.source} failed:")
        show_error(outcome.error)
    elif form == "text" and (operation.is_news(outcome.result) or not is_quiet()):
        operation.show(outcome.result)


def _show_refused(error: Exception) -> None:
    """Show the plan that was refused as well, as reviewers want to see both."""
    if isinstance(error, RefusedPlanError) and error.plan is not None:
        show_text(as_text(error.plan))


def _as_json(outcome: Outcome[Result], operation: Operation[Result]) -> dict[str, Any]:
    if not isinstance(outcome, Failed):
        return {"source": outcome.source, **operation.as_json(outcome.result)}
    return {**failure(outcome.source, outcome.error), **_refused_plan(outcome.error)}


def _refused_plan(error: Exception) -> dict[str, Any]:
    if isinstance(error, RefusedPlanError) and error.plan is not None:
        return {"plan": plan_as_json(error.plan)}
    return {}


def failed(outcomes: Iterable[Outcome[Result]]) -> bool:
    """Return whether any of the outcomes is a failure."""
    return any(isinstance(outcome, Failed) for outcome in outcomes)


def _summary(outcomes: Sequence[Outcome[Result]], operation: Operation[Result]) -> str:
    """How many results of each kind: ``9 workflows: 8 unchanged, 1 failed ('a.py')``.

    Those that failed are named.
    """
    counts = Counter(
        operation.count(outcome.result) for outcome in outcomes if not isinstance(outcome, Failed)
    )
    parts = [f"{count} {what}" for what, count in counts.items()]
    faulty = [outcome.source for outcome in outcomes if isinstance(outcome, Failed)]
    if faulty:
        parts.append(f"{len(faulty)} failed ({listed(faulty)})")
    return f"{counted(len(outcomes), 'workflow')}: {', '.join(parts)}"
