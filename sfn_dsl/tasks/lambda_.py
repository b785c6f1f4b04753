"""AWS Lambda (the optimized integration ``lambda``)."""

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
    token.
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
