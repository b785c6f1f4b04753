"""An execution while it runs: its engine, its clock, and what reaches it from outside."""

from __future__ import annotations

import json
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from sfn_dsl.local.stepfunctions.running.chronicle import (
    Chronicle,
    HistoryTooLargeError,
)
from sfn_dsl.local.stepfunctions.running.outcomes import DivergedError, outcome_json, outcome_of
from sfn_dsl.local.stepfunctions.running.pace import Clock, Pace
from sfn_dsl.local.stepfunctions.running.store import Entry, Record, Store
from sfn_dsl.local.stepfunctions.running.threads import HaltedError
from sfn_dsl.local.stepfunctions.running.tokens import token_form
from sfn_dsl.local.stepfunctions.running.waits import Waits
from sfn_dsl.simulation.effects import Hangs, Objects, Outcome, Pending, TaskCall
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.program import Program
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.world import Names, World

# A timer that is so late, in real seconds, goes off at the time that it is then.
_LATE: Final = 0.25


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
        self.done = threading.Event()
        self._chronicle = Chronicle(
            around.store,
            record,
            lambda: around.is_closing,
            around.history_bytes,
            is_kept=is_kept,
        )
        self._world = World(
            start=record.started,
            tasks=self,
            objects=objects(self),
            seed=record.details["seed"],
            limits=around.limits,
            keeps_history=False,
            follow=self._chronicle.follow,
            token_form=token_form(record.number),
            watcher=self._chronicle.map_runs,
        )
        self._engine = self._world.engine
        self._tokens = self._world.tokens
        self._tokens.on_end = self._task_ended
        self._run = Run(self._world, names, is_express=record.type == "EXPRESS")
        self._program = program
        self._around = around
        self._answers = answers
        self._waits = Waits(around.pace)
        self._clock = Clock(record.started, 1.0)
        self._lock = threading.RLock()
        self._ready = threading.Event()
        self._is_replayed = False
        self._said: dict[str, Outcome] = {}

    @property
    def record(self) -> Record:
        """What the execution is, and when it is over, what has become of it."""
        return self._chronicle.record

    # What the server does with it.

    def begin(self) -> None:
        """Begin, so that the first event is there; `advance` goes on."""
        with self._lock:
            self._start()
            self._chronicle.keep()
            self._ready.set()

    def bring_back(self, entries: Sequence[Entry], now: float) -> None:
        """Go to where the execution was when all this had reached it, and go on from there.

        ``now`` is the time that it is. Raises DivergedError where that cannot be.
        """
        with self._lock:
            self._replay(entries)
            last = max(self._engine.now, *(entry.time for entry in entries[-1:]), now)
            self._clock.set(last)
            self._ready.set()
            self._go_on()

    def redrive(self, entries: Sequence[Entry], now: float) -> None:
        """Go to where the execution ended when all this had reached it, and redrive it.

        ``now`` is the time that it is. Raises DivergedError where that cannot be.
        """
        with self._lock:
            self._replay(entries, to_end=True)
            if not self._run.is_over or self._run.status == "SUCCEEDED":
                raise DivergedError(f"it is {self._run.status}")
            self._clock.set(max(self._engine.now, now))
            self._engine.run_until(self._clock.now())
            what = {"is": "redrive"}
            self._chronicle.keep_redrive(what, self._engine.now, self._run.count)
            self._apply(what)
            self._chronicle.keep()
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
            self._go_on(at)
            if self.done.is_set() or not self._takes(what):
                return False
            if at > self._clock.now():
                self._clock.set(at)
            self._engine.run_until(max(self._engine.now, self._clock.now()))
            is_taken = self._takes(what)
            if is_taken:
                self.write(what)
                self._apply(what)
            self._go_on()
            return is_taken

    def fail(self, cause: str) -> None:
        """The execution cannot go on here: it ends, with a cause that says so."""
        with self._lock:
            self._chronicle.fail(self._engine.now, cause)
            self._ready.set()
            self._tell_end()

    def give_up(self) -> None:
        """Let nobody wait for the execution any more, because the server ends."""
        self._chronicle.close()
        self.done.set()
        self._ready.set()

    def children(self) -> list[tuple[str, TaskCall, str]]:
        """The executions that tasks wait for: the token, the call, and the ARN of each."""
        with self._lock:
            children = self._waits.children
            return [(token, call, arn) for token, (call, arn) in children.items()]

    # The engine's side.

    def start(self, call: TaskCall) -> Outcome | Pending:
        """See `Tasks`."""
        said = self._said.pop(call.token, None)
        if said is not None:
            self._answers.again(call)
        elif not self._is_replayed:
            said = self._answers.at_once(call)
            if said is not None:
                self.write({"is": "said", "token": call.token, "with": outcome_json(said)})
        if said is None:
            self._waits.ask(call)
            return Pending()
        if isinstance(said, Hangs):
            self._waits.outside(call)
        return said

    def write(self, what: Mapping[str, Any]) -> None:
        """Write down what reaches the execution."""
        self._chronicle.write(what, self._engine.now, self._run.count)

    def _task_ended(self, token: str) -> None:
        if self._waits.end(token):
            self._around.forget_task(self, token)

    # What reaches it.

    def _start(self) -> None:
        data = json.loads(self.record.details["input"])
        self._run.start(self._program.machine, data, self._program.timeout)

    def _replay(self, entries: Sequence[Entry], *, to_end: bool = False) -> None:
        self._said = {
            entry.what["token"]: outcome_of(entry.what["with"])
            for entry in entries
            if entry.what["is"] == "said"
        }
        self._chronicle.written = len(entries)
        self._is_replayed = True
        try:
            self._start()
            for entry in entries:
                if entry.what["is"] not in ("said", "object"):
                    self._replay_entry(entry)
            if to_end:
                self._engine.run(lambda: self._run.is_over)
        finally:
            self._is_replayed = False

    def _replay_entry(self, entry: Entry) -> None:
        self._engine.run_until(entry.time)
        if self._run.count != entry.events or not self._takes(entry.what):
            raise DivergedError(f"at the event {self._run.count} of {entry.events}")
        self._apply(entry.what)

    def _takes(self, what: Mapping[str, Any]) -> bool:
        if what["is"] == "redrive":
            return self._run.is_over
        token = what.get("token")
        return not self._run.is_over and (token is None or self._tokens.has(token))

    def _apply(self, what: Mapping[str, Any]) -> None:
        match what:
            case {"is": "answer", "token": token}:
                self._answered(token, outcome_of(what["with"]), what.get("child"))
            case {"is": "succeed", "token": token, "output": output}:
                self._tokens.succeed(token, output)
            case {"is": "fail", "token": token, "error": error, "cause": cause}:
                self._tokens.fail(token, error, cause)
            case {"is": "heartbeat", "token": token}:
                self._tokens.heartbeat(token)
                self._waits.sign_of_life()
            case {"is": "stop", "error": error, "cause": cause}:
                self._run.abort(error, cause)
            case {"is": "redrive"}:
                self._run.redrive()
            case {"is": "mapRun", "arn": arn}:
                self._chronicle.map_runs.update(arn, what)
            case {"is": "late", "to": moment}:
                self._engine.now = moment
            case _:
                raise DivergedError(f"{what.get('is')!r} is not known")

    def _answered(self, token: str, outcome: Outcome, child: str | None) -> None:
        call = self._waits.asked.pop(token)
        if child is not None:
            self._waits.children[token] = (call, child)
        elif isinstance(outcome, Hangs):
            self._waits.outside(call)
        self._tokens.answer(token, outcome)

    # Going on.

    def _go_on(self, until: float = 0.0) -> None:
        """Do what is due, now or until a later time, and say when the next thing is."""
        if self.done.is_set() or self._around.is_closing:
            return
        self._chronicle.begin_turn()
        try:
            due = self._run_due(until)
            self._chronicle.keep()
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
        if self._run.is_over:
            self._chronicle.end(self._run)
            self._tell_end()
            return
        for call in self._waits.take_new():
            self._around.ask(self, call)
        if due is not None:
            self._around.wake(self, due)

    def _run_due(self, until: float) -> float | None:
        """Run what is due; returns when to go on, by the monotonic clock."""
        engine, clock = self._engine, self._clock
        while not self._run.is_over:
            clock.go(self._waits.rate)
            upcoming = engine.next_time
            if upcoming is None:
                return None
            now = clock.now()
            if upcoming > max(now, until):
                due = self._waits.due(upcoming, clock)
                if due is not None:
                    return due
                clock.set(upcoming)
            elif upcoming > engine.now and now - upcoming > self._late:
                self.write({"is": "late", "to": now})
                engine.now = now
            engine.run_until(max(upcoming, engine.now))
        return None

    @property
    def _late(self) -> float:
        return _LATE * max(1.0, self._around.pace.factor)

    def _tell_end(self) -> None:
        self.done.set()
        self._around.ended(self)
