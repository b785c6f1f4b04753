"""Tasks that no service module has: Lambda functions and activities by ARN, any SDK action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.arns import read_arn
from sfn_dsl.errors import AuthoringError, Mistake
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.model.converters import Template
from sfn_dsl.model.integration import Integration
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, given_whole


def call_function(
    name: str,
    *,
    function_arn: str,
    event: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Call a Lambda function by its ARN: ``event`` is its input, and the result what it returns.

    Without ``event`` the function receives the state's input. Raises AuthoringError for anything
    but a function's ARN. (ASL reference, section 8.1.)
    """
    if not read_arn(function_arn).is_function:
        raise AuthoringError(
            f"'{function_arn}' is not the ARN of a function; write "
            "target.arn('lambda', 'function:name')",
            code=Mistake.UNFIT_SERVICE_ARGUMENT,
        )
    return Task(name, resource=function_arn, **given_whole(event, options), **options)


def activity(
    name: str,
    *,
    activity_arn: str,
    input: Template | Unset = UNSET,  # noqa: A002  # as the worker that fetches it knows it
    **options: Unpack[TaskOptions],
) -> Task:
    """Wait until a worker has fetched the task and sent its result back.

    Without ``input`` the worker receives the state's input. ``timeout_seconds`` limits the whole
    task, ``heartbeat_seconds`` the time between two heartbeats of the worker. Raises AuthoringError
    for anything but an activity's ARN. (ASL reference, section 8.1.)
    """
    if not read_arn(activity_arn).is_activity:
        raise AuthoringError(
            f"'{activity_arn}' is not the ARN of an activity; write "
            "target.arn('states', 'activity:name')",
            code=Mistake.UNFIT_SERVICE_ARGUMENT,
        )
    return Task(name, resource=activity_arn, **given_whole(input, options), **options)


def aws_sdk(
    name: str,
    service: str,
    action: str,
    parameters: Mapping[str, Template] | Jsonata | Unset = UNSET,
    *,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Call any action of any AWS service: ``aws_sdk("Read", "s3", "getObject", {...})``.

    ``service`` and ``action`` are spelled as in a resource (``sfn``, ``describeExecution``), the
    parameters in PascalCase; without parameters the state's input is sent. The result is the
    service's response in PascalCase. Raises AuthoringError for a service, an action or a parameter
    that does not exist, and for a required parameter that is missing. (ASL reference, section 8.2.)
    """
    # Loads the table of integrations and a service's model.
    from sfn_dsl.tasks.checking import objections, refuse_call

    given = given_whole(parameters, options)
    called = f"aws-sdk:{service}:{action}"
    refuse_call(name, objections(called, wait, given.get("parameters")))
    resource = Integration(called, wait)
    return Task(name, resource=resource, **given, **options)
