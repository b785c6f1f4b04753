"""One execution while it runs: its history, variables, context object, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sfn_dsl.simulation.engine import Timer
from sfn_dsl.simulation.events import Event
from sfn_dsl.simulation.failures import DATA_LIMIT, RUNTIME, TIMEOUT, Failure
from sfn_dsl.simulation.fiber import Fiber, Machine, StoppedError
from sfn_dsl.simulation.sizes import most_bytes, size_of
from sfn_dsl.simulation.timestamps import instant_text
from sfn_dsl.simulation.world import Names, OnEvent, Status, World

_YEAR: Final = 365 * 24 * 3600.0
_EXPRESS: Final = 300.0
# Only a loop that waits for nothing makes so many, and AWS ends that by its five minutes.
_EXPRESS_EVENTS: Final = 500_000


_new: Final = tuple.__new__


def _both(keep: OnEvent | None, tell: OnEvent | None) -> OnEvent | None:
    """What is done with an event: keep it, tell of it, both, or nothing."""
    if keep is None or tell is None:
        return keep or tell

    def both(event: Event) -> None:
        keep(event)
        tell(event)

    return both


def _forgotten(_: str) -> None:
    """Note nothing."""


def _too_large(what: str) -> Failure:
    return Failure(
        DATA_LIMIT, f"{what} a size exceeding the maximum number of bytes service limit."
    )


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
        self.reached: Callable[[str], None] = world.reached.add
        self.entered: Callable[[str], None] = (
            world.entered.append if world.keeps_history else _forgotten
        )
        self.input: Any = None
        self.started = self.ended = self.engine.now
        self.redriven = 0
        self.redriven_at = 0.0
        self._seconds = 0.0
        self._fiber: Fiber | None = None
        self._on_end: Callable[[Run], None] | None = None
        self._most_events = _EXPRESS_EVENTS if is_express else world.limits.events
        self._see = _both(
            self.events.append if world.keeps_history else None,
            world.on_event if world.follow is None else world.follow(self),
        )
        self._timeout: Timer | None = None
        self._room = world.limits.variables

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
        self._seconds = longest if timeout is None else min(timeout, longest)
        self._timeout = self.engine.at(self.engine.now + self._seconds, self._time_out)

    def redrive(self) -> None:
        """Go on from the states that had not succeeded (RedriveExecution)."""
        fiber = self._fiber
        if fiber is None:
            raise ValueError("only an execution that has not succeeded can be redriven")
        self.status, self.error, self.cause = "RUNNING", None, None
        self.redriven += 1
        self.redriven_at = self.engine.now
        details = {"redriveCount": self.redriven}
        fiber.take_up(self.record("ExecutionRedriven", self.count, details))
        self._timeout = self.engine.at(self.engine.now + self._seconds, self._time_out)

    def stop(self) -> None:
        """Stop running, and tell nobody: what the execution belongs to is over."""
        if not self.is_over:
            self._close("ABORTED")
            self._record_last("ExecutionAborted", 0)

    @property
    def is_over(self) -> bool:
        """Return whether the execution has ended."""
        return self.status != "RUNNING"

    def abort(self, error: str | None = None, cause: str | None = None) -> None:
        """Stop the execution (StopExecution)."""
        if not self.is_over:
            self._close("ABORTED", error, cause)
            self._record_last("ExecutionAborted", 0)
            self._tell()

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
        if self._timeout is not None:
            self._timeout.cancel()
        if self._fiber is not None:
            self._fiber.stop()

    def _record_last(self, kind: str, after: int) -> None:
        details = {"error": self.error, "cause": self.cause}
        self._keep(kind, after, {name: text for name, text in details.items() if text is not None})

    def _tell(self) -> None:
        if self.status == "SUCCEEDED":
            self._fiber = None
        if self._on_end is not None:
            self._on_end(self)

    # What fibers need.

    def record(self, kind: str, after: int, details: dict[str, Any]) -> int:
        """Add an event and return its id. Raises StoppedError when the history is full."""
        number = self.count + 1
        if number >= self._most_events:
            self._overflow()
        self.count = number
        if self._see is not None:
            # What Event() does, in half the time.
            own = self.names.execution
            self._see(_new(Event, (number, after, kind, self.engine.now, details, own)))
        return number

    def _keep(self, kind: str, after: int, details: dict[str, Any]) -> int:
        """Add the last event, for which there is always room."""
        self.count += 1
        if self._see is not None:
            own = self.names.execution
            self._see(Event(self.count, after, kind, self.engine.now, details, own))
        return self.count

    def _overflow(self) -> None:
        """End the execution as AWS does when its history is full (measured on AWS)."""
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

    def assign(self, fiber: Fiber, values: dict[str, Any], source: str) -> None:
        """Set variables of a fiber (ASL reference, section 2.5).

        Raises Failure for variables that are too large; the texts are ours, AWS's are not known.
        """
        sizes = {name: size_of(value) for name, value in values.items()}
        limits = self.limits
        for name, size in sizes.items():
            if size > limits.variable:
                raise _too_large(f"The variable '{name}' that the state '{source}' assigns has")
        if sum(sizes.values()) > limits.variable:
            raise _too_large(f"The variables that the state '{source}' assigns have")
        old = fiber.sizes
        room = self._room - sum(size - old.get(name, 0) for name, size in sizes.items())
        if room < 0:
            raise _too_large(f"With those that the state '{source}' assigns, all variables have")
        self._room = room
        old |= sizes
        fiber.variables.update(values)

    def forget(self, fiber: Fiber) -> None:
        """The variables of a scope that has ended take no room any more."""
        if fiber.sizes:
            self._room += sum(fiber.sizes.values())
            fiber.sizes = {}

    def check_size(self, value: Any, source: str, like: Any = None, known: int = 0) -> int:
        """The most bytes that a value may have (see `most_bytes`).

        Raises Failure for one that is too large (ASL reference, section 10). ``source`` is what the
        text names: a state, a function's ARN, a service.
        """
        found = most_bytes(value, self.limits.payload, like, known)
        if found > self.limits.payload:
            raise Failure(
                DATA_LIMIT,
                f"The state/task '{source}' returned a result with a size exceeding the maximum "
                "number of bytes service limit.",
            )
        return found

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
            execution["RedriveCount"] = self.redriven
            if self.redriven:
                execution["RedriveTime"] = instant_text(self.redriven_at)
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
