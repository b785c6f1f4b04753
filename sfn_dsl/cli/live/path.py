"""A simulation on a terminal: the path in lines, and below it how far it is."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Self

from sfn_dsl.cli.live.region import Line, Region, bar
from sfn_dsl.cli.output import say
from sfn_dsl.cli.path_display import PathDisplay
from sfn_dsl.cli.terminal import Style
from sfn_dsl.counting import counted, duration
from sfn_dsl.simulation.events import Event

_FIRST: Final = 200
_LAST: Final = 20
_LONGEST: Final = 40
_ENDED: Final = ("ExecutionSucceeded", "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted")


class _Map:
    """How far the iterations of a Map state are; ``total`` is 0 where it is not known.

    A Map in a Map or in child executions runs several times at once, ``running`` times, and is
    shown as one.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.total = self.running = 0
        self.begun = self.succeeded = self.failed = 0


class PathView:
    """Shows the path while it runs, of a long one the first lines and the last.

    Below it are the Maps that are at work, with their items, and the virtual time.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._display = PathDisplay(self._line)
        self._region = Region(self.lines)
        self._last: deque[tuple[str, Style | None]] = deque(maxlen=_LAST)
        self._shown = self._held = 0
        self._start: float | None = None
        self._now = 0.0
        self._state = ""
        self._states = 0
        self._children: Counter[str] = Counter()
        self._maps: dict[str, _Map] = {}

    def __enter__(self) -> Self:
        self._region.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._region.__exit__(*raised)
        if self._held > len(self._last):
            say(f"... {counted(self._held - len(self._last), 'line')} are not shown ...")
        for line, style in self._last:
            say(line, style)

    def show(self, event: Event) -> None:
        """Show an event, if it is one that people look for."""
        self._start = event.time if self._start is None else self._start
        self._now = event.time - self._start
        self._note(event)
        self._display.show(event)

    def lines(self, most: int | None) -> Sequence[Line]:
        """How far it is now; nothing once it is over, as the path has been shown."""
        if most is None:
            return []
        maps = [self._map(each) for each in tuple(self._maps.values())]
        return [*maps[-most:], *self._sums()][-most:]

    def _line(self, line: str, style: Style | None) -> None:
        if self._shown < _FIRST:
            self._shown += 1
            with self._region.above():
                say(line, style)
        else:
            self._held += 1
            self._last.append((line, style))

    def _note(self, event: Event) -> None:
        kind, details = event.type, event.details
        if kind.endswith("StateEntered"):
            self._states += 1
            self._state = details["name"]
        elif kind == "MapStateStarted":
            # A Map is entered, and started at once.
            started = self._of(self._state)
            started.running += 1
            started.total += details.get("length") or 0
        elif kind.startswith("MapIteration"):
            self._count(self._of(details["name"]), kind)
        elif kind == "MapRunStarted":
            self._maps.pop(self._state, None)  # children have its items
        elif kind == "MapStateExited":
            exited = self._of(details["name"])
            exited.running -= 1
            if exited.running <= 0:
                del self._maps[exited.name]
        elif kind in _ENDED or kind == "ExecutionStarted":
            self._children[kind] += 1

    def _of(self, name: str) -> _Map:
        return self._maps.setdefault(name, _Map(name))

    def _count(self, counted_map: _Map, kind: str) -> None:
        if kind.endswith("Started"):
            counted_map.begun += 1
        elif kind.endswith("Succeeded"):
            counted_map.succeeded += 1
        else:
            counted_map.failed += 1

    def _map(self, each: _Map) -> Line:
        done = each.succeeded + each.failed
        total = each.total or each.begun
        failed: list[tuple[str, Style | None]] = []
        if each.failed:
            failed = [(f", {each.failed} failed", "error")]
        share = bar(done / total if total else 0.0)
        name = each.name if len(each.name) <= _LONGEST else f"{each.name[:_LONGEST]}..."
        return [(f"{'':10}  {share}  {done} of {total} items of {name}", None), *failed]

    def _sums(self) -> Iterator[Line]:
        begun = self._children["ExecutionStarted"] - 1
        if begun > 0:
            # At the very end, the execution itself has ended as well.
            ended = min(begun, sum(self._children[kind] for kind in _ENDED))
            text = f"{bar(ended / begun)}  {ended} of {counted(begun, 'child execution')} ended"
            failed = max(0, ended - self._children["ExecutionSucceeded"])
            yield [(f"{'':10}  {text}{f', {failed} failed' if failed else ''}", None)]
        took = duration(round(self._clock() - self._began, 1))
        tried = f", {self._display.retries} tried again" if self._display.retries else ""
        entered = f"{counted(self._states, 'state')} entered{tried}"
        more = f", {counted(self._held, 'line')} not shown" if self._held else ""
        yield [
            (f"{duration(self._now):>10}", "running"),
            (f"  of virtual time after {took}: {entered}, now {self._state}{more}", None),
        ]
