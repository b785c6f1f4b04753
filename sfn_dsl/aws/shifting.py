"""Leading an alias over to a new version step by step, and back when something is wrong.

What was reached stands in the alias itself, in AWS. So a shift that is cut off goes on with the
next deploy, and is taken back by ``sfn rollback``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from sfn_dsl.aws.plan import Step
from sfn_dsl.aws.release import MoveAlias, Release, Shift
from sfn_dsl.aws.versions import Route
from sfn_dsl.errors import DeploymentError

if TYPE_CHECKING:
    from sfn_dsl.aws.run import Run

LOOK_SECONDS: Final = 30.0
"""How often the new version is looked at while it serves a part of the executions."""

_FAILED: Final = ("FAILED", "TIMED_OUT")
_MOST_EXECUTIONS: Final = 1000


def shift(run: Run, step: MoveAlias) -> None:
    """Lead an alias to ``step.new`` by its weights, looking at alarms and executions in between.

    Raises DeploymentError when something is wrong; the alias then leads to the old version alone.
    """
    release = run.desired.release or Release()
    stable, new = step.stable, step.new
    if stable is None or new is None:
        return
    began = float("inf")
    for weight in step.weights:
        began = min(began, _lead(run, step.name, _routes(stable, new, weight)))
        if weight < 100:
            run.tell(f"alias {step.name!r}: {weight} percent go to version {new}")
            _watch_or_lead_back(run, release, step, weight, began)


def _routes(stable: int, new: int, weight: int) -> list[Route]:
    both = [Route(stable, 100 - weight), Route(new, weight)]
    return [route for route in both if route.weight]


def _lead(run: Run, alias: str, routes: Sequence[Route]) -> float:
    return run.persist(lambda: run.api.update_state_machine_alias(run.arn, alias, routes))


def require_quiet(run: Run, steps: Iterable[Step]) -> None:
    """Raise when an alias is to be shifted and an alarm is missing or rings already.

    Asked before anything is changed, as a version that cannot be introduced is of no use. A shift
    that has begun is another matter: it goes on, and so is taken back.
    """
    release = run.desired.release
    begins = any(isinstance(step, MoveAlias) and step.begins for step in steps)
    trouble = next(_alarms(run, release), None) if release and begins else None
    if trouble:
        raise DeploymentError(
            f"{trouble}, and nothing is done; see to the alarm and run this again"
        )


def _watch_or_lead_back(
    run: Run, release: Release, step: MoveAlias, weight: int, since: float
) -> None:
    name, stable, new = step.name, step.stable, step.new
    stays = (
        f"the alias {name!r} stays at {weight} percent for version {new}; run this again, which "
        f"goes on from there, or take it back with 'sfn rollback SOURCE --alias {name}'"
    )
    try:
        trouble = _watched(run, release, new or 0, since)
    except DeploymentError as error:
        raise DeploymentError(f"{error}; {stays}", code=error.code) from error
    except KeyboardInterrupt:
        run.tell(stays)
        raise
    if trouble:
        _lead(run, name, [Route(stable or 0)])
        raise DeploymentError(
            f"{trouble}, so the alias {name!r} leads to version {stable} again; correct the "
            "workflow and deploy it anew"
        )


def _watched(run: Run, release: Release, version: int, since: float) -> str | None:
    """Look at the new version for as long as the shift says; what is wrong, None for nothing."""
    timing = run.timing
    until = timing.now() + (release.shift or Shift(1)).seconds
    while True:
        trouble = next(_troubles(run, release, version, since), None)
        left = until - timing.now()
        if trouble or left <= 0:
            break
        timing.sleep(min(LOOK_SECONDS, left))
    if trouble is None:
        _tell_counts(run, release, version, since)
    return trouble


def _troubles(run: Run, release: Release, version: int, since: float) -> Iterator[str]:
    yield from _alarms(run, release)
    yield from _failures(run, release, version, since)


def _alarms(run: Run, release: Release) -> Iterator[str]:
    if not release.alarms:
        return
    states = run.api.describe_alarms(release.alarms)
    for name in release.alarms:
        if name not in states:
            yield f"there is no CloudWatch alarm {name!r}"
        elif states[name] == "ALARM":
            yield f"the alarm {name!r} is in state ALARM"


def _failures(run: Run, release: Release, version: int, since: float) -> Iterator[str]:
    allowed = release.failures_allowed
    if allowed is None:
        return
    failed, ended = _counts(run, version, since)
    if failed and failed * 100 > allowed * ended:
        yield f"{failed} of {ended} executions of version {version} failed"


def _counts(run: Run, version: int, since: float) -> tuple[int, int]:
    """How many executions have failed since the shift began, and how many have ended.

    Those that run still, and those that somebody aborted, say nothing of the version.
    """
    newest = islice(run.api.list_executions(run.arn, version), _MOST_EXECUTIONS)
    recent = [each.status for each in takewhile(lambda each: each.started >= since, newest)]
    failed = sum(status in _FAILED for status in recent)
    return failed, failed + recent.count("SUCCEEDED")


def _tell_counts(run: Run, release: Release, version: int, since: float) -> None:
    """Tell what is known of the new version before more is led to it."""
    if release.failures_allowed is None:
        return
    failed, ended = _counts(run, version, since)
    known = f"{ended} executions ended, {failed} of them failed" if ended else "none has ended yet"
    run.tell(f"executions of version {version}: {known}")
