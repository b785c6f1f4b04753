"""Virtual time: what is ready to go on, and what waits for its time.

Nothing here sleeps. A driver in real time asks `next_time`, waits that long itself, and calls
`run_until`.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable


class Engine:
    """Runs callbacks in the order of their times; those of one time in the order they came.

    ``now`` is the virtual time in seconds since 1970-01-01T00:00:00Z.
    """

    __slots__ = ("_count", "_ready", "_timers", "now")

    def __init__(self, now: float) -> None:
        self.now = now
        self._ready: deque[Callable[[], None]] = deque()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0

    def soon(self, callback: Callable[[], None]) -> None:
        """Call back at the present time, after everything that is ready already."""
        self._ready.append(callback)

    def at(self, time: float, callback: Callable[[], None]) -> None:
        """Call back at a time, at once if it has passed."""
        self._count += 1
        heapq.heappush(self._timers, (max(time, self.now), self._count, callback))

    @property
    def next_time(self) -> float | None:
        """The time of the next callback, None if nothing is left to do."""
        if self._ready:
            return self.now
        return self._timers[0][0] if self._timers else None

    def run(self, is_over: Callable[[], bool]) -> None:
        """Run until something is over, or nothing is left to do."""
        while not is_over():
            if self._ready:
                self._ready.popleft()()
            elif self._timers:
                self._go_to(self._timers[0][0])
            else:
                return

    def run_until(self, time: float) -> None:
        """Run everything up to a time, which then is the present one."""
        while self._ready or (self._timers and self._timers[0][0] <= time):
            if self._ready:
                self._ready.popleft()()
            else:
                self._go_to(self._timers[0][0])
        self.now = max(self.now, time)

    def _go_to(self, time: float) -> None:
        """Go to a time, and call back whatever has that time, before any of it goes on."""
        self.now = time
        while self._timers and self._timers[0][0] <= time:
            heapq.heappop(self._timers)[2]()
