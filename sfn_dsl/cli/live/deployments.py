"""What is at work on AWS, on a terminal: the steps of a deployment, and the shift of an alias."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Final

import attrs

from sfn_dsl.cli.live.region import Line, bar
from sfn_dsl.cli.terminal import Style
from sfn_dsl.counting import counted, duration
from sfn_dsl.deployment.progress import (
    Event,
    RolledBack,
    StepFinished,
    StepsPlanned,
    StepStarted,
    TrafficShifted,
    VersionWatched,
)

_STYLES: Final[dict[str, Style]] = {
    "done": "done",
    "running": "running",
    "waiting": "faint",
    "failed": "error",
    "stopped": "warning",
}
_INDENT: Final = " " * 21


@attrs.define
class _Step:
    name: str
    state: str = "waiting"
    began: float = 0.0
    ended: float = 0.0


@attrs.define
class Work:
    """What is known of one workflow: its steps, and the traffic shift of its alias."""

    name: str
    clock: Callable[[], float]
    began: float = attrs.field(init=False)
    steps: list[_Step] = attrs.field(factory=list, init=False)
    shift: TrafficShifted | None = attrs.field(default=None, init=False)
    watched: VersionWatched | None = attrs.field(default=None, init=False)
    watched_at: float = attrs.field(default=0.0, init=False)
    rolled_back: RolledBack | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self.began = self.clock()

    def note(self, event: Event) -> None:
        """Note an event."""
        match event:
            case StepsPlanned():
                # What was begun and not done does not fit AWS any more.
                done = [step for step in self.steps if step.state == "done"]
                self.steps = [*done, *map(_Step, event.steps)]
            case StepStarted():
                self._begin(event.step)
            case StepFinished():
                self._end("done")
            case TrafficShifted():
                self.shift, self.watched = event, None
            case VersionWatched():
                self.watched, self.watched_at = event, self.clock()
            case RolledBack():
                self.rolled_back = event
            case _:
                pass

    def fail(self, *, is_interrupted: bool) -> None:
        """Note that the deployment has failed, or was interrupted."""
        self._end("stopped" if is_interrupted else "failed")

    def _begin(self, name: str) -> None:
        step = next((each for each in self.steps if each.state == "waiting"), None)
        if step is None or step.name != name:
            step = _Step(name)
            self.steps.append(step)
        step.state, step.began = "running", self.clock()

    def _end(self, state: str) -> None:
        for step in self.steps:
            if step.state == "running":
                step.state, step.ended = state, self.clock()

    def block(self) -> Iterator[Line]:
        """A line for each step, and some for the shift of an alias."""
        for step in self.steps:
            yield self._line(step)
            if step.state in ("running", "failed", "stopped") and self.shift is not None:
                shown = self._shift(is_running=step.state == "running")
                yield from ([(_INDENT, None), (text, None)] for text in shown)

    def row(self) -> Line:
        """What is at work now, in one line."""
        step = next((each for each in reversed(self.steps) if each.state != "waiting"), None)
        state = step.state if step else "running"
        doing = step.name if step else "looking at what is deployed"
        more = "; ".join(self._shift(is_running=True)) if self.shift and state == "running" else ""
        took = _seconds(self.clock() - self.began)
        text = f" {self.name}: {doing}{f'; {more}' if more else ''}"
        return [(took, None), (f"  {state:8}", _STYLES[state]), (text, None)]

    def _line(self, step: _Step) -> Line:
        if step.state == "waiting":
            return [(f"{'':10}  {step.state:8} {step.name}", "faint")]
        until = self.clock() if step.state == "running" else step.ended
        return [
            (_seconds(until - step.began), None),
            (f"  {step.state:8} ", _STYLES[step.state]),
            (step.name, None),
        ]

    def _shift(self, *, is_running: bool) -> Iterator[str]:
        shift, watched = self.shift, self.watched
        if shift is None:
            return
        if self.rolled_back is not None:
            yield f"all executions go to version {shift.old} again"
            return
        shares = f"version {shift.old} {100 - shift.weight}%, version {shift.new} {shift.weight}%"
        left = self._left(watched) if watched and is_running else ""
        yield f"{bar(shift.weight / 100)}  {shares}{left}"
        if watched is None:
            return
        if watched.allowed is not None:
            ended = counted(watched.ended, "execution")
            yield (
                f"{ended} of version {watched.version} ended, {watched.failed} failed; more than "
                f"{watched.allowed:g}% roll back"
            )
        if watched.alarms:
            yield "alarms: " + ", ".join(f"{name} {state}" for name, state in watched.alarms)

    def _left(self, watched: VersionWatched) -> str:
        left = watched.seconds - (self.clock() - self.watched_at)
        return f", next step in {duration(max(0, round(left)))}"


class DeploymentView:
    """Workflows at work side by side; ``total`` is how many there are in all."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._clock = clock
        self._began = clock()
        self._lock = Lock()
        self._works: list[Work] = []
        self.count = 0

    @contextmanager
    def at_work(self, name: str) -> Iterator[Callable[[Event], None]]:
        """For the time that a workflow is at work; yields what to call with each of its events."""
        work = Work(name, self._clock)
        with self._lock:
            self._works.append(work)

        def note(event: Event) -> None:
            with self._lock:
                work.note(event)

        try:
            yield note
        except BaseException as error:
            with self._lock:
                work.fail(is_interrupted=isinstance(error, KeyboardInterrupt))
            raise
        finally:
            with self._lock:
                if self._total > 1:
                    self._works.remove(work)

    def lines(self, most: int | None) -> Sequence[Line]:
        """The steps of one workflow, or one line for each of several that are at work."""
        with self._lock:
            if self._total == 1:
                return [line for work in self._works for line in self._of_one(work, most)][:most]
            if most is None:
                return []
            rows = [work.row() for work in self._works]
        kept = rows[: most - 1]
        hidden = f", {len(rows) - len(kept)} more at work" if len(rows) > len(kept) else ""
        took = _seconds(self._clock() - self._began)
        return [*kept, [(f"{took}  {self.count} of {self._total} done{hidden}", None)]]

    def _of_one(self, work: Work, most: int | None) -> Sequence[Line]:
        if work.steps or most is None:
            return list(work.block())
        return [work.row()]


def _seconds(seconds: float) -> str:
    return f"{duration(round(seconds, 1)):>10}"
