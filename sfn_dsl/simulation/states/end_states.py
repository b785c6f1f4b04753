"""Succeed and Fail (ASL reference, section 1.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.data import templates as jsonpath
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.failures import Failure, StateFault
from sfn_dsl.simulation.fiber import Fiber, State
from sfn_dsl.simulation.jsonata.fields import compile_string
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.states.flows import Flow


class SucceedState(State):
    """Ends its machine with its input, or what its fields make of it."""

    __slots__ = ("flow",)

    def __init__(self, name: str, pointer: str, flow: Flow) -> None:
        super().__init__(name, pointer, "Succeed")
        self.flow = flow

    def step(self, fiber: Fiber, raw: Any) -> tuple[State | None, Any]:
        """Run the state."""
        fiber.enter(self, raw)
        flow = self.flow
        output, _ = flow.pass_on(fiber, flow.effective(fiber, raw))
        fiber.exit(self, output, None)
        return None, output


class FailState(State):
    """Ends its machine with an error."""

    __slots__ = ("_cause", "_error")

    def __init__(self, name: str, pointer: str, state: dict[str, Any], *, is_jsonata: bool) -> None:
        super().__init__(name, pointer, "Fail")
        self._error = _text(state, "Error", is_jsonata)
        self._cause = _text(state, "Cause", is_jsonata)

    def step(self, fiber: Fiber, raw: Any) -> tuple[State | None, Any]:
        """Run the state, which always raises Failure."""
        fiber.enter(self, raw)
        raise Failure(self._error(fiber, raw), self._cause(fiber, raw))


def _text(
    state: dict[str, Any], field: str, is_jsonata: bool
) -> Callable[[Fiber, Any], str | None]:
    path = f"{field}Path"
    if path in state:
        read = jsonpath.compile_value(state[path], path)

        def text(fiber: Fiber, raw: Any) -> str:
            found = read(raw, fiber)
            if not isinstance(found, str):  # AWS's words for it are not known
                raise StateFault(
                    f"The {path} parameter does not reference a string: {state[path]} == "
                    f"{compact(found)}"
                )
            return found

        return text
    if field not in state:
        return lambda _, raw: None
    literal = state[field]
    if is_jsonata:
        evaluate = compile_string(literal, field)
        return lambda fiber, raw: evaluate(StatesRoot(raw), fiber)
    return lambda _, raw: literal
