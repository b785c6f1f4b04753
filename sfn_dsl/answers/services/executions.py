"""What the integrations with Step Functions itself give of an execution that a task starts.

Names have a capital; times are in milliseconds for the optimized integration and text for the AWS
SDK; texts that are absent are left out. (ASL reference, sections 6.5 and 8.4.)
"""

from __future__ import annotations

import json
from typing import Any, Final

import attrs

from sfn_dsl.answers.functions.results import metadata, refused, request_id
from sfn_dsl.answers.json_values import compact_json, json_copy
from sfn_dsl.arns import AWS_SDK
from sfn_dsl.simulation.effects import Failed, TaskCall
from sfn_dsl.simulation.keys import target_name
from sfn_dsl.simulation.timestamps import instant_text

START: Final = "startExecution"
SYNC_EXPRESS: Final = "startSyncExecution"
SUCCEEDED: Final = "SUCCEEDED"

_MACHINE: Final = "arn:aws:states:us-east-1:123456789012:stateMachine:"
_LONGEST_CAUSE: Final = 32_768
_INCLUDED: Final = {"Included": True}
_MEMORY: Final = 64


@attrs.frozen
class Ended:
    """How an execution ended: its status, its input, what it gave, and after how many seconds."""

    status: str
    input: Any
    output: Any = None
    error: str | None = None
    cause: str | None = None
    seconds: float = 0.0


def started(call: TaskCall) -> dict[str, Any]:
    """What the service answers at once."""
    arn = _execution_arn(call)
    if call.service.startswith(AWS_SDK):
        return {"ExecutionArn": arn, "StartDate": instant_text(call.time)}
    body = compact_json({"executionArn": arn, "startDate": call.time})
    headers = {
        "connection": "keep-alive",
        "Content-Length": str(len(body)),
        "Content-Type": "application/x-amz-json-1.0",
    }
    about = metadata(request_id(call), headers, 200)
    return {"ExecutionArn": arn, **about, "StartDate": _milliseconds(call.time)}


def description(call: TaskCall, run: Ended, *, is_parsed: bool) -> dict[str, Any]:
    """What DescribeExecution says of a child that is over, in the order of names."""
    is_done = run.status == SUCCEEDED
    said: dict[str, Any] = {
        "Cause": run.cause,
        "Error": run.error,
        "ExecutionArn": _execution_arn(call),
        "Input": run.input if is_parsed else compact_json(run.input),
        "InputDetails": _INCLUDED,
        "Name": name_of(call),
        "RedriveCount": 0,
        "RedriveStatus": "NOT_REDRIVABLE" if is_done else "REDRIVABLE",
        "StartDate": _milliseconds(call.time),
        "StateMachineArn": machine_of(call),
        "Status": run.status,
        "StopDate": _milliseconds(call.time + run.seconds),
    }
    if is_done:
        said["Output"] = run.output if is_parsed else compact_json(run.output)
        said["OutputDetails"] = _INCLUDED
        said["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
    texts = {"Cause", "Error"}
    return {
        name: said[name] for name in sorted(said) if said[name] is not None or name not in texts
    }


def cause_of(call: TaskCall, run: Ended) -> str:
    """The cause of a task whose child has failed.

    It holds the child's own cause, escaped once more, and would double with each level of children
    but for the 32,768 characters that a cause has at most (AWS Step Functions API Reference:
    ExecutionFailedEventDetails).
    """
    return compact_json(description(call, run, is_parsed=False))[:_LONGEST_CAUSE]


def sync_express_result(call: TaskCall, run: Ended) -> dict[str, Any]:
    """What StartSyncExecution gives: a child that fails does not fail the task."""
    said: dict[str, Any] = {
        "BillingDetails": {
            "BilledDurationInMilliseconds": -(-int(run.seconds * 1000) // 100) * 100,
            "BilledMemoryUsedInMB": _MEMORY,
        },
        "ExecutionArn": _execution_arn(call),
        "Input": compact_json(run.input),
        "InputDetails": _INCLUDED,
        "Name": name_of(call),
        "StartDate": instant_text(call.time),
        "StateMachineArn": machine_of(call),
        "Status": run.status,
        "StopDate": instant_text(call.time + run.seconds),
    }
    if run.status == SUCCEEDED:
        said |= {"Output": compact_json(run.output), "OutputDetails": _INCLUDED}
    texts = {"Cause": run.cause, "Error": run.error}
    return said | {name: text for name, text in texts.items() if text is not None}


def _parameter(call: TaskCall, name: str) -> Any:
    return call.parameters.get(name) if isinstance(call.parameters, dict) else None


class InvalidInputError(ValueError):
    """The Input of a task is text that is not JSON."""


def input_of(call: TaskCall) -> Any:
    """The execution's input; text is the input itself. Raises InvalidInputError."""
    given = _parameter(call, "Input")
    if not isinstance(given, str):
        return {} if given is None else json_copy(given, "the input")
    try:
        return json.loads(given)
    except ValueError as error:
        raise InvalidInputError(str(error)) from error


def invalid_input(call: TaskCall, error: InvalidInputError) -> Failed:
    """The failure of a task whose Input is not JSON."""
    message = f"Invalid State Machine Execution Input: '{error}'"
    request = request_id(call)
    if call.service.startswith(AWS_SDK):
        about = f"Service: Sfn, Status Code: 400, Request ID: {request}"
        cause = f"{message} ({about}) (SDK Attempt Count: 1)"
        return Failed("Sfn.InvalidExecutionInputException", cause)
    cause = (
        f"{message} (Service: AWSStepFunctions; Status Code: 400; Error Code: "
        f"InvalidExecutionInput; Request ID: {request}; Proxy: null)"
    )
    return refused(call, Failed("StepFunctions.InvalidExecutionInputException", cause))


def machine_of(call: TaskCall) -> str:
    """The ARN of the state machine, or of a version or an alias of it."""
    machine = str(_parameter(call, "StateMachineArn") or f"{_MACHINE}child")
    return machine if machine.startswith("arn:") else f"{_MACHINE}{machine}"


def name_of(call: TaskCall) -> str:
    """The name of the execution, a UUID where the call gives none."""
    return str(_parameter(call, "Name") or request_id(call))


def _execution_arn(call: TaskCall) -> str:
    machine = machine_of(call)
    kind = "express" if call.action == SYNC_EXPRESS else "execution"
    around = machine.partition(":stateMachine:")[0]
    return f"{around}:{kind}:{target_name(machine)[0]}:{name_of(call)}"


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
