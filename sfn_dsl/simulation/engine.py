"""Virtual time: what is ready to go on, and what waits for its time.

Nothing here sleeps. A driver in real time asks `next_time`, waits that long itself, and calls
`run_until`.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, Final

# Fewer cancelled timers than this are not worth clearing away.
_CLUTTER: Final = 64


class Timer:
    """A callback at a time, which may be cancelled."""

    __slots__ = ("_engine", "callback")

    def __init__(self, engine: Engine, callback: Callable[[], None]) -> None:
        self._engine: Engine | None = engine
        self.callback: Callable[[], None] | None = callback

    def fire(self) -> None:
        """Call back, once."""
        callback, self.callback, self._engine = self.callback, None, None
        if callback is not None:
            callback()

    def cancel(self) -> None:
        """Never call back, and keep nothing of the callback."""
        engine, self.callback, self._engine = self._engine, None, None
        if engine is not None:
            engine.cancelled()


class Engine:
    """Runs callbacks in the order of their times; those of one time in the order they came.

    ``now`` is the virtual time in seconds since 1970-01-01T00:00:00Z.
    """

    __slots__ = ("_cancelled", "_count", "_ready", "_timers", "now")

    def __init__(self, now: float) -> None:
        self.now = now
        self._ready: deque[Callable[[], None]] = deque()
        self._timers: list[tuple[float, int, Timer]] = []
        self._count = self._cancelled = 0

    def soon(self, callback: Callable[[], None]) -> None:
        """Call back at the present time, after everything that is ready already."""
        self._ready.append(callback)

    def at(self, time: float, callback: Callable[[], None]) -> Timer:
        """Call back at a time, at once if it has passed."""
        self._count += 1
        timer = Timer(self, callback)
        heapq.heappush(self._timers, (max(time, self.now), self._count, timer))
        return timer

    def cancelled(self) -> None:
        """Clear cancelled timers away when most are, for a loop may start ever more of them."""
        self._cancelled += 1
        if self._cancelled > _CLUTTER and 2 * self._cancelled > len(self._timers):
            self._timers = [entry for entry in self._timers if entry[2].callback is not None]
            heapq.heapify(self._timers)
            self._cancelled = 0

    @property
    def next_time(self) -> float | None:
        """The time of the next callback, None if nothing is left to do."""
        if self._ready:
            return self.now
        timers = self._timers
        while timers and timers[0][2].callback is None:
            heapq.heappop(timers)
            self._cancelled -= 1
        return timers[0][0] if timers else None

    def run(self, is_over: Callable[[], bool]) -> None:
        """Run until something is over, or nothing is left to do."""
        while not is_over():
            if self._ready:
                self._ready.popleft()()
            elif (time := self.next_time) is not None:
                self._go_to(time)
            else:
                return

    def run_until(self, time: float) -> None:
        """Run everything up to a time, which then is the present one."""
        while (upcoming := self.next_time) is not None and upcoming <= time:
            if self._ready:
                self._ready.popleft()()
            else:
                self._go_to(upcoming)
        self.now = max(self.now, time)

    def _go_to(self, time: float) -> None:
        """Go to a time, and call back whatever has that time, before any of it goes on."""
        self.now = max(self.now, time)  # who drives it may be late
        while self._timers and self._timers[0][0] <= time:
            timer = heapq.heappop(self._timers)[2]
            if timer.callback is None:
                self._cancelled -= 1
            else:
                timer.fire()


class Waiting:
    """A pause of a fiber; the first to end it wins, the others do nothing."""

    __slots__ = ("_engine", "_go_on")

    def __init__(self, engine: Engine, go_on: Callable[[Any], None]) -> None:
        self._engine = engine
        self._go_on: Callable[[Any], None] | None = go_on

    @property
    def is_over(self) -> bool:
        """Return whether the pause has ended."""
        return self._go_on is None

    def end(self, value: Any = None) -> None:
        """Go on with a value."""
        go_on, self._go_on = self._go_on, None
        if go_on is not None:
            self._engine.soon(partial(go_on, value))

    def give_up(self) -> None:
        """Never go on."""
        self._go_on = None
