"""An execution while it runs: its engine, its clock, and what reaches it from outside."""

from __future__ import annotations

import contextlib
import json
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

import attrs

from sfn_dsl.local.stepfunctions.running.entries import (
    DivergedError,
    HaltedError,
    HistoryTooLargeError,
    outcome_json,
    outcome_of,
)
from sfn_dsl.local.stepfunctions.running.map_runs import MapRuns
from sfn_dsl.local.stepfunctions.running.pace import Clock, Pace
from sfn_dsl.local.stepfunctions.running.store import Entry, Record, Store
from sfn_dsl.local.stepfunctions.running.tokens import token_form
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.effects import Hangs, Objects, Outcome, Pending, TaskCall
from sfn_dsl.simulation.events import Event, in_api_form
from sfn_dsl.simulation.failures import RUNTIME
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.program import Program
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.world import Names, OnEvent, Started, World

# A timer that is so late, in real seconds, goes off at the time that it is then.
_LATE: Final = 0.25
_NEVER: Final = 300 * 24 * 3600.0
_BUFFERED: Final = 500
_LAST: Final = 2**62


class Answers(Protocol):
    """Answers at once what needs nobody else."""

    def at_once(self, call: TaskCall) -> Outcome | None:
        """The outcome of a call; None for one that somebody has to be asked for."""

    def again(self, call: TaskCall) -> None:
        """A call that was answered before is made again, and its answer is known."""


class Surroundings(Protocol):
    """What an execution needs of the server."""

    store: Store
    pace: Pace
    limits: Limits
    history_bytes: int
    is_closing: bool

    def ask(self, live: Live, call: TaskCall) -> None:
        """Have a call made; its outcome is told to the execution."""

    def wake(self, live: Live, due: float) -> None:
        """Let the execution go on at a time of the monotonic clock."""

    def forget_task(self, live: Live, token: str) -> None:
        """A task is over, and what was begun for it may end."""

    def ended(self, live: Live) -> None:
        """The execution is over."""


