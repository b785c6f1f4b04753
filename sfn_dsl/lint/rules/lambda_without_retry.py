"""A task that invokes a Lambda function retries Lambda's transient errors.

Lambda occasionally returns an error that has nothing to do with the function, and the same call
works a second later. (ASL reference, section 6.5 and section 11.4.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
      "Retry": [{"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException",
                                 "Lambda.SdkClientException"]}]}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.arns import read_arn
from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.language.error_names import matches
from sfn_dsl.lint.states import tasks
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN509"

_TRANSIENT: Final = (
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every task on Lambda that does not retry one of the transient errors."""
    for task in tasks(subject):
        missing = _unretried(task.state.get("Retry", [])) if _is_on_lambda(task) else []
        if missing:
            yield Finding(
                task.pointer,
                f"'{task.name}' does not retry transient errors of Lambda; add a retrier for "
                + ", ".join(f"'{error}'" for error in missing),
                Severity.INFO,
            )


def _is_on_lambda(task: StatePlace) -> bool:
    is_invoke = task.call is not None and task.call.action == "lambda:invoke"
    return is_invoke or read_arn(task.resource).is_function


def _unretried(retriers: Any) -> list[str]:
    if not isinstance(retriers, list):
        return []
    listed = [name for retrier in retriers for name in _names(retrier)]
    if any(map(is_placeholder, listed)):
        return []
    return [error for error in _TRANSIENT if not any(matches(name, error) for name in listed)]


def _names(retrier: Any) -> list[str]:
    names = retrier.get("ErrorEquals") if isinstance(retrier, dict) else None
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
