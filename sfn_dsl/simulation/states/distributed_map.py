"""Map that runs its iterations as child executions (ASL reference, sections 7.3 to 7.7)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, ClassVar, Literal

from sfn_dsl.simulation.engine import Waiting
from sfn_dsl.simulation.failures import RUNTIME, Failure
from sfn_dsl.simulation.fiber import Fiber, Machine, Steps
from sfn_dsl.simulation.maps.items import Item
from sfn_dsl.simulation.maps.map_run import MapRun, Tolerance
from sfn_dsl.simulation.maps.result_writer import Child, MapResults
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.states.distributed_fields import DistributedFields
from sfn_dsl.simulation.states.flows import Flow
from sfn_dsl.simulation.states.handled import HandledState
from sfn_dsl.simulation.states.handlers import Handlers
from sfn_dsl.simulation.states.map_fields import (
    EXCEEDED,
    MapFields,
    exceeds,
    too_many_failed,
)
from sfn_dsl.simulation.world import Names


class DistributedMap(HandledState):
    """Runs its processor for each item or batch of items, as an execution of its own."""

    __slots__ = ("_is_express", "fields", "own", "processor")

    aborted: ClassVar[tuple[str, ...]] = ("MapStateAborted",)
    failed_event: ClassVar[str] = "MapStateFailed"

    def __init__(
        self,
        name: str,
        pointer: str,
        flow: Flow,
        handlers: Handlers,
        fields: MapFields,
        own: DistributedFields,
        processor: Machine,
        *,
        is_express: bool,
    ) -> None:
        super().__init__(name, pointer, "Map", flow, handlers)
        self.fields = fields
        self.own = own
        self._is_express = is_express
        self.processor = processor

    def attempt(self, fiber: Fiber, raw: Any) -> Steps:
        """Run every child execution once, or those that have not succeeded before a redrive."""
        effective = self.flow.effective(fiber, raw)
        children: Children | None = fiber.inner
        if children is None:
            children = self._begin(fiber, effective)
        else:
            children.take_up()
        started = fiber.last
        try:
            result = yield from self._run(fiber, effective, children)
        except Failure as fault:
            children.close("FAILED")
            if fault.error == RUNTIME:
                raise
            failure = fiber.failed(fault)
            details = {"error": failure.error, "cause": failure.cause}
            present = {name: text for name, text in details.items() if text is not None}
            fiber.record("MapRunFailed", present, started)
            raise failure from None
        except BaseException:
            children.close("ABORTED")
            raise
        children.close("SUCCEEDED")
        fiber.record("MapRunSucceeded", {}, started)
        fiber.record("MapStateSucceeded", {})
        return result, started

    def _begin(self, fiber: Fiber, effective: Any) -> Children:
        """Begin a Map Run, without any children yet."""
        known = None if self.own.reader else list(self.fields.items(fiber, effective))
        fiber.record("MapStateStarted", {"length": len(known or ())})
        tolerance = self.fields.tolerance(fiber, effective)
        concurrency = self.fields.concurrency(fiber, effective) or 0
        names = self._names(fiber)
        fiber.record("MapRunStarted", {"mapRunArn": names.map_run})
        map_run = names.new_run(fiber, concurrency, tolerance, known)
        results = MapResults(self.own.writer, names.map_run)
        children = Children(fiber, self.processor, names, map_run, results, self._is_express)
        children.known = known
        return children

    def _run(self, fiber: Fiber, effective: Any, children: Children) -> Steps:
        """Run the children, and return the result of the state. Raises Failure."""
        if not children.is_begun:
            known = children.known
            items = iter(known) if known is not None else self._read(fiber, effective)
            children.begin(self._inputs(fiber, effective, items))
        destination = self.own.destination(fiber, effective)
        results = children.results
        try:
            yield from children.run()
        except Failure as exceeded:
            if exceeded.error == EXCEEDED and self.own.writer.exports:
                children.add_rest()
                _write(results, destination, fiber)
            raise
        return results.finish(destination, fiber.run.world.objects)

    def _names(self, fiber: Fiber) -> RunNames:
        label = self.own.label or fiber.run.world.new_id()
        return RunNames(fiber.run.names, label, fiber.run.world.new_id())

    def _read(self, fiber: Fiber, effective: Any) -> Iterator[Item]:
        assert self.own.reader is not None  # noqa: S101  # asked for only where there is one
        return self.own.reader(fiber, effective)

    def _inputs(
        self, fiber: Fiber, effective: Any, items: Iterator[Item]
    ) -> Iterator[tuple[Any, int]]:
        """The inputs of the children, each with the number of items in it."""
        values = (
            self.fields.select(fiber, effective, item, index) for index, item in enumerate(items)
        )

        def checked(value: Any) -> Any:
            fiber.run.check_size(value, self.name)
            return value

        if self.own.batcher is None:
            return ((checked(value), 1) for value in values)
        made = self.own.batcher.batches(fiber, effective, values)
        return ((checked(batch), len(batch["Items"])) for batch in made)

    def aborted_events(self, fiber: Fiber) -> tuple[str, ...]:
        """See `State`."""
        return ("MapRunAborted", *self.aborted) if fiber.children else self.aborted


def _write(results: MapResults, destination: Any, fiber: Fiber) -> None:
    """Write what there is of a Map Run that fails, which it does for its first reason."""
    with suppress(Failure):
        results.finish(destination, fiber.run.world.objects)


class RunNames:
    """What a Map Run and its child executions are called."""

    __slots__ = ("_machine", "_names", "_stem", "map_run")

    def __init__(self, names: Names, label: str, run: str) -> None:
        around, _, machine = names.machine.partition(":stateMachine:")
        self._names = names
        self._machine = f"{around}:stateMachine:{machine}/{label}"
        self._stem = f"{around}:execution:{machine}/{label}"
        self.map_run = f"{around}:mapRun:{machine}/{label}:{run}"

    def child(self, name: str) -> Names:
        """What a child execution is called."""
        names, execution = self._names, f"{self._stem}:{name}"
        return Names(
            self._machine, execution, name, names.role, names.region, names.account, self.map_run
        )

    def new_run(
        self, fiber: Fiber, concurrency: int, tolerance: Tolerance, known: list[Item] | None
    ) -> MapRun:
        """The Map Run, which begins."""
        return MapRun(
            arn=self.map_run,
            machine=self._machine,
            execution=self._names.execution,
            started=fiber.now,
            concurrency=concurrency,
            most=fiber.run.limits.children,
            tolerance=tolerance,
            # A reader says only at its end how many items there are.
            total=None if known is None else len(known),
        )


class Children:
    """The child executions of one Map Run."""

    __slots__ = (
        "_ended",
        "_failed",
        "_is_express",
        "_map_run",
        "_numbered",
        "_owner",
        "_processor",
        "_running",
        "_seen",
        "_unsuccessful",
        "_waiting",
        "_watcher",
        "is_begun",
        "known",
        "names",
        "results",
    )

    def __init__(
        self,
        owner: Fiber,
        processor: Machine,
        names: RunNames,
        map_run: MapRun,
        results: MapResults,
        is_express: bool,
    ) -> None:
        owner.inner = self
        self._owner = owner
        self.results = results
        self.known: list[Item] | None = None
        self.is_begun = False
        self._unsuccessful: dict[Run, tuple[int, int]] = {}
        self._map_run = map_run
        self._watcher = owner.run.world.watcher
        self._processor = processor
        self.names = names
        self._is_express = is_express
        self._numbered: Iterator[tuple[int, tuple[Any, int]]] = iter(())
        self._running: dict[Run, tuple[int, int]] = {}
        self._ended: deque[Run] = deque()
        self._waiting: Waiting | None = None
        self._failed = self._seen = 0

    def begin(self, inputs: Iterator[tuple[Any, int]]) -> None:
        """These will be the inputs."""
        self.is_begun = True
        self._numbered = enumerate(inputs)

    def take_up(self) -> None:
        """Let the children that have not succeeded run again, in a redrive of the Map Run."""
        map_run = self._map_run
        map_run.status, map_run.stopped = "RUNNING", None
        map_run.redriven += 1
        details = {"mapRunArn": map_run.arn, "redriveCount": map_run.redriven}
        self._owner.record("MapRunRedriven", details)
        self._failed = 0
        again = {**self._unsuccessful, **self._running}
        self._unsuccessful.clear()
        self._running.clear()
        self._ended.clear()
        for child, (index, items) in again.items():
            if child.status == "SUCCEEDED":
                self._running[child] = (index, items)
                self._ended.append(child)
            else:
                map_run.redriven_child(child.status, items)
                self._redrive(child, index, items)

    def _redrive(self, child: Run, index: int, items: int) -> None:
        """Let a child go on; an Express one begins anew."""
        if self._is_express:
            data = child.input
            child = Run(self._owner.run.world, child.names, is_express=True)
            self._running[child] = (index, items)
            child.start(self._processor, data, None, self._on_end)
        else:
            self._running[child] = (index, items)
            child.redrive()
        self._tell(child, items)

    def run(self) -> Steps:
        """Run them all, so many at once. Raises Failure when too many items have failed."""
        self._owner.children = self._running.keys()
        self._map_run.changed = self._changed
        if self._watcher is not None:
            self._watcher.map_run(self._map_run)
        try:
            self._start()
            while self._running:
                if not self._ended:
                    self._waiting = self._owner.waiting()
                    yield
                    self._waiting = None
                if self._ended:
                    self._take(self._ended.popleft())
                self._start()
            self._map_run.total = self._seen
            self._check(self._seen)
        finally:
            for child, (_, items) in self._running.items():
                child.stop()
                if child not in self._ended:
                    self._count(child, items)

    def close(self, status: Literal["SUCCEEDED", "FAILED", "ABORTED"]) -> None:
        """The Map Run has ended."""
        self._map_run.status = status
        self._map_run.stopped = self._owner.now
        self._map_run.are_results_written = self.results.are_written
        if self._watcher is not None:
            self._watcher.map_run(self._map_run)

    def _take(self, ended: Run) -> None:
        index, items = self._running.pop(ended)
        self.results.add(index, _child(ended))
        if ended.status != "SUCCEEDED":
            self._failed += items
            self._unsuccessful[ended] = (index, items)
            self._check(self._map_run.total)

    def _changed(self) -> None:
        """Other limits hold from now on."""
        if self._waiting is not None:
            self._waiting.end()

    def add_rest(self) -> None:
        """Add the children that were stopped, and those that were never started."""
        for child, (index, _) in self._running.items():
            self.results.add(index, _child(child))
        pending = []
        with suppress(Failure):
            for index, (data, items) in self._numbered:
                name = self._owner.run.world.new_id()
                self.results.add(index, Child(name=name, input=data, status="PENDING"))
                pending.append((index, (data, items)))
        self._numbered = iter(pending)

    def _start(self) -> None:
        """Start as many as may run at once."""
        world = self._owner.run.world
        most = max(0, self._map_run.limit - len(self._running))
        for index, (data, items) in islice(self._numbered, most):
            self._seen += items
            child = Run(world, self.names.child(world.new_id()), is_express=self._is_express)
            self._running[child] = (index, items)
            child.start(self._processor, data, None, self._on_end)
            self._map_run.begun(items)
            self._tell(child, items)

    def _on_end(self, child: Run) -> None:
        self._ended.append(child)
        self._count(child, self._running[child][1])
        self._changed()

    def _count(self, child: Run, items: int) -> None:
        """A child has ended."""
        self._map_run.ended(child.status, items)
        self._tell(child, items)

    def _tell(self, child: Run, items: int) -> None:
        if self._watcher is not None:
            self._watcher.child(child, items)

    def _check(self, total: int | None) -> None:
        """Raise Failure when more items have failed than may."""
        if exceeds(self._map_run.tolerance, self._failed, total):
            raise too_many_failed()


def _child(run: Run) -> Child:
    status = "ABORTED" if run.status == "RUNNING" else run.status
    return Child(
        name=run.names.name,
        input=run.input,
        status=status,
        output=run.output,
        error=run.error,
        cause=run.cause,
        started=run.started,
        stopped=run.ended,
    )
