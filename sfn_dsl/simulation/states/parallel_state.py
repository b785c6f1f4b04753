"""Parallel (ASL reference, sections 1.4 and 12.3)."""

from __future__ import annotations

from typing import Any, ClassVar

from sfn_dsl.simulation.fiber import Fiber, Machine, Steps
from sfn_dsl.simulation.states.flows import Flow
from sfn_dsl.simulation.states.groups import Group, Member, record_aborts
from sfn_dsl.simulation.states.handled import HandledState
from sfn_dsl.simulation.states.handlers import Handlers


class ParallelState(HandledState):
    """Runs its branches beside each other; its result are their outputs in order."""

    __slots__ = ("branches",)

    aborted: ClassVar[tuple[str, ...]] = ("ParallelStateAborted",)
    failed_event: ClassVar[str] = "ParallelStateFailed"

    def __init__(
        self, name: str, pointer: str, flow: Flow, handlers: Handlers, branches: list[Machine]
    ) -> None:
        super().__init__(name, pointer, "Parallel", flow, handlers)
        self.branches = branches

    def attempt(self, fiber: Fiber, raw: Any) -> Steps:
        """Run every branch once, or those that have not succeeded before a redrive."""
        group: Group | None = fiber.inner
        if group is None:
            group = self._start(fiber, raw)
        else:
            group.take_up(fiber.last)
        last = fiber.last
        while group:
            member: Member = yield from group.next_ended()
            last = member.fiber.last
            if member.failure is not None:
                _cut_off(fiber, group, member)
                raise member.failure
        fiber.record("ParallelStateSucceeded", {}, last)
        return [group.outputs[index] for index in range(len(self.branches))], last

    def _start(self, fiber: Fiber, raw: Any) -> Group:
        arguments = self.flow.arguments(fiber, self.flow.effective(fiber, raw))
        if arguments is not raw:
            fiber.run.check_size(arguments, self.name)
        started = fiber.record("ParallelStateStarted", {})
        group = Group(fiber)
        for index, branch in enumerate(self.branches):
            group.start(index, branch, arguments, started)
        return group


def _cut_off(fiber: Fiber, group: Group, failed: Member) -> None:
    after = failed.fiber.last
    record_aborts(failed.fiber, after)
    group.abort(after)
    fiber.last = after
