"""One execution while it runs: its history, variables, context object, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from sfn_dsl.simulation.failures import DATA_LIMIT, RUNTIME, TIMEOUT, Failure
from sfn_dsl.simulation.fiber import Fiber, Machine, State, StoppedError
from sfn_dsl.simulation.history.events import Event
from sfn_dsl.simulation.sizes import size_of
from sfn_dsl.simulation.timestamps import instant_text
from sfn_dsl.simulation.world import Names, World

Status = Literal["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]

_YEAR: Final = 365 * 24 * 3600.0
_EXPRESS: Final = 300.0
# Only a loop that waits for nothing makes so many, and AWS ends that by its five minutes.
_EXPRESS_EVENTS: Final = 500_000


class Run:
    """One execution: that of the workflow, or a child of a distributed Map (see `Host`)."""

    def __init__(self, world: World, names: Names, *, is_express: bool) -> None:
        self.world = world
        self.engine = world.engine
        self.random = world.random
        self.limits = world.limits
        self.names = names
        self.is_express = is_express
        self.status: Status = "RUNNING"
        self.output: Any = None
        self.error: str | None = None
        self.cause: str | None = None
        self.events: list[Event] = []
        self.count = 0
        self.variables: dict[str, Any] = {}
        self.input: Any = None
        self.started = self.ended = self.engine.now
        self._fiber: Fiber | None = None
        self._on_end: Callable[[Run], None] | None = None
        self._most_events = _EXPRESS_EVENTS if is_express else world.limits.events

    # Starting and ending.

    def start(
        self,
        machine: Machine,
        data: Any,
        timeout: float | None,
        on_end: Callable[[Run], None] | None = None,
    ) -> None:
        """Start at the present time. ``timeout`` is in seconds, the machine's own."""
        self.input = data
        self.started = self.engine.now
        self._on_end = on_end
        self.record("ExecutionStarted", 0, {"input": data, "roleArn": self.names.role})
        self._fiber = Fiber(self, 0, self.variables)
        self._fiber.start(machine, data, self._ended)
        longest = _EXPRESS if self.is_express else _YEAR
        self.engine.at(self.engine.now + min(timeout or longest, longest), self._time_out)

    def stop(self) -> None:
        """Stop running, and tell nobody: what the execution belongs to is over."""
        if not self.is_over:
            self._close("ABORTED")

    @property
    def is_over(self) -> bool:
        """Return whether the execution has ended."""
        return self.status != "RUNNING"

    def abort(self, error: str | None = None, cause: str | None = None) -> None:
        """Stop the execution (StopExecution)."""
        if not self.is_over:
            last = self._fiber.last if self._fiber else 0
            self._close("ABORTED", error, cause)
            self._record_last("ExecutionAborted", last)

    def _ended(self, fiber: Fiber, output: Any, failure: Failure | None) -> None:
        if self.is_over:
            return
        if failure is None:
            self.output = output
            self._close("SUCCEEDED")
            self._keep("ExecutionSucceeded", fiber.last, {"output": output})
        else:
            self._close("FAILED", failure.error, failure.cause)
            self._record_last("ExecutionFailed", fiber.last)
        self._tell()

    def _time_out(self) -> None:
        if not self.is_over:
            self._close("TIMED_OUT")
            self._keep("ExecutionTimedOut", 0, {"error": TIMEOUT})
            self._tell()

    def _close(self, status: Status, error: str | None = None, cause: str | None = None) -> None:
        self.status = status
        self.error = error
        self.cause = cause
        self.ended = self.engine.now
        if self._fiber is not None:
            self._fiber.stop()

    def _record_last(self, kind: str, after: int) -> None:
        details = {"error": self.error, "cause": self.cause}
        self._keep(kind, after, {name: text for name, text in details.items() if text is not None})

    def _tell(self) -> None:
        self._fiber = None
        if self._on_end is not None:
            self._on_end(self)

    # What fibers need.

    def record(self, kind: str, after: int, details: dict[str, Any]) -> int:
        """Add an event and return its id. Raises StoppedError when the history is full."""
        if self.count + 1 >= self._most_events:
            self._overflow()
        return self._keep(kind, after, details)

    def _keep(self, kind: str, after: int, details: dict[str, Any]) -> int:
        self.count = number = self.count + 1
        world = self.world
        if world.keeps_history or world.on_event is not None:
            event = Event(number, after, kind, self.engine.now, details)
            if world.keeps_history:
                self.events.append(event)
            if world.on_event is not None:
                world.on_event(event)
        return number

    def _overflow(self) -> None:
        """End the execution as AWS does when its history is full (MEASURED, section 10)."""
        if not self.is_over:
            if self.is_express:
                self._close("TIMED_OUT")
                self._keep("ExecutionTimedOut", 0, {"error": TIMEOUT})
            else:
                cause = (
                    "The execution reached the maximum number of history events "
                    f"({self._most_events})."
                )
                self._close("FAILED", RUNTIME, cause)
                self._record_last("ExecutionFailed", self.count)
            self._tell()
        raise StoppedError

    def reached(self, pointer: str) -> None:
        """Note that a part of the definition was reached."""
        self.world.reached.add(pointer)

    def entering(self, fiber: Fiber, state: State) -> None:
        """Note that a state is entered."""
        fiber.retries = 0 if state.has_retries else None
        fiber.token = None
        world = self.world
        world.reached.add(state.pointer)
        if world.keeps_history:
            world.entered.append(state.name)

    def assign(self, fiber: Fiber, values: dict[str, Any]) -> None:
        """Set variables of a fiber."""
        fiber.variables.update(values)

    def check_size(self, value: Any, source: str) -> Any:
        """A value as it is. Raises Failure for one that is too large (ASL reference, section 10).

        ``source`` is what the text names: a state, a function's ARN, a service.
        """
        if size_of(value, self.limits.payload) > self.limits.payload:
            raise Failure(
                DATA_LIMIT,
                f"The state/task '{source}' returned a result with a size exceeding the maximum "
                "number of bytes service limit.",
            )
        return value

    def context_of(self, fiber: Fiber) -> dict[str, Any]:
        """The context object for the present state of a fiber (ASL reference, section 3.4)."""
        names = self.names
        execution = {
            "Id": names.execution,
            "Input": self.input,
            "Name": names.name,
            "RoleArn": names.role,
            "StartTime": instant_text(self.started),
        }
        if not self.is_express:
            execution["RedriveCount"] = 0
        context: dict[str, Any] = {
            "Execution": execution,
            "StateMachine": {"Id": names.machine, "Name": names.machine_name},
        }
        if fiber.state is not None:
            state: dict[str, Any] = {
                "Name": fiber.state.name,
                "EnteredTime": instant_text(fiber.entered_at),
            }
            context["State"] = state
            if fiber.retries is not None:
                state["RetryCount"] = fiber.retries
        if fiber.token is not None:
            context["Task"] = {"Token": fiber.token}
        if fiber.item is not None:
            context["Map"] = {"Item": fiber.item}
        return context
