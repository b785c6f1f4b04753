"""Runs executions from their start to their end: the threads that do it, and call services."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, Final

import attrs

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.arns import read_arn
from sfn_dsl.definition.reading import read_json
from sfn_dsl.errors import AuthoringError, SourceError
from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.running import nested
from sfn_dsl.local.stepfunctions.running.activities import Activities
from sfn_dsl.local.stepfunctions.running.chronicle import failed, keep_failed
from sfn_dsl.local.stepfunctions.running.live import Live
from sfn_dsl.local.stepfunctions.running.mocks import MockedTasks, Mocks
from sfn_dsl.local.stepfunctions.running.objects import RememberedObjects, S3Objects
from sfn_dsl.local.stepfunctions.running.outcomes import DivergedError, outcome_json
from sfn_dsl.local.stepfunctions.running.pace import REAL, Pace
from sfn_dsl.local.stepfunctions.running.services import Clients, Services
from sfn_dsl.local.stepfunctions.running.store import Entry, Record, Store
from sfn_dsl.local.stepfunctions.running.threads import Alarms, Crew, HaltedError
from sfn_dsl.local.stepfunctions.running.tokens import execution_of_token
from sfn_dsl.simulation.effects import Failed, Objects, Outcome, TaskCall
from sfn_dsl.simulation.failures import RUNTIME
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.program import Program, prepare
from sfn_dsl.simulation.world import Names

_CLOSING: Final = 1.5


@attrs.frozen
class RunningLimits:
    """``executions``: running at once. ``workers``: threads that advance them.

    ``calls``: of services at once. ``history_bytes``: of the events of one execution as JSON.
    ``engine``: AWS's limits of one execution.
    """

    executions: int = 1000
    workers: int = 32
    calls: int = 64
    history_bytes: int = 256 * 1024 * 1024
    engine: Limits = attrs.Factory(Limits)


class Executor:
    """Runs executions until they end, and brings back those that a server left running.

    ``clients`` gives clients of boto3 for the local endpoint, by service and region; without it the
    tasks have only the answers of ``mocks``.
    """

    def __init__(
        self,
        database: Database,
        *,
        clients: Clients | None = None,
        mocks: Mocks | None = None,
        pace: Pace = REAL,
        limits: RunningLimits | None = None,
    ) -> None:
        self.store = Store(database)
        self.pace = pace
        self.most = limits or RunningLimits()
        self.limits = self.most.engine
        self.history_bytes = self.most.history_bytes
        self.is_closing = False
        self.starts: nested.StartsChildren | None = None
        self.mocks = mocks or Mocks()
        self.activities = Activities(database)
        self._services = Services(clients)
        self._live: dict[int, Live] = {}
        self._lock = threading.Lock()
        self._workers = Crew("execution", self.most.workers)
        self._callers = Crew("call", self.most.calls)
        self._alarms: Alarms[Live] = Alarms(lambda live: self._workers.do(live.advance))
        self._sync = 0

    # What operations do.

    def start(self, record: Record) -> None:
        """Begin to run an execution that is kept already; where that fails, it is kept no more."""
        live = self._made_or_failed(record)
        if live is None:
            return
        try:
            self._begin(live)
        except BaseException:  # the disk is full: who asked is told, and may ask again
            self.store.remove(record)
            raise

    def start_apart(self, record: Record) -> Live:
        """Begin to run an execution that nothing is kept of; only its caller sees it."""
        with self._lock:
            self._sync -= 1
            record = attrs.evolve(record, number=2**63 + self._sync)
        live = self._made(record, is_kept=False)
        self._begin(live)
        return live

    def _begin(self, live: Live) -> None:
        with self._lock:
            self._live[live.record.number] = live
        try:
            live.begin()
        except HaltedError:
            return  # it is kept, and begins with the next server
        except BaseException:
            with self._lock:
                del self._live[live.record.number]
            raise
        self._workers.do(live.advance)

    def redrive(self, record: Record, token: str | None) -> Record:
        """Let an execution go on that has ended without success. Raises ApiError at the limit."""
        self.check_room()
        now = time.time() if self.pace.is_real else record.stopped or record.started
        kept = {k: v for k, v in record.details.items() if k not in ("error", "cause")}
        about = {"redriveDate": round(now, 3), "redriveToken": token}
        again = attrs.evolve(
            record,
            status="RUNNING",
            stopped=None,
            redriven=record.redriven + 1,
            details={**kept, **about},
        )
        entries = self.store.entries(record.number)
        live = self._made(again, entries)
        with self._lock:
            if record.number in self._live:
                raise ApiError("ExecutionNotRedrivable", "Execution is being redriven already")
            self._live[record.number] = live
        try:
            live.redrive(entries, now)
        except DivergedError as error:
            with self._lock:
                del self._live[record.number]
            raise ApiError(
                "ExecutionNotRedrivable",
                f"The local AWS runs this execution differently now ({error})",
            ) from None
        self._workers.do(live.advance)
        return again

    def check_room(self) -> None:
        """Raise ApiError where as many executions run as may."""
        if self.running_now >= self.most.executions:
            raise ApiError(
                "ExecutionLimitExceeded",
                f"The maximum number of running executions has been reached: "
                f"{self.most.executions}",
            )

    @property
    def running_now(self) -> int:
        """How many executions run."""
        return len(self._live)

    def running(self, number: int) -> Live | None:
        """An execution that runs, by its number."""
        with self._lock:
            return self._live.get(number)

    def with_token(self, token: str) -> Live | None:
        """The execution that a token belongs to, if it runs. Raises ApiError: InvalidToken."""
        number = execution_of_token(token)
        if number is None:
            raise ApiError("InvalidToken", "Invalid Token: 'Invalid token'")
        return self.running(number)

    def is_running(self, machine: str) -> bool:
        """Return whether executions of a state machine run, by its ARN."""
        found = self.store.count("machine = ? AND status = 'RUNNING'", (machine,))
        return found > 0

    def resume(self) -> None:
        """Bring back the executions that were running when the server ended.

        Calls whose outcome had not come are made again, so the services have to be there.
        """
        for record in reversed(self.store.select("status = 'RUNNING' AND map_run IS NULL", ())):
            entries = self.store.entries(record.number)
            live = self._made_or_failed(record, entries)
            if live is not None:
                with self._lock:
                    self._live[record.number] = live
                self._workers.do(partial(self._bring_back, live, entries))

    def close(self) -> None:
        """End all threads; executions that are kept in a file go on with the next server."""
        until = time.monotonic() + _CLOSING
        self.is_closing = True
        self.activities.close()
        self._alarms.close(until)
        self._workers.close(until)
        self._callers.close(time.monotonic())
        for live in list(self._live.values()):
            live.give_up()

    # What executions need (see `Surroundings`).

    def ask(self, live: Live, call: TaskCall) -> None:
        """See `Surroundings`."""
        if call.service == "activity":
            self.activities.offer(call, live)
        else:
            self._callers.do(partial(self._call, live, call))

    def wake(self, live: Live, due: float) -> None:
        """See `Surroundings`."""
        self._alarms.set(live, due)

    def forget_task(self, live: Live, token: str) -> None:
        """See `Surroundings`."""
        self.activities.withdraw(token)
        self._callers.do(partial(self._stop_children, live.record.number, token))

    def ended(self, live: Live) -> None:
        """See `Surroundings`."""
        with self._lock:
            self._live.pop(live.record.number, None)
        self._alarms.cancel(live)
        parent = nested.parent_of(live.record)
        if parent is not None:
            self._callers.do(partial(self._tell_parent, live.record))

    # Calls.

    def _call(self, live: Live, call: TaskCall) -> None:
        """Make a call, and tell what came of it."""
        child: Record | None = None
        if nested.starts_execution(call) and self.starts is not None:
            outcome, child = nested.start(call, live.record.number, self.starts)
        else:
            outcome = self._services.outcome(call)
        if self.is_closing:
            return  # nobody knows whether the service was there to the end
        what: dict[str, Any] = {
            "is": "answer",
            "token": call.token,
            "with": outcome_json(outcome),
        }
        if child is not None:
            what["child"] = child.arn
        is_taken = live.tell(what)
        if child is None:
            return
        if not is_taken:
            self._stop(child.arn)
        elif (now := self.store.find(child.arn)) is not None and now.is_over:
            self._tell_parent(now)

    def _tell_parent(self, child: Record) -> None:
        """Tell the task that waits for an execution that it has ended."""
        parent = nested.parent_of(child)
        live = self.running(parent.number) if parent else None
        if parent is None or live is None:
            return
        for token, call, arn in live.children():
            if token == parent.token and arn == child.arn:
                live.tell(nested.end_of(call, child), at=child.stopped or 0.0)

    def _stop_children(self, parent: int, token: str) -> None:
        """Stop the executions that a task waits for, because it is over."""
        for record in self.store.select("status = 'RUNNING'", ()):
            if nested.parent_of(record) == nested.Parent(parent, token):
                self._stop(record.arn)

    def _stop(self, arn: str) -> None:
        record = self.store.find(arn)
        live = self.running(record.number) if record else None
        if live is not None:
            live.tell({"is": "stop", "error": None, "cause": None})

    # Executions.

    def _bring_back(self, live: Live, entries: list[Entry]) -> None:
        try:
            live.bring_back(entries, time.time() if self.pace.is_real else 0.0)
        except HaltedError:
            return
        except DivergedError as error:
            live.fail(
                "The local AWS could not bring this execution back after its restart: this version "
                f"runs it differently ({error})."
            )
            return
        except Exception as error:
            live.fail(f"The local AWS failed to bring this execution back: {error!r}")
            raise
        for _, _, arn in live.children():
            child = self.store.find(arn)
            if child is not None and child.is_over:
                self._tell_parent(child)

    def _made_or_failed(self, record: Record, entries: list[Entry] | None = None) -> Live | None:
        """An execution that is to run; one that cannot be made has failed."""
        try:
            return self._made(record, entries)
        except (AuthoringError, AnswerError, SourceError) as error:
            cause = f"The local AWS cannot run this execution: {error}"
            keep_failed(self.store, failed(record, record.started, cause))
            return None

    def _made(
        self, record: Record, entries: list[Entry] | None = None, *, is_kept: bool = True
    ) -> Live:
        text = self.store.definition(record.details["definition"])
        written = [entry.what for entry in entries or () if entry.what["is"] == "object"]

        def objects(live: Live) -> Objects:
            client = partial(self._s3, names.region)
            return RememberedObjects(S3Objects(client), written, live.write)

        names = _names(record)
        return Live(
            record, program_of(text), names, self, self._answers(record), objects, is_kept=is_kept
        )

    def _s3(self, region: str) -> Any:
        clients = self._services.clients
        if clients is None:
            raise AnswerError("there is no S3 here")
        return clients("s3", region)

    def _answers(self, record: Record) -> LocalAnswers:
        name = record.machine.rsplit(":", 1)[1]
        mocked = self.mocks.for_execution(name, record.details.get("testCase"))
        return LocalAnswers(mocked, self.activities)


@attrs.frozen
class LocalAnswers:
    """What an execution's calls are answered with at once: mocks, and refusals."""

    mocked: MockedTasks
    activities: Activities

    def at_once(self, call: TaskCall) -> Outcome | None:
        """See `Answers`."""
        outcome = self.mocked.at_once(call)
        if outcome is not None or call.service != "activity":
            return outcome
        if not self.activities.exists(call.resource):
            cause = f"The activity {call.resource} does not exist."
            return Failed(RUNTIME, cause, phase="start")
        return None

    def again(self, call: TaskCall) -> None:
        """See `Answers`."""
        self.mocked.again(call)


@lru_cache(maxsize=256)
def program_of(text: str) -> Program:
    """A definition's text, prepared. Raises AuthoringError for what cannot run."""
    return prepare(read_json(text))


def _names(record: Record) -> Names:
    arn = read_arn(record.arn)
    details: Mapping[str, Any] = record.details
    return Names(
        machine=record.machine,
        execution=record.arn,
        name=record.name,
        role=details["role"],
        region=arn.region,
        account=arn.account,
    )
