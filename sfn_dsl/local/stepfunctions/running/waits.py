"""What an execution waits for outside of the engine: services, executions, and people."""

from __future__ import annotations

import time
from typing import Final

from sfn_dsl.local.stepfunctions.running.pace import Clock, Pace
from sfn_dsl.simulation.effects import TaskCall

# Longer than a wait of anybody, shorter than the year that AWS gives an execution.
_NEVER: Final = 300 * 24 * 3600.0


class Waits:
    """The tasks of one execution that wait, by their tokens.

    ``asked`` are calls whose outcome is not known, ``children`` the executions that a task waits
    for, each with the task's call and its own ARN.
    """

    def __init__(self, pace: Pace) -> None:
        self.asked: dict[str, TaskCall] = {}
        self.children: dict[str, tuple[TaskCall, str]] = {}
        self._pace = pace
        self._new: list[str] = []
        self._outside: set[str] = set()
        self._grace_until = 0.0

    def ask(self, call: TaskCall) -> None:
        """A call is to be made."""
        self.asked[call.token] = call
        self._new.append(call.token)
        if call.service == "activity":
            self.outside(call)

    def take_new(self) -> list[TaskCall]:
        """The calls that are to be made by now."""
        new, self._new = self._new, []
        return [self.asked[token] for token in new if token in self.asked]

    def outside(self, call: TaskCall) -> None:
        """A task waits for somebody outside, who may never come, if its kind does."""
        if call.service == "activity" or call.pattern == "waitForTaskToken":
            self._outside.add(call.token)
            self.sign_of_life()

    def sign_of_life(self) -> None:
        """Somebody who is waited for is there."""
        self._grace_until = time.monotonic() + self._pace.grace

    def end(self, token: str) -> bool:
        """A task is over; return whether something was begun for it that goes on without it."""
        self._outside.discard(token)
        asked = self.asked.pop(token, None)
        child = self.children.pop(token, None)
        return child is not None or (asked is not None and asked.service == "activity")

    @property
    def rate(self) -> float:
        """How many seconds of the execution pass in a real one now."""
        return 1.0 if self._is_calling else self._pace.factor

    def due(self, upcoming: float, clock: Clock) -> float | None:
        """When the execution may go to a time that is to come, by the monotonic clock.

        None for at once, because its time jumps.
        """
        due = clock.real_time_of(upcoming)
        if not self._pace.jumps or self._is_calling:
            return due
        if not self._outside:
            return None
        if upcoming - clock.now() > _NEVER:
            return due
        return min(due, self._grace_until) if self._grace_until > time.monotonic() else None

    @property
    def _is_calling(self) -> bool:
        return bool(self.children) or any(token not in self._outside for token in self.asked)
