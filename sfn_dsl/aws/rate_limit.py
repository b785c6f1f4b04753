"""Keeping within the rates at which AWS accepts calls, for many machines in one run.

AWS counts each operation of an account in a region by a token bucket: so many calls at once, and
then so many a second. Staying below is faster than being throttled, and leaves others their share.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Final

import attrs

from sfn_dsl.aws.retry import REAL_TIME, Timing


@attrs.frozen
class Rate:
    """How many calls AWS accepts at once, and how many a second from then on."""

    burst: int
    a_second: float


_CHANGING: Final = Rate(100, 1)

# "Quotas related to API action throttling" in the developer guide of Step Functions.
RATES: Final[Mapping[str, Rate]] = {
    "CreateStateMachine": _CHANGING,
    "UpdateStateMachine": _CHANGING,
    "DeleteStateMachine": _CHANGING,
    "PublishStateMachineVersion": _CHANGING,
    "ListStateMachineVersions": _CHANGING,
    "DeleteStateMachineVersion": _CHANGING,
    "CreateStateMachineAlias": _CHANGING,
    "UpdateStateMachineAlias": _CHANGING,
    "DescribeStateMachineAlias": _CHANGING,
    "ListStateMachineAliases": _CHANGING,
    "DeleteStateMachineAlias": _CHANGING,
    "ValidateStateMachineDefinition": _CHANGING,
    "ListTagsForResource": _CHANGING,
    "UntagResource": _CHANGING,
    "TagResource": Rate(200, 1),
    "ListStateMachines": Rate(100, 5),
    "DescribeStateMachine": Rate(200, 20),
}


class Pace:
    """Delays calls that would be too many; any number of threads may share it.

    An operation without a rate is not delayed.
    """

    def __init__(self, timing: Timing = REAL_TIME, rates: Mapping[str, Rate] = RATES) -> None:
        self._timing = timing
        self._rates = rates
        self._full_at: dict[str, float] = {}
        self._lock = Lock()

    def keep(self, operation: str) -> None:
        """Return when a call of an operation may be made, which is counted from then on."""
        rate = self._rates.get(operation)
        if rate is None:
            return
        pause = self._reserved(operation, rate)
        if pause > 0:
            self._timing.sleep(pause)

    def _reserved(self, operation: str, rate: Rate) -> float:
        """For how many seconds to wait for the next call that is free.

        A bucket is represented by the time when it will be full again: each call puts that off by
        one refill, and a call may be made as long as that is no more than a burst ahead.
        """
        with self._lock:
            now = self._timing.now()
            full_at = max(self._full_at.get(operation, now), now) + 1 / rate.a_second
            self._full_at[operation] = full_at
            return full_at - now - rate.burst / rate.a_second
