"""A state about to run: what is known when it is entered, and what its work gives.

ASL reference, sections 2.4, 2.5 and 8.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.definition.scopes import Transition, nested_machines, processor_config
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.dataflow.shapes import (
    LISTING,
    NOTHING,
    UNKNOWN,
    Member,
    Record,
    Shape,
    Side,
    join,
    record,
    response,
    without_doubt,
)
from sfn_dsl.lint.dataflow.templates import DataScope, jsonata_shape, literal, template

_MOST_CAUGHT: Final = 50


class Flow(NamedTuple):
    """What is known on entry to a state: the shapes of the data and of the variables.

    ``caught`` are the names that a catcher's ResultPath may have written by now: a task that
    receives one may well return it. None if they are too many to follow.
    """

    data: Shape = UNKNOWN
    variables: Shape = NOTHING
    caught: frozenset[str] | None = frozenset()

    def with_caught(self, name: str) -> frozenset[str] | None:
        """The names that were caught, and one more."""
        if self.caught is None or len(self.caught) >= _MOST_CAUGHT:
            return None
        return self.caught | {name}

    def trusted(self) -> Flow:
        """The flow after a Choice."""
        return self.knowing(without_doubt(self.data), without_doubt(self.variables))

    def knowing(self, data: Shape, variables: Shape) -> Flow:
        """The flow with what else is known; itself where that is nothing new, as most often."""
        if data is self.data and variables is self.variables:
            return self
        return Flow(data, variables, self.caught)


ANY_FLOW: Final = Flow(UNKNOWN, UNKNOWN, None)


def meet(one: Flow, other: Flow, first: str, route: str) -> Flow:
    """What is known where a transition joins those that came before."""
    if one is other:
        return one
    data, variables, caught = one.data, one.variables, None
    if data is not other.data:
        data = join(data, other.data, Side(first, one.caught), Side(route, other.caught))
    if variables is not other.variables:
        variables = join(variables, other.variables, Side(first), Side(route))
    if one.caught is not None and other.caught is not None:
        caught = one.caught | other.caught
        caught = caught if len(caught) <= _MOST_CAUGHT else None
    return Flow(data, variables, caught)


@attrs.define(eq=False)
class Transfer:
    """What a state reads, and what it passes on: along each transition, and to nested machines."""

    reads: list[Read]
    exits: dict[str, Flow]
    inner: dict[str, Flow]


@attrs.define(eq=False)
class Visit:
    """A state about to run: where it is, its fields, its transitions, and its input."""

    pointer: str
    state: dict[str, Any]
    ways: list[Transition]
    flow: Flow

    def at(self, field: str) -> str:
        """The pointer of a field of the States Language, whose name needs no escape."""
        return f"{self.pointer}/{field}"

    def holder(self, way: Transition) -> tuple[str, Any]:
        """What a transition stands in: the state, or a rule or catcher of it; with its pointer."""
        if way.nth is None:
            return self.pointer, self.state
        return f"{self.pointer}/{way.field}/{way.nth}", self.state[way.field][way.nth]


def result_shape(state: dict[str, Any], work: Shape, effective: Shape) -> Shape:
    """The result of a state's work, as far as its type determines it."""
    kind = state.get("Type")
    if kind == "Task":
        return result_of(state)
    if kind == "Parallel" or (kind == "Map" and "ResultWriter" not in state):
        return LISTING
    if kind == "Pass":
        return literal(state["Result"]) if "Result" in state else work
    return UNKNOWN if kind == "Map" else effective


def assigned(pointer: str, holder: Any, variables: Shape, scope: DataScope | None) -> Shape:
    """The variables after the Assign of a state, a rule or a catcher; no scope means JSONata."""
    assign = holder.get("Assign")
    if not isinstance(assign, dict) or not isinstance(variables, Record):
        return variables
    made = template(scope, f"{pointer}/Assign", assign) if scope else jsonata_shape(assign)
    if not isinstance(made, Record) or made.is_open:
        return UNKNOWN
    members = {**variables.members, **made.members}
    return record(members, is_open=variables.is_open, missing_on=variables.missing_on)


def inner_flows(visit: Visit, work: Shape) -> dict[str, Flow]:
    """What is known on entry to the branches, or to an iteration."""
    state, flow = visit.state, visit.flow
    machines = nested_machines(visit.pointer, state)
    if not machines:
        return {}
    batcher = state.get("ItemBatcher")
    if isinstance(batcher, dict):
        batch = {"BatchInput": Member(UNKNOWN)} if "BatchInput" in batcher else {}
        work = record({"Items": Member(LISTING), **batch})
    found = {}
    for pointer, machine in machines:
        variables = flow.variables if isinstance(machine, dict) else UNKNOWN
        mode = processor_config(machine).get("Mode")
        if mode == "DISTRIBUTED":
            variables = NOTHING
        elif mode not in (None, "INLINE"):
            variables = UNKNOWN
        found[pointer] = Flow(work, variables, flow.caught)
    return found


_SDK: Final = "SdkHttpMetadata SdkResponseMetadata"
_HTTP: Final = response("Headers ResponseBody StatusCode StatusText")
_ITEM: Final = response(f"Attributes ConsumedCapacity ItemCollectionMetrics {_SDK}")
_EXECUTION: Final = response(
    "Cause Error ExecutionArn Input InputDetails MapRunArn Name Output OutputDetails RedriveCount "
    "RedriveDate RedriveStatus RedriveStatusReason StartDate StateMachineAliasArn StateMachineArn "
    f"StateMachineVersionArn Status StopDate TraceHeader {_SDK}"
)

# Members that exist only sometimes are listed too, so that reading them is not reported.
_RESULTS: Final[Mapping[str, Record]] = {
    "lambda:invoke": response(f"ExecutedVersion FunctionError LogResult Payload StatusCode {_SDK}"),
    "dynamodb:getItem": response(f"ConsumedCapacity Item {_SDK}"),
    "dynamodb:putItem": _ITEM,
    "dynamodb:updateItem": _ITEM,
    "dynamodb:deleteItem": _ITEM,
    "sqs:sendMessage": response(
        "MD5OfMessageAttributes MD5OfMessageBody MD5OfMessageSystemAttributes MessageId "
        f"SequenceNumber {_SDK}"
    ),
    "sns:publish": response(f"MessageId SequenceNumber {_SDK}"),
    "events:putEvents": response(f"Entries FailedEntryCount {_SDK}"),
    "states:startExecution": response(f"ExecutionArn StartDate {_SDK}"),
    "states:startExecution.sync": _EXECUTION,
    "states:startExecution.sync:2": _EXECUTION,
    "ecs:runTask": response(f"Failures Tasks {_SDK}"),
    "apigateway:invoke": _HTTP,
    "http:invoke": _HTTP,
}


def result_of(state: dict[str, Any]) -> Shape:
    """The shape of a task's raw result."""
    resource = state.get("Resource")
    return _result_of(resource) if isinstance(resource, str) else UNKNOWN


@lru_cache(maxsize=1024)
def _result_of(resource: str) -> Shape:
    arn = read_arn(resource)
    return _RESULTS.get(arn.resource, UNKNOWN) if arn.service == "states" else UNKNOWN
