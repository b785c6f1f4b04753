"""Shifting an alias to a new version step by step, and rolling it back when something is wrong.

How far it has got is kept in the alias itself, in AWS. So a shift that is cut off continues with
the next deploy, and is rolled back by ``sfn rollback``, even while it is in progress.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, takewhile
from typing import Final, NoReturn

import attrs

from sfn_dsl.aws.api import Alias, Api, Route
from sfn_dsl.aws.retry import attempts
from sfn_dsl.deployment.attempt import Attempt
from sfn_dsl.deployment.options import Release
from sfn_dsl.deployment.progress import RolledBack, TrafficShifted, VersionWatched
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
    alarms = _alarms(attempt.api, release) if release and begins else ()
    found = _alarm_reason(alarms)
    if found:
        raise DeploymentError(f"{found}, so nothing was done; resolve that and run this again")


class _MovedMeanwhileError(DeploymentError):
    """Somebody else has pointed the alias at another version."""


@attrs.frozen
class _Seen:
    """What is seen of a version: why to roll back, if so, and what that follows from."""

    reason: str | None
    alarms: tuple[tuple[str, str], ...]
    failed: int = 0
    ended: int = 0


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
            self.attempt.on_event(TrafficShifted(self.alias, self.stable, self.new, weight))
            if weight < 100:
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
            self.attempt.on_event(RolledBack(self.alias, self.stable))
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
            seen = _seen(attempt.api, attempt.arn, self.new, since, self.release)
            left = until - timing.now()
            attempt.on_event(self._watched_event(seen, max(0.0, left)))
            if seen.reason or left <= 0:
                break
            timing.sleep(min(LOOK_SECONDS, left))
        if seen.reason is None and self.release.failures_allowed is not None:
            ended, failed = seen.ended, seen.failed
            known = f"{ended} executions ended, {failed} of them failed" if ended else "none ended"
            attempt.on_progress(f"version {self.new} since then: {known}")
        return seen.reason

    def _watched_event(self, seen: _Seen, left: float) -> VersionWatched:
        allowed = self.release.failures_allowed
        return VersionWatched(self.new, seen.failed, seen.ended, allowed, seen.alarms, left)

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


def _seen(api: Api, arn: str, version: int, since: float, release: Release) -> _Seen:
    """What is seen of a version since the shift began: alarms, then executions."""
    alarms = _alarms(api, release)
    found, allowed = _alarm_reason(alarms), release.failures_allowed
    if found or allowed is None:
        return _Seen(found, alarms)
    failed, ended = _counts(api, arn, version, since)
    if failed and failed * 100 > allowed * ended:
        found = f"{failed} of {ended} executions of version {version} failed"
    return _Seen(found, alarms, failed, ended)


def _alarms(api: Api, release: Release) -> tuple[tuple[str, str], ...]:
    """The alarms to watch, each with its state, "" for one that does not exist."""
    if not release.alarms:
        return ()
    states = api.describe_alarms(release.alarms)
    return tuple((name, states.get(name, "")) for name in release.alarms)


def _alarm_reason(alarms: Iterable[tuple[str, str]]) -> str | None:
    """The first alarm that does not exist or is in alarm, as a clause that says so."""
    for name, state in alarms:
        if not state:
            return f"there is no CloudWatch alarm {name!r}"
        if state == "ALARM":
            return f"the alarm {name!r} is in state ALARM"
    return None


def _counts(api: Api, arn: str, version: int, since: float) -> tuple[int, int]:
    """How many executions of a version have failed since a time, and how many have ended.

    Those that are still running, and those that somebody aborted, say nothing of the version.
    """
    newest = islice(api.list_executions(arn, version), _MOST_EXECUTIONS)
    recent = [each.status for each in takewhile(lambda each: each.started >= since, newest)]
    failed = sum(status in _FAILED for status in recent)
    return failed, failed + recent.count("SUCCEEDED")
