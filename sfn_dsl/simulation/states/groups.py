"""Fibers that run beside each other: the branches of a Parallel, the iterations of a Map."""

from __future__ import annotations

from collections import deque
from typing import Any

import attrs

from sfn_dsl.simulation.engine import Waiting
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.fiber import Fiber, Machine, Steps


@attrs.define(eq=False, slots=True)
class Member:
    """One of the fibers, and how it ended."""

    index: int
    fiber: Fiber
    output: Any = None
    failure: Failure | None = None


class Group:
    """The fibers inside a state; the state's own fiber waits for them to end, one by one.

    ``outputs`` are those of the members that have succeeded, ``left`` the others, by their index.
    """

    __slots__ = ("_ended", "_members", "_owner", "_waiting", "left", "outputs")

    def __init__(self, owner: Fiber) -> None:
        self._owner = owner
        self._members: dict[Fiber, Member] = {}
        self._ended: deque[Member] = deque()
        self._waiting: Waiting | None = None
        self.outputs: dict[int, Any] = {}
        self.left: dict[int, Fiber] = {}
        owner.inner = self
        owner.children = self._members.keys()

    def __bool__(self) -> bool:
        return bool(self._members)

    def start(
        self,
        index: int,
        machine: Machine,
        data: Any,
        after: int,
        iteration: dict[str, Any] | None = None,
    ) -> Fiber:
        """Run a machine inside the owner; its first event comes after the event with an id.

        ``iteration`` are the details of the events of an iteration.
        """
        owner = self._owner
        fiber = Fiber(owner.run, after, dict(owner.variables))
        fiber.iteration = iteration
        self._members[fiber] = Member(index, fiber)
        self.left[index] = fiber
        fiber.start(machine, data, self._on_end)
        return fiber

    @property
    def begun(self) -> int:
        """How many members there have been."""
        return len(self.outputs) + len(self.left)

    def take_up(self, after: int) -> None:
        """Let the members that have not succeeded go on, in a redrive."""
        self._ended.clear()
        self._waiting = None
        for index, fiber in sorted(self.left.items()):
            self._members[fiber] = Member(index, fiber)
            fiber.take_up(after)
        self._owner.children = self._members.keys()

    def _on_end(self, fiber: Fiber, output: Any, failure: Failure | None) -> None:
        member = self._members[fiber]
        member.output, member.failure = output, failure
        self._ended.append(member)
        if self._waiting is not None:
            self._waiting.end()

    def next_ended(self) -> Steps:
        """Wait for the next member to end, and return it.

        What else happens at the same time happens first, as it does on AWS.
        """
        if not self._ended:
            self._waiting = self._owner.waiting()
            yield
            self._waiting = None
        member = self._ended.popleft()
        del self._members[member.fiber]
        if member.failure is None:
            self.outputs[member.index] = member.output
            del self.left[member.index]
        return member

    def abort(self, after: int) -> None:
        """Cut off what still runs, in order, with its events after the event with an id."""
        left = sorted(self._members.values(), key=lambda member: member.index)
        self._members.clear()
        for member in left:
            record_abort(member.fiber, after)


def record_abort(fiber: Fiber, after: int) -> None:
    """The events of an iteration or a branch that is cut off, and stop it."""
    if fiber.iteration is not None:
        fiber.run.record("MapIterationAborted", after, fiber.iteration)
    record_aborts(fiber, after)


def record_aborts(fiber: Fiber, after: int) -> None:
    """The events of the states that are cut off, inner ones first, and stop the fiber."""
    for child in fiber.children:
        if isinstance(child, Fiber):
            record_abort(child, after)
    state = fiber.state
    # A Task is said to be aborted even where it is what failed.
    if state is not None and (fiber.is_running or state.is_task):
        for event in state.aborted_events(fiber):
            fiber.run.record(event, after, {})
    fiber.stop()
