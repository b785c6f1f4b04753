"""A state about to run: what is known when it is entered, and what its work gives.

ASL reference, sections 2.4, 2.5 and 8.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sfn_dsl.arns import read_arn
from sfn_dsl.definition.pointers import within
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
        return self._replace(data=without_doubt(self.data), variables=without_doubt(self.variables))


ANY_FLOW: Final = Flow(UNKNOWN, UNKNOWN, None)


def meet(one: Flow, other: Flow, first: str, route: str) -> Flow:
    """What is known where a transition joins those that came before."""
    if one is other:
        return one
    here, there = Side(first, one.caught), Side(route, other.caught)
    caught = None
    if one.caught is not None and other.caught is not None:
        caught = one.caught | other.caught
        caught = caught if len(caught) <= _MOST_CAUGHT else None
    return Flow(
        join(one.data, other.data, here, there),
        join(one.variables, other.variables, Side(first), Side(route)),
        caught,
    )


class Transfer(NamedTuple):
    """What a state reads, and what it passes on: along each transition, and to nested machines."""

    reads: list[Read]
    exits: dict[str, Flow]
    inner: dict[str, Flow]


class Visit(NamedTuple):
    """A state about to run: where it is, its fields, its transitions, and its input."""

    pointer: str
    state: dict[str, Any]
    ways: list[Transition]
    flow: Flow

    def at(self, *fields: str) -> str:
        """The pointer of a field."""
        return within(self.pointer, *fields)


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


def assigned(visit: Visit, flow: Flow, scope: DataScope | None, *fields: str) -> Shape:
    """The variables after the Assign of a state, a rule or a catcher; no scope means JSONata."""
    holder: Any = visit.state
    for field in fields:
        holder = holder[int(field)] if isinstance(holder, list) else holder[field]
    assign = holder.get("Assign") if isinstance(holder, dict) else None
    if not isinstance(assign, dict) or not isinstance(flow.variables, Record):
        return flow.variables
    pointer = visit.at(*fields, "Assign")
    made = template(scope, pointer, assign) if scope else jsonata_shape(assign)
    if not isinstance(made, Record) or made.is_open:
        return UNKNOWN
    members = {**flow.variables.members, **made.members}
    return record(members, is_open=flow.variables.is_open, missing_on=flow.variables.missing_on)


def field_of(visit: Visit, way: Transition) -> tuple[str, str]:
    """The field of the state that a transition is in, and its index there."""
    parts = way.pointer[len(visit.pointer) + 1 :].split("/")
    return parts[0], parts[1] if len(parts) > 1 else ""


def inner_flows(visit: Visit, work: Shape) -> dict[str, Flow]:
    """What is known on entry to the branches, or to an iteration."""
    state, flow = visit.state, visit.flow
    batcher = state.get("ItemBatcher")
    if isinstance(batcher, dict):
        batch = {"BatchInput": Member(UNKNOWN)} if "BatchInput" in batcher else {}
        work = record({"Items": Member(LISTING), **batch})
    found = {}
    for pointer, machine in nested_machines(visit.pointer, state):
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
    arn = read_arn(resource if isinstance(resource, str) else "")
    return _RESULTS.get(arn.resource, UNKNOWN) if arn.service == "states" else UNKNOWN
