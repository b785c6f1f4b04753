"""What a state does to its data before and after its work, in either query language.

ASL reference, section 2. A flow is prepared once for a state; ``fiber`` is what its expressions
read besides the data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

from sfn_dsl.simulation.data import templates as jsonpath
from sfn_dsl.simulation.data.paths import compile_path
from sfn_dsl.simulation.data.reference_paths import compile_result_path
from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.jsonata import templates as jsonata
from sfn_dsl.simulation.jsonata.states_root import StatesRoot

Assigned: TypeAlias = "dict[str, Any] | None"
WorkOut: TypeAlias = "Callable[[Fiber, Any, dict[str, Any]], tuple[Any, Assigned]]"


class Flow(Protocol):
    """The data flow of a state."""

    def effective(self, fiber: Fiber, raw: Any) -> Any:
        """What the fields of the state read: the input after InputPath."""

    def arguments(self, fiber: Fiber, effective: Any) -> Any:
        """What the work is done with: Parameters or Arguments."""

    def finish(self, fiber: Fiber, raw: Any, result: Any) -> tuple[Any, Assigned]:
        """The state's output and the variables it assigns, of the result of its work."""

    def pass_on(self, fiber: Fiber, effective: Any) -> tuple[Any, Assigned]:
        """The output and the variables of a state that does no work on its data."""

    def catcher(self, document: dict[str, Any], index: int) -> WorkOut:
        """What a catcher makes of the raw input and the error output."""


def _same(_: Fiber, value: Any) -> Any:
    return value


class JsonPathFlow:
    """InputPath, Parameters, ResultSelector, ResultPath, OutputPath and Assign."""

    __slots__ = ("_assign", "_place", "_select", "arguments", "effective", "output")

    def __init__(self, state: dict[str, Any], arguments: str | None = "Parameters") -> None:
        self.effective = _filter(state, "InputPath")
        self.output = _filter(state, "OutputPath")
        self.arguments: Callable[[Fiber, Any], Any] = _same
        if arguments is not None and arguments in state:
            template = jsonpath.compile_template(state[arguments])
            self.arguments = lambda fiber, data: template(data, fiber)
        self._select = (
            jsonpath.compile_template(state["ResultSelector"])
            if "ResultSelector" in state
            else None
        )
        self._place = _placing(state)
        self._assign = jsonpath.compile_assign(state["Assign"]) if "Assign" in state else None

    def finish(self, fiber: Fiber, raw: Any, result: Any) -> tuple[Any, Assigned]:
        """See `Flow`."""
        assigned = self.assigned(fiber, result)
        return self.output(fiber, self.placed(raw, self.selected(fiber, result))), assigned

    def assigned(self, fiber: Fiber, data: Any) -> Assigned:
        """What Assign makes of a value."""
        return self._assign(data, fiber) if self._assign is not None else None

    def selected(self, fiber: Fiber, result: Any) -> Any:
        """What ResultSelector makes of the result."""
        return result if self._select is None else self._select(result, fiber)

    def placed(self, raw: Any, selected: Any) -> Any:
        """The raw input with the result where ResultPath puts it."""
        return selected if self._place is None else self._place(raw, selected)

    def pass_on(self, fiber: Fiber, effective: Any) -> tuple[Any, Assigned]:
        """See `Flow`."""
        return self.output(fiber, effective), self.assigned(fiber, effective)

    def catcher(self, document: dict[str, Any], index: int) -> WorkOut:
        """See `Flow`."""
        place = _placing(document)
        assign = jsonpath.compile_assign(document["Assign"]) if "Assign" in document else None

        def work_out(fiber: Fiber, raw: Any, error: dict[str, Any]) -> tuple[Any, Assigned]:
            output = error if place is None else place(raw, error)
            return output, assign(error, fiber) if assign is not None else None

        return work_out


def _filter(state: dict[str, Any], field: str) -> Callable[[Fiber, Any], Any]:
    """InputPath or OutputPath: null leaves an empty object."""
    text = state.get(field, "$")
    if text == "$":
        return _same
    if text is None:
        return lambda _, data: {}
    read = compile_path(text).read
    return lambda fiber, data: read(data, fiber)


def _placing(document: dict[str, Any]) -> Callable[[Any, Any], Any] | None:
    """ResultPath: where the result goes in the raw input; None for all of it."""
    text = document.get("ResultPath", "$")
    if text == "$":
        return None
    if text is None:
        return lambda raw, _: raw
    return compile_result_path(text)


class JsonataFlow:
    """Arguments, Output and Assign."""

    __slots__ = ("_arguments", "_assign", "_output")

    def __init__(self, state: dict[str, Any]) -> None:
        self._arguments = (
            jsonata.compile_jsonata(state["Arguments"], "Arguments")
            if "Arguments" in state
            else None
        )
        self._output, self._assign = results_of(state, "")

    def effective(self, fiber: Fiber, raw: Any) -> Any:
        """See `Flow`."""
        return raw

    def arguments(self, fiber: Fiber, effective: Any) -> Any:
        """See `Flow`."""
        if self._arguments is None:
            return effective
        return self._arguments(StatesRoot(effective), fiber)

    def finish(self, fiber: Fiber, raw: Any, result: Any) -> tuple[Any, Assigned]:
        """See `Flow`."""
        if self._assign is None and self._output is None:
            return result, None
        states = StatesRoot(raw, result=result)
        return self._both(fiber, states, result)

    def pass_on(self, fiber: Fiber, effective: Any) -> tuple[Any, Assigned]:
        """See `Flow`."""
        if self._assign is None and self._output is None:
            return effective, None
        return self._both(fiber, StatesRoot(effective), effective)

    def _both(self, fiber: Fiber, states: StatesRoot, default: Any) -> tuple[Any, Assigned]:
        assigned = self._assign(states, fiber) if self._assign is not None else None
        return default if self._output is None else self._output(states, fiber), assigned

    def catcher(self, document: dict[str, Any], index: int) -> WorkOut:
        """See `Flow`."""
        output, assign = results_of(document, f"Catch[{index}]/")

        def work_out(fiber: Fiber, raw: Any, error: dict[str, Any]) -> tuple[Any, Assigned]:
            states = StatesRoot(raw, error_output=error)
            assigned = assign(states, fiber) if assign is not None else None
            return error if output is None else output(states, fiber), assigned

        return work_out


def results_of(document: dict[str, Any], around: str) -> tuple[Any, Any]:
    """The Output and the Assign of a state, a rule or a catcher, None where there is none.

    ``around`` is the location of a rule or a catcher, with a slash at its end.
    """
    output = (
        jsonata.compile_jsonata(document["Output"], f"{around}Output")
        if "Output" in document
        else None
    )
    assign = (
        jsonata.compile_assign(document["Assign"], f"{around}Assign")
        if "Assign" in document
        else None
    )
    return output, assign
