"""Retriers and catchers (ASL reference, section 6)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs

from sfn_dsl.simulation.failures import QUERY, REFERENCE_CONFLICT, RUNTIME, TIMEOUT, Failure
from sfn_dsl.simulation.fiber import State

_ALL: Final = "States.ALL"
_TASK_FAILED: Final = "States.TaskFailed"
_HEARTBEAT: Final = "States.HeartbeatTimeout"
# What no retrier and no catcher sees, even where it is named (ASL reference, section 6.3).
_TERMINAL: Final = (RUNTIME, REFERENCE_CONFLICT)
# What States.TaskFailed leaves to others (measured on AWS).
_NOT_OF_TASK: Final = (TIMEOUT, QUERY)


class HeartbeatLost(Failure):
    """A task that did not send its heartbeat in time, which answers to two names."""

    def __init__(self) -> None:
        super().__init__(TIMEOUT)


def matches(names: Sequence[str], failure: Failure) -> bool:
    """Return whether an ErrorEquals names a failure."""
    error = failure.error
    if error in _TERMINAL:
        return False
    for name in names:
        if name in (error, _ALL) or (name == _HEARTBEAT and isinstance(failure, HeartbeatLost)):
            return True
        if name == _TASK_FAILED and error not in _NOT_OF_TASK:
            return True
    return False


@attrs.frozen
class Retrier:
    """One retrier; times are in seconds, ``cap`` is None without MaxDelaySeconds."""

    pointer: str
    errors: tuple[str, ...]
    interval: float = 1
    attempts: int = 3
    rate: float = 2.0
    cap: float | None = None
    is_jittered: bool = False

    def delay(self, nth: int, chance: random.Random) -> float:
        """How long to wait before the retry with this number, counted from 1."""
        longest = self.cap if self.cap is not None else 99_999_999
        try:
            delay = min(self.interval * self.rate ** (nth - 1), longest)
        except OverflowError:
            delay = longest
        return chance.uniform(0, delay) if self.is_jittered else delay


@attrs.frozen
class Catcher:
    """One catcher: where it leads, and the output and variables that it makes.

    ``work_out`` takes the fiber, the raw input and the error output, and gives both.
    """

    pointer: str
    errors: tuple[str, ...]
    target_name: str
    work_out: Callable[[Any, Any, dict[str, Any]], tuple[Any, dict[str, Any] | None]]
    target: list[State] = attrs.field(factory=list, eq=False)

    @property
    def next(self) -> State:
        """The state that it leads to."""
        return self.target[0]


@attrs.frozen
class Handlers:
    """The retriers and catchers of a state, in order."""

    retriers: tuple[Retrier, ...] = ()
    catchers: tuple[Catcher, ...] = ()

    def retrier(self, failure: Failure) -> Retrier | None:
        """The first retrier that names a failure; no other one is asked."""
        return next((one for one in self.retriers if matches(one.errors, failure)), None)

    def catcher(self, failure: Failure) -> Catcher | None:
        """The first catcher that names a failure."""
        return next((one for one in self.catchers if matches(one.errors, failure)), None)


def error_output(failure: Failure) -> dict[str, Any]:
    """What a catcher gets: a timeout has an empty cause, which its events do not have."""
    cause = failure.cause
    if cause is None and failure.error is not None:
        cause = ""
    return {"Error": failure.error, "Cause": cause}
