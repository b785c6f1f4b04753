"""What a tested state shows of its data on its way: the members of ``inspectionData``."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs

from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.states.flows import Assigned, Flow, JsonPathFlow, WorkOut

_T = TypeVar("_T")


@attrs.frozen
class Inspection:
    """The values that were seen, by AWS's names."""

    seen: dict[str, Any] = attrs.Factory(dict)

    def note(self, name: str, value: _T) -> _T:
        """Keep a value and return it."""
        self.seen[name] = value
        return value


class InspectedJsonPath:
    """A data flow that notes what each of its filters gives."""

    def __init__(self, flow: JsonPathFlow, inspection: Inspection, *, from_input: bool) -> None:
        """``from_input``: whether the filters of the input are noted, not only the result's."""
        self._flow = flow
        self._note = inspection.note
        self._from_input = from_input

    def effective(self, fiber: Fiber, raw: Any) -> Any:
        """See `Flow`."""
        value = self._flow.effective(fiber, raw)
        return self._note("afterInputPath", value) if self._from_input else value

    def arguments(self, fiber: Fiber, effective: Any) -> Any:
        """See `Flow`."""
        value = self._flow.arguments(fiber, effective)
        return self._note("afterParameters", value) if self._from_input else value

    def finish(self, fiber: Fiber, raw: Any, result: Any) -> tuple[Any, Assigned]:
        """See `Flow`."""
        flow = self._flow
        assigned = flow.assigned(fiber, result)
        selected = self._note("afterResultSelector", flow.selected(fiber, result))
        placed = self._note("afterResultPath", flow.placed(raw, selected))
        return flow.output(fiber, placed), assigned

    def pass_on(self, fiber: Fiber, effective: Any) -> tuple[Any, Assigned]:
        """See `Flow`."""
        return self._flow.pass_on(fiber, effective)

    def catcher(self, document: dict[str, Any], index: int) -> WorkOut:
        """See `Flow`."""
        return self._flow.catcher(document, index)


class InspectedJsonata:
    """A data flow in JSONata, which shows the arguments of a task alone."""

    def __init__(self, flow: Flow, inspection: Inspection) -> None:
        self._note = inspection.note
        self._flow = flow
        self.effective = flow.effective
        self.finish = flow.finish
        self.pass_on = flow.pass_on
        self.catcher = flow.catcher

    def arguments(self, fiber: Fiber, effective: Any) -> Any:
        """See `Flow`."""
        return self._note("afterArguments", self._flow.arguments(fiber, effective))


def inspected(flow: Flow, kind: str, inspection: Inspection) -> Flow:
    """The flow of a state of some type, noting what AWS shows of that type."""
    if isinstance(flow, JsonPathFlow):
        return InspectedJsonPath(flow, inspection, from_input=kind != "Parallel")
    return InspectedJsonata(flow, inspection) if kind == "Task" else flow
