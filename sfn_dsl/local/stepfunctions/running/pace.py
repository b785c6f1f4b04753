"""How fast the time of executions goes, and the clock of one of them."""

from __future__ import annotations

import time
from typing import Final

import attrs

_GRACE: Final = 5.0


@attrs.frozen
class Pace:
    """``factor`` is how many seconds of an execution pass in a real one.

    With ``jumps``, time jumps over waits, backoffs and timeouts while an execution waits for
    nothing outside of it. While a service is called, time goes at the real pace, whatever the
    factor. A task that waits for somebody's token, or for an activity's worker, has ``grace`` real
    seconds since it began to wait or last gave a sign of life; then time jumps on, to its timeout.
    """

    factor: float = 1.0
    jumps: bool = False
    grace: float = _GRACE

    @property
    def is_real(self) -> bool:
        """Return whether the time of executions is that of everybody."""
        return self.factor == 1 and not self.jumps


REAL: Final = Pace()
FAST: Final = Pace(jumps=True)


class Clock:
    """The time of one execution, in seconds since 1970, at a pace that may change."""

    __slots__ = ("_rate", "_since", "_time")

    def __init__(self, start: float, rate: float) -> None:
        self._time = start
        self._since = time.monotonic()
        self._rate = rate

    def now(self) -> float:
        """The present time."""
        return self._time + (time.monotonic() - self._since) * self._rate

    def go(self, rate: float) -> None:
        """Go on at another pace."""
        if rate != self._rate:
            self.set(self.now())
            self._rate = rate

    def set(self, now: float) -> None:
        """It is another time now."""
        self._time, self._since = now, time.monotonic()

    def real_time_of(self, moment: float) -> float:
        """When a time comes, by the monotonic clock."""
        return self._since + (moment - self._time) / self._rate
