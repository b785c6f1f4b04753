"""AWS Step Functions (the optimized integration ``states``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html.
"""

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
    must pass on ``context("Task.Token")``, and the result is what is sent back with that token. See
    https://docs.aws.amazon.com/goto/WebAPI/states-2016-11-23/StartExecution.

    Args:
        name: The name of the state, 1 to 80 characters.
        state_machine_arn: ``StateMachineArn``, a string.
        input: ``Input``, a string.
        execution_name: ``Name``, a string.
        trace_header: ``TraceHeader``, a string.
        wait: ``"sync"`` waits for the end of the job, ``"sync:2"`` also reads its output as JSON
            and ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "StateMachineArn": state_machine_arn,
        "Input": input,
        "Name": execution_name,
        "TraceHeader": trace_header,
    }
    return service_task(name, "states:startExecution", given, options, wait=wait)
