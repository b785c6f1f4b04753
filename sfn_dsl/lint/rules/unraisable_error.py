"""A retrier or catcher names errors that the task's service can raise.

A service's errors begin with its name (``DynamoDB.``, ``SNS.``, and with ``aws-sdk`` as the AWS SDK
for Java writes it: ``DynamoDb.``), so a name without that prefix, or with another service's,
matches nothing. Functions, activities, HTTP tasks and tasks that wait for a callback or a job can
fail with any name, so that is advice, and not given about them. A name that differs from one that
exists only in upper and lower case never matches, so that is a warning, in all tasks. (ASL
reference, section 6.5.)

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
from typing import Final

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.lint.states import handler_lists
from sfn_dsl.lint.subject import Finding, Subject

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


# Those of a function's service are caught for functions by their ARN too.
_OF_LAMBDA: Final[Mapping[str, str]] = {
    name.casefold(): name
    for name in (
        *("Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException"),
        *("Lambda.ClientExecutionTimeoutException", "Lambda.TooManyRequestsException"),
        *("Lambda.ResourceNotFoundException", "Lambda.ResourceConflictException"),
        *("Lambda.Unknown", "Sandbox.Timedout"),
    )
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every error name that no error of the task's service has."""
    for task, handlers in handler_lists(subject):
        if task.state.get("Type") != "Task":
            continue
        names = [named for handler in handlers for named in handler.names]
        call = task.call
        prefixes = _prefixes(call.action) if call and names else ()
        for name, pointer in names:
            beginning, dot, _ = name.partition(".")
            if "${" in name or beginning == "States":
                continue
            if meant := _in_right_case(name, call.action if call else "", prefixes):
                yield Finding(
                    pointer,
                    f"'{name}' never matches, since names are compared to the letter; write "
                    f"'{meant}'",
                    Severity.WARNING,
                )
            elif call and not call.suffix and prefixes and not (dot and beginning in prefixes):
                yield Finding(
                    pointer,
                    f"this task raises no error named '{name}', as the names of its errors begin "
                    f"with '{prefixes[0]}.'; write one of those, or remove it",
                    Severity.INFO,
                )


@lru_cache(maxsize=1024)
def _in_right_case(name: str, action: str, prefixes: tuple[str, ...]) -> str | None:
    """The error that a name is meant for if it differs from it in upper and lower case only."""
    if name.casefold() in _OF_LAMBDA:
        known = _OF_LAMBDA[name.casefold()]
        return known if name != known else None
    beginning, _, rest = name.partition(".")
    near = {prefix.casefold(): prefix for prefix in prefixes}.get(beginning.casefold())
    if near is None or not rest:
        return None
    listed = _errors(action)
    if rest not in listed.values():
        rest = listed.get(rest.casefold(), rest)
    prefix = beginning if beginning in prefixes else near
    meant = f"{prefix}.{rest}"
    return meant if meant != name else None


@lru_cache(maxsize=256)
def _errors(action: str) -> Mapping[str, str]:
    """The errors of an action's service, after their prefix, by the same in lower case."""
    # Most tasks with handlers call functions, and need no models of services.
    from sfn_dsl.service_models import find_service, load

    first, _, rest = action.partition(":")
    if first == "aws-sdk":
        model = find_service(rest.partition(":")[0])
        return {name.casefold(): name for name in model.errors} if model else {}
    folder = ACTIONS[action].operation.partition(":")[0] if action in ACTIONS else ""
    model = load(folder) if folder else None
    return {name.casefold(): name for name in model.own_errors} if model else {}


@lru_cache(maxsize=256)
def _prefixes(action: str) -> tuple[str, ...]:
    first, _, rest = action.partition(":")
    if first != "aws-sdk":
        return _PREFIXES.get(first, ())
    from sfn_dsl.service_models import find_service
    from sfn_dsl.service_models.models import service_name

    service = rest.partition(":")[0]
    # With the SDK, errors of a function or another workflow are part of the response.
    model = find_service(service)
    return (service_name(model.service_id),) if model and model.service_id else ()
