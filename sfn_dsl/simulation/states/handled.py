"""States that retry and catch: Task, Parallel and Map (ASL reference, section 6.2)."""

from __future__ import annotations

from typing import Any, ClassVar

from sfn_dsl.simulation.failures import DATA_LIMIT, RUNTIME, Failure, StateFault
from sfn_dsl.simulation.fiber import Fiber, State, Steps
from sfn_dsl.simulation.states.flows import Flow
from sfn_dsl.simulation.states.handlers import Catcher, Handlers, Retrier, error_output


class HandledState(State):
    """A state whose work may be tried again, and whose failures lead elsewhere."""

    __slots__ = ("flow", "handlers")

    is_instant: ClassVar[bool] = False
    has_retries: ClassVar[bool] = True
    failed_event: ClassVar[str] = ""
    """The event of work that failed for good, "" where AWS has none."""

    def __init__(self, name: str, pointer: str, kind: str, flow: Flow, handlers: Handlers) -> None:
        super().__init__(name, pointer, kind)
        self.flow = flow
        self.handlers = handlers

    def attempt(self, fiber: Fiber, raw: Any) -> Steps:
        """Do the work once, or what a redrive has left of it (`Fiber.inner`). Raises Failure.

        Returns the result, and the id of the event that the Exited event comes after.
        """
        raise NotImplementedError

    def perform(self, fiber: Fiber, raw: Any) -> Steps:
        """Run the state."""
        if fiber.is_taken_up():
            fiber.retries = 0
        else:
            fiber.enter(self, raw)
        tried: dict[Retrier, int] = {}
        while True:
            fiber.run.world.attempts[self.name] += 1
            try:
                result, last = yield from self.attempt(fiber, raw)
                output, assigned = self.flow.finish(fiber, raw, result)
                fiber.exit(self, output, assigned, last)
            except Failure as fault:
                failure = fiber.failed(fault)
                # The work itself has failed, not one of the state's own fields.
                began = not isinstance(fault, StateFault)
            else:
                fiber.run.reached(self.transition)
                return self.next, output
            # What is too large is not made smaller by the rest of the work.
            if failure.error == DATA_LIMIT:
                fiber.inner = None
            delay = self._delay(fiber, failure, tried)
            if delay is None:
                if self.failed_event and (began or failure.error != RUNTIME):
                    fiber.record(self.failed_event, {})
                return self._caught(fiber, raw, failure)
            fiber.inner = None
            yield from fiber.sleep(delay)

    def _delay(self, fiber: Fiber, failure: Failure, tried: dict[Retrier, int]) -> float | None:
        """How long to wait before trying again, None to give up."""
        retrier = self.handlers.retrier(failure)
        if retrier is None or tried.get(retrier, 0) >= retrier.attempts:
            return None
        tried[retrier] = nth = tried.get(retrier, 0) + 1
        fiber.retries = (fiber.retries or 0) + 1
        fiber.run.reached(retrier.pointer)
        return retrier.delay(nth, fiber.random)

    def _caught(self, fiber: Fiber, raw: Any, failure: Failure) -> tuple[State | None, Any]:
        catcher = self.handlers.catcher(failure)
        if catcher is None:
            raise failure
        try:
            output, assigned = catcher.work_out(fiber, raw, error_output(failure))
        except StateFault as fault:
            raise fiber.failed(fault) from None
        fiber.exit(self, output, assigned)
        self._reached(fiber, catcher)
        return catcher.next, output

    def _reached(self, fiber: Fiber, catcher: Catcher) -> None:
        fiber.run.reached(catcher.pointer)
        fiber.run.reached(f"{catcher.pointer}/Next")
