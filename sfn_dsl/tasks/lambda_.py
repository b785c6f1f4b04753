"""AWS Lambda (the optimized integration ``lambda``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.lambda_.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Expression, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.direct import call_function
from sfn_dsl.tasks.service import TaskOptions, service_task

__all__ = ["call_function", "invoke"]


def invoke(
    name: str,
    *,
    function_name: Template,
    payload: Template | Unset = UNSET,
    qualifier: Template | Unset = UNSET,
    client_context: Template | Unset = UNSET,
    invocation_type: Literal["RequestResponse", "Event", "DryRun"] | Expression | Unset = UNSET,
    log_type: Literal["None", "Tail"] | Expression | Unset = UNSET,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Invoke a function, identified by its name or ARN.

    Its result holds what the function returns, in ``Payload``. With ``wait="task_token"`` an
    argument must pass on ``context("Task.Token")``, and the result is what is sent back with that
    token. See https://docs.aws.amazon.com/goto/WebAPI/lambda-2015-03-31/Invoke.

    Args:
        name: The name of the state, 1 to 80 characters.
        function_name: ``FunctionName``, a string.
        payload: ``Payload``: the input of the function, as JSON.
        qualifier: ``Qualifier``, a string.
        client_context: ``ClientContext``, a string.
        invocation_type: ``InvocationType``, a string.
        log_type: ``LogType``, a string.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "FunctionName": function_name,
        "Payload": payload,
        "Qualifier": qualifier,
        "ClientContext": client_context,
        "InvocationType": invocation_type,
        "LogType": log_type,
    }
    return service_task(name, "lambda:invoke", given, options, wait=wait)
