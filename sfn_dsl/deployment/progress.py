"""What happens in a deployment, as values, for a view that shows more than sentences.

The text of each is the sentence for a person, "" where there is none.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from sfn_dsl.aws.retry import OnProgress


@attrs.frozen
class Said:
    """A sentence about what is being waited for, or could not be done."""

    sentence: str

    def __str__(self) -> str:
        return self.sentence


@attrs.frozen
class _Silent:
    def __str__(self) -> str:
        return ""


@attrs.frozen
class StepsPlanned(_Silent):
    """What is left to do, in words and in order; it is planned again after each step."""

    steps: tuple[str, ...]


@attrs.frozen
class StepStarted(_Silent):
    """A step begins."""

    step: str


@attrs.frozen
class StepFinished(_Silent):
    """AWS has accepted a step."""

    step: str


@attrs.frozen
class TrafficShifted:
    """An alias sends ``weight`` percent of the executions to the version ``new``, else ``old``."""

    alias: str
    old: int
    new: int
    weight: int

    def __str__(self) -> str:
        if self.weight == 100:
            return ""
        return f"alias {self.alias!r}: {self.weight} percent go to version {self.new}"


@attrs.frozen
class VersionWatched(_Silent):
    """What is seen of a new version, of whose executions ``failed`` of ``ended`` failed.

    More than ``allowed`` percent may not fail; None where only alarms decide, and then none are
    counted. ``alarms`` are pairs of a name and a state. The next step is ``seconds`` away.
    """

    version: int
    failed: int
    ended: int
    allowed: float | None
    alarms: tuple[tuple[str, str], ...]
    seconds: float


@attrs.frozen
class RolledBack(_Silent):
    """An alias sends all executions to the old version again."""

    alias: str
    version: int


Event = (
    Said | StepsPlanned | StepStarted | StepFinished | TrafficShifted | VersionWatched | RolledBack
)
OnEvent = Callable[[Event], None]


def reporting(on_progress: OnProgress, *others: OnEvent) -> OnEvent:
    """Reports events to the others, and their sentences to `on_progress`, each sentence once.

    A wait that is made again would otherwise be reported again.
    """
    reported: set[str] = set()

    def report(event: Event) -> None:
        for other in others:
            other(event)
        sentence = str(event)
        if sentence and sentence not in reported:
            reported.add(sentence)
            on_progress(sentence)

    return report