class Live:
    """One execution that runs. Its methods may be called by any thread."""

    def __init__(
        self,
        record: Record,
        program: Program,
        names: Names,
        around: Surroundings,
        answers: Answers,
        objects: Callable[[Live], Objects],
        *,
        is_kept: bool = True,
    ) -> None:
        self.record = record
        self.done = threading.Event()
        self.is_kept = is_kept
        self.map_runs = MapRuns(around.store, record, is_kept=is_kept)
        self.world = World(
            start=record.started,
            tasks=self,
            objects=objects(self),
            seed=record.details["seed"],
            limits=around.limits,
            keeps_history=False,
            follow=self._follow,
            token_form=token_form(record.number),
            watcher=self.map_runs,
        )
        self.run = Run(self.world, names, is_express=record.type == "EXPRESS")
        self.world.tokens.on_end = self._task_ended
        self.is_replayed = False
        self._program = program
        self._around = around
        self._answers = answers
        self._lock = threading.RLock()
        self._ready = threading.Event()
        self._clock = Clock(record.started, 1.0)
        self._said: dict[str, Outcome] = {}
        self._asked: dict[str, TaskCall] = {}
        self._new: list[str] = []
        self._outside: set[str] = set()
        self._grace_until = 0.0
        self._children: dict[str, tuple[TaskCall, str]] = {}
        self._nth = 0
        self._events: list[tuple[str, Event]] = []
        self._bytes = 0

    # What the server does with it.

    def begin(self) -> None:
        """Begin, so that the first event is there; `advance` goes on."""
        with self._lock:
            self._start()
            self._keep_events()
            self._ready.set()

    def bring_back(self, entries: Sequence[Entry], now: float) -> None:
        """Go to where the execution was when all this had reached it, and go on from there.

        ``now`` is the time that it is. Raises DivergedError where that cannot be.
        """
        with self._lock:
            self.is_replayed = True
            try:
                self._replay(entries)
            finally:
                self.is_replayed = False
            last = max(self.world.engine.now, *(entry.time for entry in entries[-1:]), now)
            self._clock.set(last)
            self._ready.set()
            self._go_on()

    def redrive(self, entries: Sequence[Entry], now: float) -> None:
        """Go to where the execution ended when all this had reached it, and redrive it.

        ``now`` is the time that it is. Raises DivergedError where that cannot be.
        """
        with self._lock:
            self.is_replayed = True
            try:
                self._replay(entries)
                self.world.engine.run(lambda: self.run.is_over)
            finally:
                self.is_replayed = False
            if not self.run.is_over or self.run.status == "SUCCEEDED":
                raise DivergedError(f"it is {self.run.status}")
            engine = self.world.engine
            self._clock.set(max(engine.now, now))
            engine.run_until(self._clock.now())
            what = {"is": "redrive"}
            with self._around.store.database.transaction():
                self.write(what)
                self._around.store.put(self.record)
            self._apply(what)
            self._keep_events()
            self._ready.set()

    def advance(self) -> None:
        """Go on with what is due."""
        self._ready.wait()
        with self._lock:
            self._go_on()

    def tell(self, what: Mapping[str, Any], *, at: float = 0.0) -> bool:
        """Something reaches the execution from outside, not before a time.

        Returns False, and nothing happens, where it comes too late.
        """
        self._ready.wait()
        with self._lock:
            if self.done.is_set():
                return False
            if at > self._clock.now():
                self._clock.set(at)
            self._go_on()
            if not self._takes(what):
                return False
            engine = self.world.engine
            engine.run_until(max(engine.now, self._clock.now()))
            if not self._takes(what):
                self._go_on()
                return False
            self.write(what)
            self._apply(what)
            self._go_on()
            return True

    def fail(self, cause: str) -> None:
        """The execution cannot go on here: it ends, with a cause that says so."""
        with self._lock:
            self._events = []
            self.map_runs.abandon()
            self.record = failed(self.record, self.world.engine.now, cause)
            if self.is_kept:
                keep_failed(self._around.store, self.record)
            self._ready.set()
            self._tell_end()

    def give_up(self) -> None:
        """Let nobody wait for the execution any more, because the server ends."""
        self.map_runs.close()
        self.done.set()
        self._ready.set()

    # What it waits for.

    def children(self) -> list[tuple[str, TaskCall, str]]:
        """The executions that tasks wait for: the token, the call, and the ARN of each."""
        with self._lock:
            return [(token, call, arn) for token, (call, arn) in self._children.items()]

    # The engine's side.

    def start(self, call: TaskCall) -> Outcome | Pending:
        """See `Tasks`."""
        said = self._said.pop(call.token, None)
        if said is not None:
            self._answers.again(call)
        elif not self.is_replayed:
            said = self._answers.at_once(call)
            if said is not None:
                self.write({"is": "said", "token": call.token, "with": outcome_json(said)})
        if said is not None:
            if isinstance(said, Hangs):
                self._wait_outside(call)
            return said
        self._asked[call.token] = call
        self._new.append(call.token)
        if call.service == "activity":
            self._wait_outside(call)
        return Pending()

    def write(self, what: Mapping[str, Any]) -> None:
        """Write down what reaches the execution."""
        if not self.is_kept:
            return
        entry = Entry(self.world.engine.now, self.run.count, what)
        self._around.store.write_entry(self.record.number, self._nth, entry)
        self._nth += 1

    def _follow(self, run: Started) -> OnEvent:
        arn = run.names.execution
        if run.is_express:
            return self._check

        def keep(event: Event) -> None:
            self._check(event)
            if self.done.is_set():
                return  # what is left of it is thrown away, which stops its children
            self._events.append((arn, event))
            if len(self._events) >= _BUFFERED:
                self._keep_events()

        return keep

    def _check(self, event: Event) -> None:
        """Raise HaltedError where the server ends, so that no loop goes on."""
        if self._around.is_closing and event.type != "ExecutionAborted":
            raise HaltedError

    # Going on.

    def _start(self) -> None:
        data = json.loads(self.record.details["input"])
        self.run.start(self._program.machine, data, self._program.timeout)

    def _replay(self, entries: Sequence[Entry]) -> None:
        self._said = {
            entry.what["token"]: outcome_of(entry.what["with"])
            for entry in entries
            if entry.what["is"] == "said"
        }
        self._nth = len(entries)
        engine = self.world.engine
        self._start()
        for entry in entries:
            if entry.what["is"] in ("said", "object"):
                continue
            engine.run_until(entry.time)
            if self.run.count != entry.events or not self._takes(entry.what):
                raise DivergedError(f"at the event {self.run.count} of {entry.events}")
            self._apply(entry.what)

    def _takes(self, what: Mapping[str, Any]) -> bool:
        if what["is"] == "redrive":
            return self.run.is_over
        token = what.get("token")
        return not self.run.is_over and (token is None or self.world.tokens.has(token))

    def _apply(self, what: Mapping[str, Any]) -> None:
        tokens = self.world.tokens
        match what:
            case {"is": "answer", "token": token}:
                self._answered(token, outcome_of(what["with"]), what.get("child"))
            case {"is": "succeed", "token": token, "output": output}:
                tokens.succeed(token, output)
            case {"is": "fail", "token": token, "error": error, "cause": cause}:
                tokens.fail(token, error, cause)
            case {"is": "heartbeat", "token": token}:
                tokens.heartbeat(token)
                self._sign_of_life()
            case {"is": "stop", "error": error, "cause": cause}:
                self.run.abort(error, cause)
            case {"is": "redrive"}:
                self.run.redrive()
            case {"is": "mapRun", "arn": arn}:
                self.map_runs.update(arn, what)
            case {"is": "late", "to": moment}:
                self.world.engine.now = moment
            case _:
                raise DivergedError(f"{what.get('is')!r} is not known")

    def _answered(self, token: str, outcome: Outcome, child: str | None) -> None:
        call = self._asked.pop(token)
        if child is not None:
            self._children[token] = (call, child)
        elif isinstance(outcome, Hangs):
            self._wait_outside(call)
        self.world.tokens.answer(token, outcome)

    def _wait_outside(self, call: TaskCall) -> None:
        """Note that a task waits for somebody outside, who may never come."""
        if call.service == "activity" or call.pattern == "waitForTaskToken":
            self._outside.add(call.token)
            self._sign_of_life()

    def _sign_of_life(self) -> None:
        self._grace_until = time.monotonic() + self._around.pace.grace

    def _task_ended(self, token: str) -> None:
        self._outside.discard(token)
        asked = self._asked.pop(token, None)
        child = self._children.pop(token, None)
        if child is not None or (asked is not None and asked.service == "activity"):
            self._around.forget_task(self, token)

    def _go_on(self) -> None:
        """Do what is due, and say when the next thing is."""
        if self.done.is_set() or self._around.is_closing:
            return
        try:
            due = self._run()
            self._keep_events()
        except HaltedError:
            return
        except HistoryTooLargeError:
            most = self._around.history_bytes
            self.fail(f"The events of this execution take more than {most} bytes.")
            return
        except Exception as error:
            # A mistake of ours, or S3 that does not answer: nothing that a workflow can catch.
            sys.stderr.write(traceback.format_exc())
            self.fail(f"The local AWS failed to run this execution: {error!r}")
            return
        if self.run.is_over:
            self._end()
            return
        new, self._new = self._new, []
        for token in new:
            call = self._asked.get(token)
            if call is not None:
                self._around.ask(self, call)
        if due is not None:
            self._around.wake(self, due)

    def _run(self) -> float | None:
        """Run what is due; returns when to go on, by the monotonic clock."""
        engine, clock, pace = self.world.engine, self._clock, self._around.pace
        while not self.run.is_over:
            clock.go(1.0 if self._is_calling() else pace.factor)
            upcoming = engine.next_time
            if upcoming is None:
                return None
            now = clock.now()
            if upcoming > now:
                due = self._jump_due(upcoming)
                if due is not None:
                    return due
                clock.set(upcoming)
            elif upcoming > engine.now and now - upcoming > _LATE * max(1.0, pace.factor):
                self.write({"is": "late", "to": now})
                engine.now = now
            engine.run_until(max(upcoming, engine.now))
        return None

    def _is_calling(self) -> bool:
        return bool(self._children) or any(token not in self._outside for token in self._asked)

    def _jump_due(self, upcoming: float) -> float | None:
        """When a time that is to come may be gone to, None for at once."""
        due = self._clock.real_time_of(upcoming)
        if not self._around.pace.jumps or self._is_calling():
            return due
        if not self._outside:
            return None
        # Not to the end of the year that AWS gives an execution: whoever is waited for may come.
        if upcoming - self._clock.now() > _NEVER:
            return due
        return min(due, self._grace_until) if self._grace_until > time.monotonic() else None

    # Its end.

    def _end(self) -> None:
        run = self.run
        details: dict[str, Any] = dict(self.record.details)
        if run.status == "SUCCEEDED":
            details["output"] = compact(run.output)
        texts = {"error": run.error, "cause": run.cause}
        details |= {name: text for name, text in texts.items() if text is not None}
        self.record = attrs.evolve(
            self.record, status=run.status, stopped=round(run.ended, 3), details=details
        )
        self._keep_end(can_be_redriven=run.status != "SUCCEEDED" and not run.is_express)

    def _keep_end(self, *, can_be_redriven: bool) -> None:
        store = self._around.store
        if self.is_kept:
            with store.database.transaction():
                with contextlib.suppress(HistoryTooLargeError):
                    self._keep_events()
                if self.record.type == "EXPRESS":
                    store.remove(self.record)
                else:
                    store.put(self.record)
                if not can_be_redriven:
                    store.forget_entries(self.record.number)
        self._tell_end()

    def _tell_end(self) -> None:
        self.map_runs.close()
        self.done.set()
        self._around.ended(self)

    def _keep_events(self) -> None:
        events, self._events = self._events, []
        if not self.is_kept:
            return
        with self._around.store.database.transaction():
            if events:
                written = [_written(arn, event) for arn, event in events]
                self._bytes += sum(len(text) for _, _, text in written)
                self._around.store.write_events(written)
            self.map_runs.keep()
        if self._bytes > self._around.history_bytes:
            raise HistoryTooLargeError


def failed(record: Record, now: float, cause: str) -> Record:
    """An execution that cannot go on, for a reason that is none of the workflow's."""
    details = {**record.details, "error": RUNTIME, "cause": cause}
    return attrs.evolve(record, status="FAILED", stopped=round(now, 3), details=details)


def keep_failed(store: Store, record: Record) -> None:
    """Keep an execution that has failed so, which is not brought back."""
    last = store.events(record.arn, after=_LAST, limit=1, is_reverse=True)
    number = last[0]["id"] if last else 0
    details = {"error": record.details["error"], "cause": record.details["cause"]}
    event = Event(number + 1, number, "ExecutionFailed", record.stopped or 0.0, details)
    with store.database.transaction():
        if record.type == "EXPRESS":
            store.remove(record)
            return
        store.write_events([_written(record.arn, event)])
        store.put(record)
        store.forget_entries(record.number)


def _written(arn: str, event: Event) -> tuple[str, int, str]:
    form = in_api_form(event)
    form["timestamp"] = round(event.time, 3)
    return arn, event.id, json.dumps(form, ensure_ascii=False, separators=(",", ":"))
