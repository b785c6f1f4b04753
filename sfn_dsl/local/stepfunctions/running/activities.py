"""Activities: the tasks that wait for a worker, and the workers that wait for a task."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, Final, Protocol

import attrs

from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.running.outcomes import outcome_json
from sfn_dsl.simulation.effects import Hangs, TaskCall

KIND: Final = "activity"
"""What documents of activities are called in the database; their keys are their ARNs."""


class Told(Protocol):
    """An execution that is told of what happens."""

    def tell(self, what: Mapping[str, Any]) -> bool:
        """Return whether it does not come too late."""


@attrs.frozen(eq=False)
class _Offer:
    call: TaskCall
    execution: Told


class Activities:
    """The tasks of all activities that nobody has taken yet, the oldest first."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._offers: dict[str, deque[_Offer]] = {}
        self._changed = threading.Condition()
        self._is_closed = False

    def exists(self, arn: str) -> bool:
        """Return whether there is an activity."""
        return self._database.get(KIND, arn) is not None

    def offer(self, call: TaskCall, execution: Told) -> None:
        """A task waits for a worker."""
        with self._changed:
            self._offers.setdefault(call.resource, deque()).append(_Offer(call, execution))
            self._changed.notify_all()

    def withdraw(self, token: str) -> None:
        """A task is over."""
        with self._changed:
            for arn, offers in list(self._offers.items()):
                left = deque(each for each in offers if each.call.token != token)
                if left:
                    self._offers[arn] = left
                else:
                    del self._offers[arn]

    def take(self, arn: str, worker: str | None, seconds: float) -> TaskCall | None:
        """The next task of an activity, for which a worker waits so many seconds at most."""
        until = time.monotonic() + seconds
        while (offer := self._next(arn, until)) is not None:
            # Not under the lock: the execution may have one of its own to wait for.
            taken = outcome_json(Hangs(worker=worker))
            if offer.execution.tell({"is": "answer", "token": offer.call.token, "with": taken}):
                return offer.call
        return None

    def _next(self, arn: str, until: float) -> _Offer | None:
        with self._changed:
            while not self._is_closed:
                offers = self._offers.get(arn)
                if offers:
                    return offers.popleft()
                left = until - time.monotonic()
                if left <= 0:
                    return None
                self._changed.wait(left)
            return None

    def close(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
