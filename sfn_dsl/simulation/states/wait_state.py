"""Wait (ASL reference, section 1.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.data import integers
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.fiber import Fiber, State, Steps
from sfn_dsl.simulation.jsonata.fields import compile_integer, compile_timestamp
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.states.flows import Flow
from sfn_dsl.simulation.timestamps import instant

_TOO_LONG: Final = "Wait state delay is too long."


class WaitState(State):
    """Waits for a time."""

    __slots__ = ("_until", "flow")

    is_instant: ClassVar[bool] = False
    evaluates_late: ClassVar[bool] = True
    aborted: ClassVar[tuple[str, ...]] = ("WaitStateAborted",)

    def __init__(
        self, name: str, pointer: str, flow: Flow, until: Callable[[Fiber, Any], float]
    ) -> None:
        super().__init__(name, pointer, "Wait")
        self.flow = flow
        self._until = until

    def perform(self, fiber: Fiber, raw: Any) -> Steps:
        """Run the state."""
        fiber.enter(self, raw)
        try:
            effective = self.flow.effective(fiber, raw)
            delay = self._until(fiber, effective) - fiber.now
            if delay > fiber.run.limits.wait:
                raise StateFault(_TOO_LONG)
            if delay > 0:
                yield from fiber.sleep(delay)
            output, assigned = self.flow.pass_on(fiber, effective)
        except StateFault as fault:
            raise fiber.failed(fault) from None
        fiber.exit(self, output, assigned)
        fiber.run.reached(self.transition)
        return self.next, output


def wait_until(state: dict[str, Any], *, is_jsonata: bool) -> Callable[[Fiber, Any], float]:
    """The time that a Wait state waits for, in seconds since 1970, of its effective input."""
    if is_jsonata and "Seconds" in state:
        seconds = compile_integer(state["Seconds"], "Seconds", maximum=None)
        return lambda fiber, data: fiber.now + seconds(StatesRoot(data), fiber)
    if is_jsonata:
        evaluate = compile_timestamp(state["Timestamp"], "Timestamp")
        return lambda fiber, data: evaluate(StatesRoot(data), fiber)
    if "Seconds" in state:
        literal = state["Seconds"]
        return lambda fiber, _: fiber.now + literal
    if "SecondsPath" in state:
        read = integers.compile_seconds(state["SecondsPath"])
        return lambda fiber, data: fiber.now + read(data, fiber)
    if "TimestampPath" in state:
        at = integers.compile_timestamp(state["TimestampPath"])
        return lambda fiber, data: at(data, fiber)
    known = instant(state["Timestamp"])
    if known is None:
        raise AuthoringError(f"the Timestamp {state['Timestamp']!r} is not a point in time")
    return lambda *_: known[0]
