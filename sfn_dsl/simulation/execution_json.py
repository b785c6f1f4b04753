"""A simulated execution as one JSON document."""

from __future__ import annotations

from typing import Any

from sfn_dsl.simulation.events import in_api_form
from sfn_dsl.simulation.execution import Execution


def execution_json(execution: Execution) -> dict[str, Any]:
    """An execution as a JSON object.

    ``history`` is as AWS's GetExecutionHistory gives it, with timestamps in ISO 8601; ``elapsed``
    is in seconds of virtual time. ``output``, ``error``, ``cause`` and ``nextState`` are there
    where the execution has them.
    """
    shown: dict[str, Any] = {"status": execution.status}
    if execution.status == "SUCCEEDED":
        shown["output"] = execution.output
    given = {
        "error": execution.error,
        "cause": execution.cause,
        "nextState": execution.next_state,
    }
    shown |= {name: value for name, value in given.items() if value is not None}
    return shown | {
        "executionArn": execution.arn,
        "input": execution.input,
        "elapsed": execution.elapsed.total_seconds(),
        "path": execution.path,
        "calls": [
            {
                "state": call.state,
                "resource": call.resource,
                "attempt": call.attempt,
                "parameters": call.parameters,
            }
            for call in execution.calls()
        ],
        "variables": dict(execution.variables),
        "history": [_event(event) for event in map(in_api_form, execution.history)],
    }


def _event(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "timestamp": event["timestamp"].isoformat(timespec="milliseconds")}
