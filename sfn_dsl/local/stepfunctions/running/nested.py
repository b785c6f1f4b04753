"""Executions that tasks start: ``states:startExecution`` in all its forms, in this process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Protocol

import attrs

from sfn_dsl.answers.functions.results import refused, request_id
from sfn_dsl.answers.json_values import compact_json
from sfn_dsl.answers.services.executions import (
    SUCCEEDED,
    Ended,
    InvalidInputError,
    cause_of,
    description,
    input_of,
    invalid_input,
    machine_of,
    name_of,
    started,
)
from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.running.store import Record
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded, TaskCall

SERVICE: Final = "states"


class StartsChildren(Protocol):
    """Starts the executions that tasks ask for."""

    def start_child(
        self,
        machine: str,
        name: str,
        data: str,
        *,
        parent: Mapping[str, Any],
        started: float,
        is_awaited: bool,
    ) -> Record:
        """Start an execution. Raises ApiError as StartExecution does."""


def starts_execution(call: TaskCall) -> bool:
    """Return whether a call starts an execution by the integration of Step Functions."""
    return call.service == SERVICE and call.action.partition(".")[0] == "startExecution"


def start(call: TaskCall, parent: int, starts: StartsChildren) -> tuple[Outcome, Record | None]:
    """Start the execution that a task asks for: what becomes of the call, and the child."""
    try:
        data = compact_json(input_of(call))
    except InvalidInputError as error:
        return invalid_input(call, error), None
    is_awaited = call.pattern.startswith("sync")
    try:
        child = starts.start_child(
            machine_of(call),
            name_of(call),
            data,
            parent={"number": parent, "token": call.token},
            started=call.time,
            is_awaited=is_awaited,
        )
    except ApiError as error:
        return refused(call, _failed(call, error)), None
    said = {**started(call), "ExecutionArn": child.arn}
    if is_awaited:
        return Hangs(submitted=said), child
    return (Hangs(submitted=said) if call.pattern else Succeeded(said)), None


def end_of(call: TaskCall, child: Record) -> dict[str, Any]:
    """What the end of a child is for the task that waits for it, to be told to its execution."""
    details = child.details
    ended = Ended(
        child.status,
        json.loads(details["input"]),
        json.loads(details["output"]) if child.status == SUCCEEDED else None,
        details.get("error"),
        details.get("cause"),
        (child.stopped or child.started) - call.time,
    )
    if child.status == SUCCEEDED:
        output = description(call, ended, is_parsed=call.pattern == "sync:2")
        return {"is": "succeed", "token": call.token, "output": output}
    cause = cause_of(call, ended)
    return {"is": "fail", "token": call.token, "error": "States.TaskFailed", "cause": cause}


def _failed(call: TaskCall, error: ApiError) -> Failed:
    shape = error.code if error.code.endswith("Exception") else f"{error.code}Exception"
    cause = (
        f"{error.message} (Service: AWSStepFunctions; Status Code: {error.status}; Error Code: "
        f"{error.code}; Request ID: {request_id(call)}; Proxy: null)"
    )
    return Failed(f"StepFunctions.{shape}", cause)


@attrs.frozen
class Parent:
    """The task that waits for a child: the number of its execution, and its token."""

    number: int
    token: str


def parent_of(record: Record) -> Parent | None:
    """The task that waits for an execution, if one does."""
    written = record.details.get("parent")
    return Parent(**written) if record.details.get("isAwaited") and written else None
