"""Map that runs its iterations inside the execution (ASL reference, section 7.2)."""

from __future__ import annotations

from typing import Any, ClassVar

from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.fiber import Fiber, Machine, Steps
from sfn_dsl.simulation.maps.items import Item
from sfn_dsl.simulation.states.flows import Flow
from sfn_dsl.simulation.states.groups import Group, Member, record_aborts
from sfn_dsl.simulation.states.handled import HandledState
from sfn_dsl.simulation.states.handlers import Handlers
from sfn_dsl.simulation.states.map_fields import MapFields


class MapState(HandledState):
    """Runs its processor for each item; its result are the outputs in the order of the items."""

    __slots__ = ("fields", "processor")

    aborted: ClassVar[tuple[str, ...]] = ("MapStateAborted",)
    failed_event: ClassVar[str] = "MapStateFailed"

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
        """Run every iteration once, or those that have not succeeded before a redrive."""
        effective = self.flow.effective(fiber, raw)
        items = list(self.fields.items(fiber, effective))
        group: Group | None = fiber.inner
        if group is None:
            fiber.record("MapStateStarted", {"length": len(items)})
            self.fields.tolerance(fiber, effective)
        last = started = fiber.last
        limit = fiber.run.limits.concurrency
        most = min(self.fields.concurrency(fiber, effective) or limit, limit)
        if group is None:
            group = Group(fiber)
        else:
            group.take_up(started)
        begun = min(group.begun + most - len(group.left), len(items))
        for index in range(group.begun, begun):
            self._begin(fiber, group, effective, items[index], index, started)
        while group:
            member: Member = yield from group.next_ended()
            if member.failure is not None:
                raise self._cut_off(fiber, group, member)
            inner = member.fiber.last
            last = fiber.run.record(
                "MapIterationSucceeded", inner, {"name": self.name, "index": member.index}
            )
            if begun < len(items):
                self._begin(fiber, group, effective, items[begun], begun, inner)
                begun += 1
        fiber.record("MapStateSucceeded", {}, last)
        return [group.outputs[index] for index in range(len(items))], last

    def _begin(
        self, fiber: Fiber, group: Group, effective: Any, item: Item, index: int, after: int
    ) -> None:
        try:
            data = self.fields.select(fiber, effective, item, index)
            if self.fields.selector is not None:
                fiber.run.check_size(data, self.name)
        except Failure:
            group.abort(fiber.last)
            raise
        details = {"name": self.name, "index": index}
        first = fiber.run.record("MapIterationStarted", after, details)
        group.start(index, self.processor, data, first, details)

    def _cut_off(self, fiber: Fiber, group: Group, failed: Member) -> Failure:
        """End everything because of one iteration, and give its failure."""
        after = failed.fiber.last
        fiber.run.record("MapIterationFailed", after, {"name": self.name, "index": failed.index})
        record_aborts(failed.fiber, after)
        group.abort(after)
        fiber.last = after
        assert failed.failure is not None  # noqa: S101  # it is cut off for its failure
        return failed.failure
