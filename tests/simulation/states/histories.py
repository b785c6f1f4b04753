"""Histories as a person reads them: one event a line, ``id <- previous id  type  details``."""

from __future__ import annotations

import re
from typing import Any

from sfn_dsl import read_json
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.events import Event
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.testing import simulate

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pack"
SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/work"
PASS = {"Type": "Pass", "End": True}


def task(resource: str = FUNCTION, **fields: Any) -> dict[str, Any]:
    """A Task state, which ends its machine unless it says where it leads."""
    ends = {} if "Next" in fields else {"End": True}
    return {"Type": "Task", "Resource": resource, **fields, **ends}


def waiting_task(**fields: Any) -> dict[str, Any]:
    """A Task state that waits for its token."""
    message = {"Token.$": "$$.Task.Token"}
    return task(SEND, Parameters={"QueueUrl": QUEUE, "MessageBody": message}, **fields)


def distributed(states: dict[str, Any]) -> dict[str, Any]:
    """The processor of a distributed Map."""
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    return {**machine(states), "ProcessorConfig": config}


def run(
    states: dict[str, Any], data: Any = None, *, top: dict[str, Any] | None = None, **options: Any
) -> Execution:
    """Run states of which the first is the start; ``top`` are other fields of the machine."""
    return simulate(read_json(compact({**machine(states), **(top or {})})), data, **options)


def machine(states: dict[str, Any]) -> dict[str, Any]:
    """A machine whose first state is the start."""
    return {"StartAt": next(iter(states)), "States": states}


def text_of(execution: Execution) -> str:
    """The history; ``+5s`` stands where an event comes so long after the start."""
    begin = execution.started.timestamp()
    lines = [_line(event, event.time - begin) for event in execution.history]
    # Tokens and Map Runs are named by random ids.
    return _ID.sub("<id>", "".join(f"{line}\n" for line in lines))


def types_of(execution: Execution) -> list[str]:
    """The types of the events."""
    return [event.type for event in execution.history]


def _line(event: Event, seconds: float) -> str:
    number = f"{event.id} <- {event.previous_id}"
    time = f"+{seconds:g}s" if seconds else ""
    hidden = ("roleArn", "region")
    details = "  ".join(
        f"{name}={value if isinstance(value, str) else compact(value)}"
        for name, value in event.details.items()
        if name not in hidden
    )
    return f"{number:<9}{time:<7}{event.type:<25}{details}".rstrip()
