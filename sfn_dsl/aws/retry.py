"""Retrying within bounds, for what AWS completes only after a while.

Time and randomness are parameters, so that no test sleeps and a run can be repeated.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import attrs

from sfn_dsl.aws.api import RefusalError

Answer = TypeVar("Answer")

OnProgress = Callable[[str], None]
"""Called with a sentence about what is being waited for, to show to a person."""

CONFLICT_SECONDS: Final = 15.0
"""How long another change in progress is waited for."""

_FIRST_PAUSE_SECONDS: Final = 1.0
_LONGEST_PAUSE_SECONDS: Final = 10.0


@attrs.frozen
class Timing:
    """How to wait (seconds), what time it is (seconds since the epoch), a chance in [0, 1)."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random


REAL_TIME = Timing()


def attempts(timing: Timing, within: float) -> Iterator[None]:
    """Yield at once, and again after ever longer pauses until `within` seconds have passed.

    The last turn is at the end of that time and not before it.
    """
    started = timing.now()
    for pause in _pauses(timing):
        yield
        left = started + within - timing.now()
        if left <= 0:
            return
        timing.sleep(min(pause, left))


def persisting(
    call: Callable[[], Answer], patience: Callable[[RefusalError], float], timing: Timing
) -> Answer:
    """The answer of a call, made again while AWS refuses it for a reason that may pass.

    `patience` returns for how many seconds, counted from the first call, a refusal is worth another
    try; 0 for never. Raises the last refusal.
    """
    started = timing.now()
    for pause in _pauses(timing):
        try:
            return call()
        except RefusalError as refusal:
            left = started + patience(refusal) - timing.now()
            if left <= 0:
                raise
            timing.sleep(min(pause, left))
    raise AssertionError("pauses never end")


def _pauses(timing: Timing) -> Iterator[float]:
    """1, 2, 4, 8, 10, 10 ... seconds, each up to half shorter.

    Two that collided are then not likely to do so again.
    """
    pause = _FIRST_PAUSE_SECONDS
    while True:
        yield pause * (1 - timing.chance() / 2)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
