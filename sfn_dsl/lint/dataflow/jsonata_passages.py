"""What a JSONata state hands on each way out."""

from __future__ import annotations

from typing import Any

from sfn_dsl.definition.scopes import Transition
from sfn_dsl.lint.dataflow.crossings import (
    Crossing,
    Passage,
    assigned,
    field_of,
    inner_flows,
    result_shape,
)
from sfn_dsl.lint.dataflow.flow import Flow
from sfn_dsl.lint.dataflow.shapes import UNKNOWN, Shape
from sfn_dsl.lint.dataflow.templates import ERROR_OUTPUT, jsonata_shape


def pass_jsonata(crossing: Crossing) -> Passage:
    """A JSONata state: what its expressions give is not known, but the keys around them are."""
    state, flow = crossing.state, crossing.flow
    work = flow.data
    if state.get("Type") == "Map":
        work = jsonata_shape(state["ItemSelector"]) if "ItemSelector" in state else UNKNOWN
    elif "Arguments" in state:
        work = jsonata_shape(state["Arguments"])
    result = result_shape(state, flow.data, flow.data)
    exits = {way.pointer: _jsonata_exit(crossing, result, way) for way in crossing.ways}
    if state.get("Type") == "Choice":
        exits = {pointer: exit_.trusted() for pointer, exit_ in exits.items()}
    return Passage([], exits, inner_flows(crossing, work))


def _jsonata_exit(crossing: Crossing, result: Shape, way: Transition) -> Flow:
    field, index = field_of(crossing, way)
    holder: dict[str, Any] = crossing.state
    fields: tuple[str, ...] = ()
    if field in ("Catch", "Choices"):
        holder, fields = crossing.state[field][int(index)], (field, index)
    default = {"Catch": ERROR_OUTPUT, "Choices": crossing.flow.data}.get(field, result)
    data = jsonata_shape(holder["Output"]) if "Output" in holder else default
    variables = assigned(crossing, crossing.flow, None, *fields)
    return crossing.flow._replace(data=data, variables=variables)
