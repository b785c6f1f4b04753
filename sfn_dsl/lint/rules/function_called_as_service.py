"""A task that names a function by its ARN hands it the event, not a call of the Lambda service.

``FunctionName`` and ``Payload`` are parameters of ``lambda:invoke``. Under a function's own ARN
they are members of the event, and the function does not find in it what it looks for. (ASL
reference, sections 8.1 and 8.3.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f",
      "Parameters": {"FunctionName": "f", "Payload.$": "$"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "f", "Payload.$": "$"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.calls import tasks
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN712"

_PARAMETERS = frozenset(
    ("FunctionName", "Payload", "Qualifier", "ClientContext", "InvocationType", "LogType")
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every function that is handed the parameters of ``lambda:invoke`` and nothing else."""
    for task in tasks(subject):
        given = task.state.get(task.payload_field)
        if ":function:" not in task.resource or not isinstance(given, dict):
            continue
        names = {name.removesuffix(".$") for name in given}
        if {"FunctionName", "Payload"} <= names <= _PARAMETERS:
            yield Finding(
                task.at("Resource"),
                f"this function gets '{task.payload_field}' as its event, with 'FunctionName' and "
                "'Payload' in it; write 'arn:aws:states:::lambda:invoke' as the resource, or the "
                f"event itself as '{task.payload_field}'",
                Severity.WARNING,
            )
