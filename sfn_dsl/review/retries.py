"""When each attempt of a state is made, by its retriers (ASL reference, section 6.1)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.counting import duration
from sfn_dsl.simulation.states.handlers import Retrier

MOST_ATTEMPTS: Final = 10
"""The most retries of one retrier that are told one by one."""

_LONGEST: Final = 100_000_000  # seconds: longer than any wait of AWS's


@attrs.frozen
class Attempt:
    """One attempt: how long after the failure before it, and after the first failure, it is made.

    The first one is made at once. Both times are in words, and leave out how long the attempts
    themselves take.
    """

    number: int
    wait: str
    total: str


@attrs.frozen
class RetrierTold:
    """A retrier: the errors that it retries, its attempts, and how many more there are."""

    errors: str
    attempts: tuple[Attempt, ...]
    more: int = 0
    note: str = ""


def timetable(state: Mapping[str, Any]) -> tuple[RetrierTold, ...]:
    """The retriers of a state, in order; those that are not of the expected shape say so."""
    listed = state.get("Retry")
    return tuple(map(_told, listed)) if isinstance(listed, list) else ()


def _told(written: Any) -> RetrierTold:
    retrier = _retrier(written)
    if retrier is None:
        return RetrierTold(_errors(written), (), note="its numbers are not known before it runs")
    attempts = tuple(_attempts(retrier))
    note = ""
    if retrier.attempts == 0:
        note = "not retried: MaxAttempts is 0"
    elif retrier.is_jittered:
        note = "each wait is drawn at random from the span (JitterStrategy FULL)"
    more = max(0, retrier.attempts - MOST_ATTEMPTS)
    return RetrierTold(_errors(written), attempts, more, note)


def _errors(written: Any) -> str:
    errors = written.get("ErrorEquals") if isinstance(written, Mapping) else None
    return ", ".join(map(str, errors)) if isinstance(errors, list) else "?"


def _retrier(written: Any) -> Retrier | None:
    """A retrier whose numbers are numbers, None for one that has others."""
    if not isinstance(written, Mapping):
        return None
    fields = ("IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds")
    numbers = {name: written[name] for name in fields if name in written}
    if not all(type(each) in (int, float) and 0 <= each < _LONGEST for each in numbers.values()):
        return None
    default = Retrier("", ())
    return Retrier(
        "",
        (),
        interval=numbers.get("IntervalSeconds", default.interval),
        attempts=int(numbers.get("MaxAttempts", default.attempts)),
        rate=numbers.get("BackoffRate", default.rate),
        cap=numbers.get("MaxDelaySeconds"),
        is_jittered=written.get("JitterStrategy") == "FULL",
    )


def _attempts(retrier: Retrier) -> Iterator[Attempt]:
    longest = attrs.evolve(retrier, is_jittered=False)
    chance = random.Random(0)  # noqa: S311  # which a retrier without jitter does not ask
    least = "0 to " if retrier.is_jittered else ""
    if retrier.attempts:
        yield Attempt(1, "at once", "0 s")
    total = 0.0
    for nth in range(1, min(retrier.attempts, MOST_ATTEMPTS) + 1):
        wait = longest.delay(nth, chance)
        total += wait
        yield Attempt(nth + 1, f"{least}{duration(wait)}", f"{least}{duration(total)}")
