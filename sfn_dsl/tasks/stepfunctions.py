"""AWS Step Functions (the optimized integration ``states``)."""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.stepfunctions.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def start_execution(
    name: str,
    *,
    state_machine_arn: Template,
    input: Template | Unset = UNSET,  # noqa: A002  # as the service calls it
    execution_name: Template | Unset = UNSET,
    trace_header: Template | Unset = UNSET,
    wait: Literal["sync", "sync:2", "task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start an execution of another state machine.

    Its result holds ``ExecutionArn``. With ``wait`` it is the execution's description with
    ``Output`` as text (``sync``) or as JSON (``sync:2``). With ``wait="task_token"`` an argument
    must pass on ``context("Task.Token")``, and the result is what is sent back with that token.
    """
    given: dict[str, Template | Unset] = {
        "StateMachineArn": state_machine_arn,
        "Input": input,
        "Name": execution_name,
        "TraceHeader": trace_header,
    }
    return service_task(name, "states:startExecution", given, options, wait=wait)
