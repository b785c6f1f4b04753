"""A state about to be passed, and what passing it means in either query language."""

from __future__ import annotations

from typing import Any, NamedTuple

from sfn_dsl.definition.pointers import within
from sfn_dsl.definition.scopes import Transition, nested_machines, processor_config
from sfn_dsl.lint.dataflow.flow import Flow
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.dataflow.results import result_of
from sfn_dsl.lint.dataflow.shapes import (
    LISTING,
    NOTHING,
    UNKNOWN,
    Member,
    Record,
    Shape,
    record,
)
from sfn_dsl.lint.dataflow.templates import Sight, jsonata_shape, literal, template


class Passage(NamedTuple):
    """What becomes of a state's input: the reads, the flow on each way out, and that inwards."""

    reads: list[Read]
    exits: dict[str, Flow]
    inner: dict[str, Flow]


class Crossing(NamedTuple):
    """A state about to be passed: where it stands, what it says, its ways out, and its input."""

    pointer: str
    state: dict[str, Any]
    ways: list[Transition]
    flow: Flow

    def at(self, *fields: str) -> str:
        """The pointer of a field."""
        return within(self.pointer, *fields)


def result_shape(state: dict[str, Any], work: Shape, effective: Shape) -> Shape:
    """What a state makes of what it was given, as far as its kind tells."""
    kind = state.get("Type")
    if kind == "Task":
        return result_of(state)
    if kind == "Parallel" or (kind == "Map" and "ResultWriter" not in state):
        return LISTING
    if kind == "Pass":
        return literal(state["Result"]) if "Result" in state else work
    return UNKNOWN if kind == "Map" else effective


def assigned(crossing: Crossing, flow: Flow, sight: Sight | None, *fields: str) -> Shape:
    """The variables after the Assign of a state, a rule or a catcher; None in sight is JSONata."""
    holder: Any = crossing.state
    for field in fields:
        holder = holder[int(field)] if isinstance(holder, list) else holder[field]
    assign = holder.get("Assign") if isinstance(holder, dict) else None
    if not isinstance(assign, dict) or not isinstance(flow.variables, Record):
        return flow.variables
    pointer = crossing.at(*fields, "Assign")
    made = template(sight, pointer, assign) if sight else jsonata_shape(assign)
    if not isinstance(made, Record) or made.is_open:
        return UNKNOWN
    members = {**flow.variables.members, **made.members}
    return record(members, is_open=flow.variables.is_open, lacking=flow.variables.lacking)


def field_of(crossing: Crossing, way: Transition) -> tuple[str, str]:
    """The field of the state that a transition stands in, and its index there."""
    parts = way.pointer[len(crossing.pointer) + 1 :].split("/")
    return parts[0], parts[1] if len(parts) > 1 else ""


def inner_flows(crossing: Crossing, work: Shape) -> dict[str, Flow]:
    """The flow into the branches, or into an iteration."""
    state, flow = crossing.state, crossing.flow
    batcher = state.get("ItemBatcher")
    if isinstance(batcher, dict):
        batch = {"BatchInput": Member(UNKNOWN)} if "BatchInput" in batcher else {}
        work = record({"Items": Member(LISTING), **batch})
    found = {}
    for pointer, machine in nested_machines(crossing.pointer, state):
        variables = flow.variables if isinstance(machine, dict) else UNKNOWN
        mode = processor_config(machine).get("Mode")
        if mode == "DISTRIBUTED":
            variables = NOTHING
        elif mode not in (None, "INLINE"):
            variables = UNKNOWN
        found[pointer] = Flow(work, variables, flow.caught)
    return found
