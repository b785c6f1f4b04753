"""A retrier or catcher names errors that the task's service can raise.

A service's errors begin with its name (``DynamoDB.``, ``SNS.``, and with ``aws-sdk`` as the AWS SDK
for Java writes it: ``DynamoDb.``), so a name without that prefix, or with another service's,
matches nothing. Functions, activities, HTTP tasks and tasks that wait for a callback or a job can
fail with any name, so nothing is reported about them. (ASL reference, section 6.5.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "https://example.com/q", "MessageBody": "m"},
      "Retry": [{"ErrorEquals": ["Lambda.ServiceException"]}]}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "https://example.com/q", "MessageBody": "m"},
      "Retry": [{"ErrorEquals": ["SQS.AmazonSQSException"]}]}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.states import tasks
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.service_models import find_service
from sfn_dsl.service_models.models import service_name

CODE = "SFN713"

# Only services whose error names are documented or have been recorded.
_PREFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "batch": ("Batch",),
    "dynamodb": ("DynamoDB",),
    "ecs": ("AmazonECS", "ECS"),
    "events": ("EventBridge",),
    "glue": ("Glue",),
    "sns": ("SNS",),
    "sqs": ("SQS",),
    "states": ("StepFunctions",),
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every error name that no error of the task's service has."""
    for task in tasks(subject):
        call = task.call
        prefixes = _prefixes(call.action) if call and not call.suffix else ()
        for pointer, name in _names(task) if prefixes else ():
            beginning, dot, _ = name.partition(".")
            if "${" in name or beginning == "States" or (dot and beginning in prefixes):
                continue
            yield Finding(
                pointer,
                f"this task raises no error named '{name}', as the names of its errors begin with "
                f"'{prefixes[0]}.'; write one of those, or remove it",
                Severity.INFO,
            )


@lru_cache(maxsize=256)
def _prefixes(action: str) -> tuple[str, ...]:
    first, _, rest = action.partition(":")
    if first != "aws-sdk":
        return _PREFIXES.get(first, ())
    service = rest.partition(":")[0]
    # With the SDK, errors of a function or another workflow are part of the response.
    model = find_service(service)
    return (service_name(model.service_id),) if model and model.service_id else ()


def _names(task: StatePlace) -> Iterator[tuple[str, str]]:
    for field in ("Retry", "Catch"):
        handlers: Any = task.state.get(field)
        for index, handler in enumerate(handlers if isinstance(handlers, list) else ()):
            names = handler.get("ErrorEquals") if isinstance(handler, dict) else None
            for place, name in enumerate(names if isinstance(names, list) else ()):
                if isinstance(name, str):
                    yield task.at(field, index, "ErrorEquals", place), name
