"""A task that names a function by its ARN sends it the event, not the parameters of a service call.

``FunctionName`` and ``Payload`` are parameters of ``lambda:invoke``. With a function's own ARN they
become members of the event, and the function does not find what it expects there. (ASL reference,
sections 8.1 and 8.3.)

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
from sfn_dsl.lint.states import tasks
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN712"

_PARAMETERS = frozenset(
    ("FunctionName", "Payload", "Qualifier", "ClientContext", "InvocationType", "LogType")
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every function that receives the parameters of ``lambda:invoke`` and nothing else."""
    for task in tasks(subject):
        given = task.state.get(task.payload_field)
        if ":function:" not in task.resource or not isinstance(given, dict):
            continue
        names = {name.removesuffix(".$") for name in given}
        if {"FunctionName", "Payload"} <= names <= _PARAMETERS:
            field = subject.advice.field(task.payload_field)
            yield Finding(
                task.at("Resource"),
                f"this function receives {field} as its event, with 'FunctionName' and 'Payload' "
                "in it; write 'arn:aws:states:::lambda:invoke' as the resource, or the event "
                f"itself as {field}",
                Severity.WARNING,
            )
