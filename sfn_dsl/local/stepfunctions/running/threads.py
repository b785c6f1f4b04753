"""Threads that end with the server: a bounded crew, and an alarm clock for executions."""

from __future__ import annotations

import heapq
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from typing import Final, Generic, TypeVar

_T = TypeVar("_T")
# Fewer forgotten alarms than this are not worth clearing away.
_CLUTTER: Final = 64


class HaltedError(Exception):
    """The server ends, so nothing of an execution goes on here."""


class Crew:
    """At most so many threads, which are started when there is work for them.

    Work that raises is shown on standard error, and ends nothing.
    """

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._work: deque[Callable[[], None]] = deque()
        self._idle = 0
        self._threads: list[threading.Thread] = []
        self._changed = threading.Condition()
        self._is_closed = False

    def do(self, work: Callable[[], None]) -> None:
        """Have something done, as soon as a thread is free."""
        with self._changed:
            if self._is_closed:
                return
            self._work.append(work)
            if self._idle < len(self._work) and len(self._threads) < self._most:
                name = f"{self._name}-{len(self._threads)}"
                # A call that hangs must not keep the process from ending.
                thread = threading.Thread(target=self._run, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()
            self._changed.notify()

    def close(self, until: float) -> None:
        """Do nothing more; wait for what is done now until a time of the monotonic clock."""
        with self._changed:
            self._is_closed = True
            self._work.clear()
            self._changed.notify_all()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        while True:
            with self._changed:
                self._idle += 1
                while not self._work and not self._is_closed:
                    self._changed.wait()
                self._idle -= 1
                if self._is_closed:
                    return
                work = self._work.popleft()
            try:
                work()
            except HaltedError:
                pass  # the server ends, and goes on with it when it is back
            except Exception:
                if not self._is_closed:
                    sys.stderr.write(traceback.format_exc())
            del work


class Alarms(Generic[_T]):
    """Calls back with a thing at its time by the monotonic clock, the earliest that was set."""

    def __init__(self, ring: Callable[[_T], None]) -> None:
        self._ring = ring
        self._due: dict[_T, float] = {}
        self._heap: list[tuple[float, int, _T]] = []
        self._count = 0
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="alarms", daemon=True)
        self._thread.start()

    def set(self, thing: _T, due: float) -> None:
        """Call back at a time, in place of the time that was set before."""
        with self._changed:
            if self._due.get(thing) == due:
                return
            self._due[thing] = due
            self._count += 1
            heapq.heappush(self._heap, (due, self._count, thing))
            if len(self._heap) > _CLUTTER + 2 * len(self._due):
                self._clear()
            if self._heap[0][2] is thing:
                self._changed.notify()

    @property
    def size(self) -> int:
        """How much is kept."""
        return len(self._heap)

    def cancel(self, thing: _T) -> None:
        """Do not call back."""
        with self._changed:
            self._due.pop(thing, None)

    def close(self, until: float) -> None:
        """Call nobody back any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join(max(0.0, until - time.monotonic()))

    def _clear(self) -> None:
        """Forget what has another time by now, for that may be far away."""
        self._heap = [entry for entry in self._heap if self._due.get(entry[2]) == entry[0]]
        heapq.heapify(self._heap)

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._is_closed:
                    return
                now = time.monotonic()
                rung = []
                while self._heap and self._heap[0][0] <= now:
                    due, _, thing = heapq.heappop(self._heap)
                    if self._due.get(thing) == due:
                        del self._due[thing]
                        rung.append(thing)
                if not rung:
                    wait = self._heap[0][0] - now if self._heap else None
                    # No thread waits longer than this at once on some systems.
                    self._changed.wait(None if wait is None else min(wait, 3600.0))
            for thing in rung:
                self._ring(thing)
