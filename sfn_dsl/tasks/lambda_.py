"""AWS Lambda (the optimized integration ``lambda``, and functions called by their ARN)."""

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.templates import freeze_template
from sfn_dsl.model.converters import Template
from sfn_dsl.model.integration import ServiceParameters
from sfn_dsl.model.states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def invoke(
    name: str,
    *,
    function_name: Template,
    payload: Template | Unset = UNSET,
    qualifier: Template | Unset = UNSET,
    client_context: Template | Unset = UNSET,
    invocation_type: Literal["RequestResponse", "Event", "DryRun"] | Unset = UNSET,
    log_type: Literal["None", "Tail"] | Unset = UNSET,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Invoke a function through the service: its answer is in ``Payload`` of the result.

    ``function_name`` is a name or an ARN. With ``wait="task_token"`` the payload must hand
    ``context("Task.Token")`` on, and the task ends when somebody sends that token back.
    """
    parameters = {
        "FunctionName": function_name,
        "Payload": payload,
        "Qualifier": qualifier,
        "ClientContext": client_context,
        "InvocationType": invocation_type,
        "LogType": log_type,
    }
    return service_task(name, "lambda:invoke", wait, parameters, options)


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
    given = event if event is UNSET else freeze_template(event, "event")
    parameters = ServiceParameters(given) if isinstance(given, dict) else given
    return Task(name, resource=function_arn, parameters=parameters, **options)
