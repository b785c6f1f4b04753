"""Leading an alias over to a new version step by step, and back when something is wrong.

What was reached stands in the alias itself, in AWS. So a shift that is cut off goes on with the
next deploy, and is taken back by ``sfn rollback``, even while it is under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NoReturn

import attrs

from sfn_dsl.aws.retry import attempts
from sfn_dsl.aws.versions import Route
from sfn_dsl.deployment.plan import Step
from sfn_dsl.deployment.release.rollback_reasons import alarm_troubles, counts, troubles
from sfn_dsl.deployment.release.spec import MoveAlias, Release
from sfn_dsl.errors import DeploymentError

if TYPE_CHECKING:
    from sfn_dsl.deployment.execute import Run

LOOK_SECONDS: Final = 30.0
"""How often the new version is looked at while it serves a part of the executions."""

_SETTLING_SECONDS: Final = 10.0


def require_quiet(run: Run, steps: Iterable[Step]) -> None:
    """Raise when an alias is to be shifted and an alarm is missing or rings already.

    Asked before anything is changed, as a version that cannot be introduced is of no use. A shift
    that has begun is another matter: it goes on, and so is taken back.
    """
    release = run.desired.release
    begins = any(isinstance(step, MoveAlias) and step.begins for step in steps)
    trouble = next(alarm_troubles(run.api, release), None) if release and begins else None
    if trouble:
        raise DeploymentError(f"{trouble}, and nothing is done; see to it and run this again")


class _LedElsewhereError(DeploymentError):
    """Somebody else has led the alias elsewhere."""


@attrs.frozen
class Shifting:
    """An alias on its way from the version ``stable`` to the version ``new``."""

    run: Run
    release: Release
    alias: str
    stable: int
    new: int

    def carry_out(self, weights: Sequence[int]) -> None:
        """Lead the alias over by these weights, looking at the new version in between.

        Raises DeploymentError when something is wrong, with the alias led back to the old version;
        and when somebody else leads it elsewhere meanwhile, where it then stays.
        """
        began = float("inf")
        for weight in weights:
            began = min(began, self._lead(self._routes(weight)))
            if weight < 100:
                self.run.tell(f"alias {self.alias!r}: {weight} percent go to version {self.new}")
                self._watch_or_lead_back(weight, began)

    def _routes(self, weight: int) -> tuple[Route, ...]:
        both = (Route(self.stable, 100 - weight), Route(self.new, weight))
        return tuple(sorted(route for route in both if route.weight))

    def _lead(self, routes: Sequence[Route]) -> float:
        run = self.run
        return run.persist(lambda: run.api.update_state_machine_alias(run.arn, self.alias, routes))

    def _watch_or_lead_back(self, weight: int, since: float) -> None:
        stays = (
            f"the alias {self.alias!r} stays at {weight} percent for version {self.new}; run this "
            f"again, which goes on from there, or 'sfn rollback SOURCE --alias {self.alias}'"
        )
        try:
            trouble = self._watched(since)
        except DeploymentError as error:
            raise DeploymentError(f"{error}; {stays}", code=error.code) from error
        except KeyboardInterrupt:
            self.run.tell(stays)
            raise
        if trouble:
            self._lead_back(weight, trouble)
        self._require_unmoved(weight)

    def _lead_back(self, weight: int, trouble: str) -> NoReturn:
        """Lead the alias to the old version and raise what is wrong, which no fault may hide."""
        try:
            self._require_unmoved(weight)
            self._lead(self._routes(0))
        except _LedElsewhereError as error:
            raise DeploymentError(f"{trouble}, and {error}") from error
        except DeploymentError as error:
            cause = error.message.partition("; ")[0]
            raise DeploymentError(
                f"{trouble}, and whether the alias {self.alias!r} was led back is not known, as "
                f"{cause}; run 'sfn rollback SOURCE --alias {self.alias} --to {self.stable}', "
                "correct the workflow and deploy it anew",
                code=error.code,
            ) from error
        raise DeploymentError(
            f"{trouble}, so the alias {self.alias!r} leads to version {self.stable} again; "
            "correct the workflow and deploy it anew"
        )

    def _watched(self, since: float) -> str | None:
        """What is wrong with the new version in the time until the next step, None for nothing."""
        run, timing = self.run, self.run.timing
        until = timing.now() + (self.release.shift.seconds if self.release.shift else 0.0)
        while True:
            trouble = next(troubles(run.api, run.arn, self.new, since, self.release), None)
            left = until - timing.now()
            if trouble or left <= 0:
                break
            timing.sleep(min(LOOK_SECONDS, left))
        if trouble is None and self.release.failures_allowed is not None:
            failed, ended = counts(run.api, run.arn, self.new, since)
            known = f"{ended} executions ended, {failed} of them failed" if ended else "none ended"
            run.tell(f"version {self.new} since then: {known}")
        return trouble

    def _require_unmoved(self, weight: int) -> None:
        """Raise when somebody else has led the alias elsewhere; AWS may tell ours a while later."""
        for _ in attempts(self.run.timing, _SETTLING_SECONDS):
            found = self.run.api.describe_state_machine_alias(self.run.arn, self.alias)
            if found is not None and found.routes == self._routes(weight):
                return
        raise _LedElsewhereError(
            f"somebody else has led the alias {self.alias!r} elsewhere meanwhile, where it stays; "
            "see what they are about, and run this again to lead it to the new version"
        )
