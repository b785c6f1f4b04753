"""Task (ASL reference, section 8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Pending, TaskCall
from sfn_dsl.simulation.engine import Engine, Timer
from sfn_dsl.simulation.failures import DATA_LIMIT, RUNTIME, TIMEOUT, Failure, StateFault
from sfn_dsl.simulation.fiber import Fiber, Steps
from sfn_dsl.simulation.states.flows import Flow
from sfn_dsl.simulation.states.handled import HandledState
from sfn_dsl.simulation.states.handlers import Handlers, HeartbeatLost
from sfn_dsl.simulation.states.task_events import TaskEvents, TaskKind
from sfn_dsl.simulation.states.task_fields import TaskFields, check_parameters
from sfn_dsl.simulation.tokens import Token

_LOST: Final = object()


class TaskState(HandledState):
    """Calls what its Resource names, and waits for the answer."""

    __slots__ = ("_fields", "_kind")

    is_task: ClassVar[bool] = True
    aborted: ClassVar[tuple[str, ...]] = ("TaskStateAborted",)

    def __init__(
        self,
        name: str,
        pointer: str,
        flow: Flow,
        handlers: Handlers,
        kind: TaskKind,
        fields: TaskFields,
    ) -> None:
        super().__init__(name, pointer, "Task", flow, handlers)
        self._kind = kind
        self._fields = fields

    def attempt(self, fiber: Fiber, raw: Any) -> Steps:
        """Call the task once."""
        run, kind = fiber.run, self._kind
        token_text = run.world.token_form(run.world.new_id())
        fiber.token = token_text if kind.shows_token else None
        effective = self.flow.effective(fiber, raw)
        parameters = self._parameters(fiber, raw, effective)
        timeout = self._fields.timeout(fiber, effective)
        heartbeat = self._fields.heartbeat(fiber, effective)
        credentials = self._fields.credentials(fiber, effective)
        token = run.world.tokens.new(token_text)
        call = self._call(fiber, raw, parameters, token_text, credentials)
        try:
            outcome = run.world.start(call)
            events = TaskEvents(kind, fiber)
            if isinstance(outcome, Failed) and outcome.phase == "start":
                _check_scheduling(outcome, events, kind)
            events.scheduled(parameters, timeout, heartbeat, credentials)
            yield from _a_moment(fiber)
            result = yield from self._wait(fiber, token, outcome, events, timeout, heartbeat)
        finally:
            run.world.tokens.forget(token)
        return result, fiber.last

    def _parameters(self, fiber: Fiber, raw: Any, effective: Any) -> Any:
        """What the task is called with. Raises Failure for what is too large or cannot be used."""
        parameters = self.flow.arguments(fiber, effective)
        if parameters is not raw:
            fiber.run.check_size(parameters, self.name)
            check_parameters(self._kind, parameters)
        return parameters

    def _call(
        self, fiber: Fiber, raw: Any, parameters: Any, token: str, credentials: Any
    ) -> TaskCall:
        kind = self._kind
        return TaskCall(
            state=self.name,
            pointer=self.pointer,
            resource=kind.resource,
            service=kind.service,
            action=kind.action,
            pattern=kind.pattern,
            parameters=parameters,
            input=raw,
            attempt=(fiber.retries or 0) + 1,
            token=token,
            time=fiber.now,
            context=fiber.context,
            callbacks=fiber.run.world.tokens,
            credentials=credentials,
        )

    def _begin(self, outcome: Outcome, events: TaskEvents) -> None:
        """Record what happens before the task waits. Raises Failure where it ends it."""
        if isinstance(outcome, Failed) and outcome.phase == "start":
            events.start_failed(outcome.error, outcome.cause)
            raise Failure(outcome.error, outcome.cause)
        events.started(outcome.worker)
        self._submit(outcome, events)

    def _submit(self, outcome: Outcome, events: TaskEvents) -> None:
        """Record what the service answered first. Raises Failure where that ends the task."""
        if not self._kind.is_submitted:
            return
        if isinstance(outcome, Failed) and outcome.phase == "submit":
            events.submit_failed(outcome.error, outcome.cause)
            raise Failure(outcome.error, outcome.cause)
        if outcome.submitted is not None or not isinstance(outcome, Hangs):
            events.submitted({} if outcome.submitted is None else outcome.submitted)

    def _wait(
        self,
        fiber: Fiber,
        token: Token,
        outcome: Outcome | Pending,
        events: TaskEvents,
        timeout: float | None,
        heartbeat: float | None,
    ) -> Steps:
        """Wait for what comes first, the answer or a timeout, and return the task's output."""
        engine = fiber.run.engine
        timers: list[Timer] = []

        def limit() -> None:
            if timeout is not None:
                timers.append(engine.at(engine.now + timeout, lambda: token.cut(None)))

        try:
            if isinstance(outcome, Pending):
                answer: Outcome | None = yield from self._answer(fiber, token, events, limit)
                if answer is None:
                    return self._result(fiber, None, events)
                token.bind(fiber.waiting())
                self._expect(answer, engine, token, timers)
            else:
                self._begin(outcome, events)
                token.bind(fiber.waiting())
                self._expect(outcome, engine, token, timers)
                limit()
            if heartbeat is not None and self._kind.has_heartbeats:
                token.watch(heartbeat, lambda: token.cut(_LOST))
            ended = yield
        finally:
            for timer in timers:
                timer.cancel()
        return self._result(fiber, ended, events)

    def _answer(
        self, fiber: Fiber, token: Token, events: TaskEvents, limit: Callable[[], None]
    ) -> Steps:
        """Wait for the outcome of a call, None where the task times out before it.

        The time of an activity begins when a worker has taken it (AWS's page on the Task state).
        """
        is_activity = self._kind.kind == "activity"
        if not is_activity:
            events.started(None)
            limit()
        token.ask(fiber.waiting())
        outcome = yield
        if outcome is not None:
            if is_activity:
                events.started(outcome.worker)
                limit()
            self._submit(outcome, events)
        return outcome

    def _expect(self, outcome: Outcome, engine: Engine, token: Token, timers: list[Timer]) -> None:
        """Let the task end by its outcome, when the time of that has come."""
        if not isinstance(outcome, Hangs):
            timers.append(engine.at(engine.now + outcome.after, lambda: token.end(outcome)))

    def _result(self, fiber: Fiber, ended: Any, events: TaskEvents) -> Any:
        if ended is None or ended is _LOST:
            events.timed_out()
            raise HeartbeatLost if ended is _LOST else Failure(TIMEOUT)
        if isinstance(ended, Failed):
            events.failed(ended.error, ended.cause)
            raise Failure(ended.error, ended.cause)
        try:
            fiber.run.check_size(ended.output, self._kind.size_name)
        except Failure as too_large:
            events.failed(DATA_LIMIT, too_large.cause)
            raise
        events.succeeded(ended.output)
        return ended.output


def _check_scheduling(outcome: Failed, events: TaskEvents, kind: TaskKind) -> None:
    """Raise Failure for a task that is not even scheduled.

    States.Runtime is Step Functions' own error, so then there is no event of the task. An activity
    cannot fail to start, for it is its worker that starts it.
    """
    if outcome.error == RUNTIME:
        raise StateFault(outcome.cause or "")
    if kind.kind == "activity":
        events.schedule_failed(outcome.error, outcome.cause)
        raise Failure(outcome.error, outcome.cause)


def _a_moment(fiber: Fiber) -> Steps:
    """Let everything else that happens at this time happen first."""
    fiber.waiting().end()
    yield
