"""Pass (ASL reference, sections 1.4 and 2.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.fiber import Fiber, State
from sfn_dsl.simulation.states.flows import Flow


class PassState(State):
    """Passes its input on, or what its fields make of it."""

    __slots__ = ("_is_plain", "_literal", "_shape", "flow")

    def __init__(self, name: str, pointer: str, state: dict[str, Any], flow: Flow) -> None:
        super().__init__(name, pointer, "Pass")
        self.flow = flow
        shaping = set(state) - {"Type", "Comment", "Next", "End", "QueryLanguage"}
        self._is_plain = not shaping
        self._literal: Any = state.get("Result")
        self._shape: Callable[[Fiber, Any], tuple[Any, dict[str, Any] | None]] = (
            self._with_literal if "Result" in state else self._with_arguments
        )

    def step(self, fiber: Fiber, raw: Any) -> tuple[State | None, Any]:
        """Run the state."""
        fiber.enter(self, raw)
        if self._is_plain:
            output, assigned = raw, None
        else:
            output, assigned = self._shape(fiber, raw)
        fiber.exit(self, output, assigned)
        fiber.run.reached(self.transition)
        return self.next, output

    def _with_arguments(self, fiber: Fiber, raw: Any) -> tuple[Any, dict[str, Any] | None]:
        flow = self.flow
        return flow.finish(fiber, raw, flow.arguments(fiber, flow.effective(fiber, raw)))

    def _with_literal(self, fiber: Fiber, raw: Any) -> tuple[Any, dict[str, Any] | None]:
        # The input filter and the parameters are worked out all the same, and may fail.
        flow = self.flow
        flow.arguments(fiber, flow.effective(fiber, raw))
        return flow.finish(fiber, raw, self._literal)
