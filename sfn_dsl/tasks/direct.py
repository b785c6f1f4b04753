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
    """Call a Lambda function by its ARN; the result is what the function returns.

    See https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html. (ASL reference,
    section 8.1.)

    Args:
        name: The name of the state, 1 to 80 characters.
        function_arn: ``Resource``: the ARN of the function, with or without a version or an alias.
        event: ``Parameters`` or ``Arguments``: the input of the function. If omitted, the state's
            input.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: It is not the ARN of a function.

    Example::

        charge = lambda_.call_function(
            "Charge",
            function_arn="arn:aws:lambda:eu-central-1:123456789012:function:charge",
            event={"amount": path("$.order.total")},
            end=True,
        )
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
    """Wait until a worker of an activity has fetched the task and sent its result back.

    See https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html. (ASL
    reference, section 8.1.)

    Args:
        name: The name of the state, 1 to 80 characters.
        activity_arn: ``Resource``: the ARN of the activity.
        input: ``Parameters`` or ``Arguments``: what the worker receives. If omitted, the state's
            input.
        **options: The fields of a `Task`, as `TaskOptions` lists them; ``heartbeat_seconds`` is the
            most time between two heartbeats of the worker.

    Raises:
        AuthoringError: It is not the ARN of an activity.

    Example::

        approve = activity(
            "Approve",
            activity_arn="arn:aws:states:eu-central-1:123456789012:activity:approve",
            timeout_seconds=86400,
            heartbeat_seconds=600,
            end=True,
        )
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
    """Call any action of any AWS service; the result is its response, in PascalCase.

    The parameters are checked against the service's model in botocore. See
    https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html. (ASL
    reference, section 8.2.)

    Args:
        name: The name of the state, 1 to 80 characters.
        service: The service as it is spelled in a resource, such as ``"s3"`` or ``"sfn"``.
        action: The action in camelCase, such as ``"getObject"``.
        parameters: ``Parameters`` or ``Arguments``: the parameters in PascalCase, or a JSONata
            expression that gives them. If omitted, the state's input.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: There is no such service, action or parameter, or a required parameter is
            missing.

    Example::

        read = aws_sdk("Read", "s3", "getObject", {"Bucket": "raw", "Key": path("$.key")}, end=True)
    """
    # Loads the table of integrations and a service's model.
    from sfn_dsl.tasks.checking import objections, refuse_call

    given = given_whole(parameters, options)
    called = f"aws-sdk:{service}:{action}"
    refuse_call(name, objections(called, wait, given.get("parameters")))
    resource = Integration(called, wait)
    return Task(name, resource=resource, **given, **options)
