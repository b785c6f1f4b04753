"""AWS Lambda functions that are called by their ARN."""

from __future__ import annotations

from typing import Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError
from sfn_dsl.model.converters import Template
from sfn_dsl.model.states import Task
from sfn_dsl.tasks.service import TaskOptions, given_whole


def call_function(
    name: str,
    *,
    function_arn: str,
    event: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Call a function by its ARN: its answer is the result, and the event is all it is given.

    Without ``event`` the function gets the state's input. Raises AuthoringError for anything but
    a function's ARN.
    """
    if not function_arn.startswith("arn:") or ":function:" not in function_arn:
        raise AuthoringError(
            f"'{function_arn}' is not the ARN of a function; write "
            "target.arn('lambda', 'function:name')"
        )
    return Task(name, resource=function_arn, **given_whole(event, options), **options)
