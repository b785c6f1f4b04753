"""Shifting an alias to a new version step by step, and rolling it back when something is wrong.

How far it has got is kept in the alias itself, in AWS. So a shift that is cut off continues with
the next deploy, and is rolled back by ``sfn rollback``, even while it is in progress.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Final, NoReturn

import attrs

from sfn_dsl.aws.api import Alias, Api, Route
from sfn_dsl.aws.retry import attempts
from sfn_dsl.deployment.attempt import Attempt
from sfn_dsl.deployment.options import Release
from sfn_dsl.deployment.release.history import moved
from sfn_dsl.deployment.release.spec import MoveAlias
from sfn_dsl.errors import DeploymentError

LOOK_SECONDS: Final = 30.0
"""How often the new version is looked at while it serves a part of the executions."""

_SETTLING_SECONDS: Final = 10.0
_FAILED: Final = ("FAILED", "TIMED_OUT")
_MOST_EXECUTIONS: Final = 1000


def require_quiet(attempt: Attempt, steps: Iterable[object]) -> None:
    """Raise when an alias is to be shifted and an alarm is missing or in alarm already.

    Asked before anything is changed, as a version that cannot be introduced is of no use. A shift
    that has begun continues, and so is rolled back.
    """
    release = attempt.desired.release
    begins = any(isinstance(step, MoveAlias) and step.begins for step in steps)
    found = next(_alarm_reasons(attempt.api, release), None) if release and begins else None
    if found:
        raise DeploymentError(f"{found}, so nothing was done; resolve that and run this again")


class _MovedMeanwhileError(DeploymentError):
    """Somebody else has pointed the alias at another version."""


@attrs.frozen
class TrafficShift:
    """An alias on its way from the version ``stable`` to the version ``new``.

    ``before`` is the alias as it is when this begins.
    """

    attempt: Attempt
    release: Release
    before: Alias
    stable: int
    new: int

    @property
    def alias(self) -> str:
        """The name of the alias."""
        return self.before.name

    def carry_out(self, weights: Sequence[int]) -> None:
        """Point the alias at the new version by these weights, watching it in between.

        Raises DeploymentError when something is wrong, with the alias rolled back to the old
        version; and when somebody else moves it meanwhile, which is then left as it is.
        """
        began = float("inf")
        for weight in weights:
            began = min(began, self._point_at(self._routes(weight)))
            if weight < 100:
                self.attempt.on_progress(
                    f"alias {self.alias!r}: {weight} percent go to version {self.new}"
                )
                self._watch_or_roll_back(weight, began)

    def _routes(self, weight: int) -> tuple[Route, ...]:
        both = (Route(self.stable, 100 - weight), Route(self.new, weight))
        return tuple(sorted(route for route in both if route.weight))

    def _point_at(self, routes: Sequence[Route]) -> float:
        """Point the alias at these, recording a version that gets all executions as served."""
        api, arn = self.attempt.api, self.attempt.arn
        after = moved(self.before, self.stable)
        if routes == self._routes(100):
            after = moved(after, self.new)
        return self.attempt.persist(
            lambda: api.update_state_machine_alias(
                arn, self.alias, routes, description=after.description
            )
        )

    def _watch_or_roll_back(self, weight: int, since: float) -> None:
        stays = (
            f"the alias {self.alias!r} stays at {weight} percent for version {self.new}; run this "
            "again, which continues from there, or 'sfn rollback SOURCE --alias "
            f"{self.alias}'"
        )
        try:
            found = self._watched(since)
        except DeploymentError as error:
            raise DeploymentError(f"{error}; {stays}", code=error.code) from error
        except KeyboardInterrupt:
            self.attempt.on_progress(stays)
            raise
        if found:
            self._roll_back(weight, found)
        self._require_unmoved(weight)

    def _roll_back(self, weight: int, why: str) -> NoReturn:
        """Point the alias at the old version and raise why, which no other fault may hide."""
        try:
            self._require_unmoved(weight)
            self._point_at(self._routes(0))
        except _MovedMeanwhileError as error:
            raise DeploymentError(f"{why}, and {error}") from error
        except DeploymentError as error:
            cause = error.message.partition("; ")[0]
            raise DeploymentError(
                f"{why}, and whether the alias {self.alias!r} was rolled back is not known, as "
                f"{cause}; run 'sfn rollback SOURCE --alias {self.alias} --to {self.stable}', "
                "correct the workflow and deploy it again",
                code=error.code,
            ) from error
        raise DeploymentError(
            f"{why}, so the alias {self.alias!r} points at version {self.stable} again; "
            "correct the workflow and deploy it again"
        )

    def _watched(self, since: float) -> str | None:
        """What is wrong with the new version in the time until the next step, None for nothing."""
        attempt, timing = self.attempt, self.attempt.timing
        until = timing.now() + (self.release.shift.seconds if self.release.shift else 0.0)
        while True:
            reasons = rollback_reasons(attempt.api, attempt.arn, self.new, since, self.release)
            found = next(reasons, None)
            left = until - timing.now()
            if found or left <= 0:
                break
            timing.sleep(min(LOOK_SECONDS, left))
        if found is None and self.release.failures_allowed is not None:
            failed, ended = _counts(attempt.api, attempt.arn, self.new, since)
            known = f"{ended} executions ended, {failed} of them failed" if ended else "none ended"
            attempt.on_progress(f"version {self.new} since then: {known}")
        return found

    def _require_unmoved(self, weight: int) -> None:
        """Raise when somebody else moved the alias; AWS may show our own move a while later."""
        attempt = self.attempt
        for _ in attempts(attempt.timing, _SETTLING_SECONDS):
            found = attempt.api.describe_state_machine_alias(attempt.arn, self.alias)
            if found is not None and found.routes == self._routes(weight):
                return
        raise _MovedMeanwhileError(
            f"somebody else has pointed the alias {self.alias!r} elsewhere meanwhile, where it "
            "stays; ask them why, and run this again to point it at the new version"
        )


def rollback_reasons(
    api: Api, arn: str, version: int, since: float, release: Release
) -> Iterator[str]:
    """What is wrong since the shift began, as clauses that say so: alarms, then executions."""
    yield from _alarm_reasons(api, release)
    allowed = release.failures_allowed
    if allowed is None:
        return
    failed, ended = _counts(api, arn, version, since)
    if failed and failed * 100 > allowed * ended:
        yield f"{failed} of {ended} executions of version {version} failed"


def _alarm_reasons(api: Api, release: Release) -> Iterator[str]:
    """The alarms that do not exist, and those that are in alarm."""
    if not release.alarms:
        return
    states = api.describe_alarms(release.alarms)
    for name in release.alarms:
        if name not in states:
            yield f"there is no CloudWatch alarm {name!r}"
        elif states[name] == "ALARM":
            yield f"the alarm {name!r} is in state ALARM"


def _counts(api: Api, arn: str, version: int, since: float) -> tuple[int, int]:
    """How many executions of a version have failed since a time, and how many have ended.

    Those that are still running, and those that somebody aborted, say nothing of the version.
    """
    newest = islice(api.list_executions(arn, version), _MOST_EXECUTIONS)
    recent = [each.status for each in takewhile(lambda each: each.started >= since, newest)]
    failed = sum(status in _FAILED for status in recent)
    return failed, failed + recent.count("SUCCEEDED")
