"""Map that runs its iterations inside the execution (ASL reference, section 7.2)."""

from __future__ import annotations

from typing import Any, ClassVar

from sfn_dsl.simulation.failures import RUNTIME, Failure
from sfn_dsl.simulation.fiber import Fiber, Machine, Steps
from sfn_dsl.simulation.groups import Group, Member, record_aborts
from sfn_dsl.simulation.handlers import Handlers
from sfn_dsl.simulation.maps.items import Item
from sfn_dsl.simulation.states.flows import Flow
from sfn_dsl.simulation.states.handled import HandledState
from sfn_dsl.simulation.states.map_fields import MapFields


class MapState(HandledState):
    """Runs its processor for each item; its result are the outputs in the order of the items."""

    __slots__ = ("fields", "processor")

    aborted_event: ClassVar[str | None] = "MapStateAborted"

    def __init__(
        self,
        name: str,
        pointer: str,
        flow: Flow,
        handlers: Handlers,
        fields: MapFields,
        processor: Machine,
    ) -> None:
        super().__init__(name, pointer, "Map", flow, handlers)
        self.fields = fields
        self.processor = processor

    def attempt(self, fiber: Fiber, raw: Any) -> Steps:
        """Run every iteration once."""
        effective = self.flow.effective(fiber, raw)
        items = list(self.fields.items(fiber, effective))
        started = fiber.record("MapStateStarted", {"length": len(items)})
        self.fields.tolerance(fiber, effective)
        most = self.fields.concurrency(fiber, effective) or fiber.run.limits.concurrency
        group, outputs, last = Group(fiber), [None] * len(items), started
        begun = 0
        while begun < min(most, len(items)):
            self._begin(fiber, group, effective, items[begun], begun, started)
            begun += 1
        while group:
            member: Member = yield from group.next_ended()
            if member.failure is not None:
                self._cut_off(fiber, group, member)
                raise member.failure
            outputs[member.index] = member.output
            inner = member.fiber.last
            last = fiber.run.record(
                "MapIterationSucceeded", inner, {"name": self.name, "index": member.index}
            )
            if begun < len(items):
                self._begin(fiber, group, effective, items[begun], begun, inner)
                begun += 1
        fiber.record("MapStateSucceeded", {}, last)
        return outputs, last

    def _begin(
        self, fiber: Fiber, group: Group, effective: Any, item: Item, index: int, after: int
    ) -> None:
        data = self.fields.select(fiber, effective, item, index)
        first = fiber.run.record("MapIterationStarted", after, {"name": self.name, "index": index})
        group.start(index, self.processor, data, first)

    def _cut_off(self, fiber: Fiber, group: Group, failed: Member) -> None:
        run, after = fiber.run, failed.fiber.last
        run.record("MapIterationFailed", after, {"name": self.name, "index": failed.index})
        record_aborts(failed.fiber, after)
        for member in group.stop():
            run.record("MapIterationAborted", after, {"name": self.name, "index": member.index})
            record_aborts(member.fiber, after)
        fiber.last = after

    def gave_up(self, fiber: Fiber, failure: Failure, *, began: bool) -> None:
        """See `HandledState`."""
        if began or failure.error != RUNTIME:
            fiber.record("MapStateFailed", {})
