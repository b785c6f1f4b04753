"""A fiber: one line of states that runs by itself, of a machine, a branch or an iteration.

What a state is stands here too, because the two need each other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Generator
from inspect import GEN_RUNNING, getgeneratorstate
from typing import Any, ClassVar, Protocol, TypeAlias

from sfn_dsl.simulation.engine import Engine, Waiting
from sfn_dsl.simulation.failures import Failure, QueryFailure, StateFault
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.world import Names, World

Steps: TypeAlias = Generator[None, Any, Any]
"""What a fiber runs: it yields to wait, is sent what it waited for, and returns a value."""

OnEnd: TypeAlias = "Callable[[Fiber, Any, Failure | None], None]"
"""Called with a fiber that has ended, its output, and its failure if it failed."""


class StoppedError(Exception):
    """The whole execution is over, so nothing of it goes on."""


class Machine:
    """A block of ``States``, prepared: ``start`` is its first state, ``pointer`` its place."""

    __slots__ = ("pointer", "start", "states")

    def __init__(self, pointer: str) -> None:
        self.pointer = pointer
        self.states: dict[str, State] = {}
        self.start: State


class State:
    """A state, prepared. A kind of state has either `step`, or `perform` if it may wait.

    Both return the state to go on with, None at the end of the machine, and its input.
    ``transition`` is the pointer of ``Next`` or ``End``.
    """

    __slots__ = ("entered_event", "exited_event", "name", "next", "pointer", "transition")

    is_instant: ClassVar[bool] = True
    has_retries: ClassVar[bool] = False
    is_task: ClassVar[bool] = False
    evaluates_late: ClassVar[bool] = False
    """Whether a fault of an expression comes after the Entered event, not beside it."""
    aborted: ClassVar[tuple[str, ...]] = ()
    """The event of a state that is cut off."""

    def __init__(self, name: str, pointer: str, kind: str) -> None:
        self.name = name
        self.pointer = pointer
        self.entered_event = f"{kind}StateEntered"
        self.exited_event = f"{kind}StateExited"
        self.next: State | None = None
        self.transition = ""

    def step(self, fiber: Fiber, raw: Any) -> tuple[State | None, Any]:
        """Run the state at once. Raises Failure."""
        raise NotImplementedError

    def perform(self, fiber: Fiber, raw: Any) -> Steps:
        """Run the state, waiting as it has to. Raises Failure."""
        raise NotImplementedError

    def aborted_events(self, fiber: Fiber) -> tuple[str, ...]:
        """The types of the events when the state is cut off."""
        return self.aborted


class Stoppable(Protocol):
    """Something that runs inside a fiber."""

    def stop(self) -> None:
        """Stop running."""


class Host(Protocol):
    """The execution that a fiber belongs to."""

    engine: Engine
    random: random.Random
    limits: Limits
    world: World
    names: Names
    is_express: bool

    def record(self, kind: str, after: int, details: dict[str, Any]) -> int:
        """Add an event to the history and return its id. Raises StoppedError when it is full."""

    reached: Callable[[str], None]
    """Notes the pointer of a part of the definition that was reached."""
    entered: Callable[[str], None]
    """Notes the name of a state that was entered."""

    def assign(self, fiber: Fiber, values: dict[str, Any], source: str) -> None:
        """Set variables of a fiber. Raises Failure for values that are too large."""

    def forget(self, fiber: Fiber) -> None:
        """The variables of a scope that has ended take no room any more."""

    def check_size(self, value: Any, source: str, like: Any = None, known: int = 0) -> int:
        """Raise Failure for a value that is too large (see `most_bytes`)."""

    def context_of(self, fiber: Fiber) -> dict[str, Any]:
        """The context object for the present state of a fiber."""


class Fiber:
    """One line of states; it is what the expressions of the present state read (see `Roots`).

    ``last`` is the id of its last event. ``entered`` and ``entered_after`` are the id of the
    present state's Entered event and of the event before it, ``entered_at`` its time, ``raw`` its
    input, which has ``bytes`` at most, 0 where that is not known. ``iteration`` are the details of
    a Map's events about it. ``sizes`` are the bytes of the variables that the fiber has set.
    ``inner`` is what the present state has begun inside it, which a redrive takes up again.
    """

    __slots__ = (
        "_begun",
        "_generator",
        "_is_taken_up",
        "_on_end",
        "_waiting",
        "bytes",
        "children",
        "entered",
        "entered_after",
        "entered_at",
        "inner",
        "item",
        "iteration",
        "last",
        "raw",
        "retries",
        "run",
        "sizes",
        "state",
        "token",
        "variables",
    )

    def __init__(self, run: Host, last: int, variables: dict[str, Any]) -> None:
        self.run = run
        self.last = last
        self.variables = variables
        self.state: State | None = None
        self.entered = self.entered_after = 0
        self.entered_at = 0.0
        self.raw: Any = None
        self.bytes = 0
        self.sizes: dict[str, int] = {}
        self.retries: int | None = None
        self.token: str | None = None
        self.item: dict[str, Any] | None = None
        self.iteration: dict[str, Any] | None = None
        self.children: Collection[Stoppable] = ()
        self.inner: Any = None
        self._begun: tuple[Machine, Any] | None = None
        self._is_taken_up = False
        self._generator: Steps | None = None
        self._waiting: Waiting | None = None
        self._on_end: OnEnd | None = None

    # What expressions read.

    @property
    def context(self) -> dict[str, Any]:
        """The context object (ASL reference, section 3.4)."""
        return self.run.context_of(self)

    @property
    def random(self) -> random.Random:
        """Where the execution's random numbers come from."""
        return self.run.random

    @property
    def limits(self) -> Limits:
        """The limits of the execution."""
        return self.run.limits

    @property
    def now(self) -> float:
        """The virtual time in seconds since 1970."""
        return self.run.engine.now

    # Running.

    def start(self, machine: Machine, data: Any, on_end: OnEnd) -> None:
        """Run a machine; ``on_end`` gets the fiber with its output or its failure."""
        self._on_end = on_end
        self._begun = (machine, data)
        self._generator = _through(machine.start, self, data)
        self.run.engine.soon(self.advance)

    def take_up(self, after: int) -> None:
        """Go on, in a redrive, with the state that the fiber had come to; ``after`` is an event.

        A state with retries does not enter again; it begins with the work that was not done.
        """
        assert self._begun is not None  # noqa: S101  # it has been started before
        self.last = after
        state, data = self.state, self.raw
        if state is None:
            machine, data = self._begun
            state = machine.start
        self._is_taken_up = state is self.state and state.has_retries
        self._generator = _through(state, self, data)
        self.run.engine.soon(self.advance)

    def is_taken_up(self) -> bool:
        """Return, once, whether the present state goes on with work that was begun before."""
        taken, self._is_taken_up = self._is_taken_up, False
        return taken

    def advance(self, value: Any = None) -> None:
        """Go on with what was waited for."""
        if self._generator is None:
            return
        try:
            self._generator.send(value)
        except StopIteration as end:
            self._end(end.value, None)
        except Failure as failure:
            self._end(None, failure)
        except StoppedError:
            self._generator = None

    def _end(self, output: Any, failure: Failure | None) -> None:
        self._generator = None
        self.run.forget(self)
        if self._on_end is not None:
            self._on_end(self, output, failure)

    def waiting(self) -> Waiting:
        """What the fiber will wait for when it yields next."""
        self._waiting = Waiting(self.run.engine, self.advance)
        return self._waiting

    def sleep(self, seconds: float) -> Steps:
        """Wait for some seconds of virtual time."""
        engine = self.run.engine
        timer = engine.at(engine.now + seconds, self.waiting().end)
        try:
            yield
        finally:
            timer.cancel()

    def stop(self) -> None:
        """Stop running, with all that runs inside."""
        if self._waiting is not None:
            self._waiting.give_up()
        for child in list(self.children):
            child.stop()
        self.children = ()
        generator, self._generator = self._generator, None
        self.run.forget(self)
        # The fiber that ends the whole execution is running; StoppedError ends it.
        if generator is not None and getgeneratorstate(generator) != GEN_RUNNING:
            generator.close()

    @property
    def is_running(self) -> bool:
        """Return whether the fiber has not come to its end."""
        return self._generator is not None

    # The history.

    def record(self, kind: str, details: dict[str, Any], after: int | None = None) -> int:
        """Add an event after the fiber's last one, or after another; return its id."""
        self.last = self.run.record(kind, self.last if after is None else after, details)
        return self.last

    def enter(self, state: State, data: Any) -> None:
        """Enter a state with its input."""
        run = self.run
        self.state = state
        self.raw = data
        self.retries = 0 if state.has_retries else None
        self.token = None
        self.inner = None
        self.entered_after = self.last
        self.entered_at = run.engine.now
        self.last = self.entered = run.record(
            state.entered_event, self.last, {"name": state.name, "input": data}
        )
        run.reached(state.pointer)
        run.entered(state.name)

    def exit(
        self, state: State, output: Any, assigned: dict[str, Any] | None, after: int | None = None
    ) -> None:
        """Leave a state with its output and the variables it assigns.

        Raises Failure for what is too large; the state is not left then, and nothing is assigned.
        """
        run = self.run
        details = {"name": state.name, "output": output}
        if output is not self.raw:
            self.bytes = run.check_size(output, state.name, self.raw, self.bytes)
        if assigned:
            details["assignedVariables"] = assigned
            run.assign(self, assigned, state.name)
        self.last = run.record(state.exited_event, self.last if after is None else after, details)
        self.state = None

    def failed(self, fault: Failure) -> Failure:
        """The failure that a fault of the present state makes, after its event if it has one."""
        if not isinstance(fault, StateFault):
            return fault
        assert self.state is not None  # noqa: S101  # only a state has faults
        failure = fault.in_state(self.state.name, self.entered)
        if isinstance(failure, QueryFailure):
            details = {
                "error": failure.error,
                "cause": failure.cause,
                "location": failure.location,
                "state": self.state.name,
            }
            # Before any work is done, AWS puts the event beside the Entered event, not after it.
            is_first = self.last == self.entered and not self.state.evaluates_late
            self.record("EvaluationFailed", details, self.entered_after if is_first else None)
        return failure


def _through(start: State, fiber: Fiber, data: Any) -> Steps:
    """Run through the states of a machine from one on, and return its output."""
    state: State | None = start
    while state is not None:
        if state.is_instant:
            try:
                state, data = state.step(fiber, data)
            except StateFault as fault:
                raise fiber.failed(fault) from None
        else:
            state, data = yield from state.perform(fiber, data)
    return data
