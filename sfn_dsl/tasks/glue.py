"""AWS Glue (the optimized integration ``glue``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.glue.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def start_job_run(
    name: str,
    *,
    job_name: Template,
    job_run_id: Template | Unset = UNSET,
    arguments: Template | Unset = UNSET,
    allocated_capacity: Template | Unset = UNSET,
    timeout: Template | Unset = UNSET,
    max_capacity: Template | Unset = UNSET,
    security_configuration: Template | Unset = UNSET,
    notification_property: Template | Unset = UNSET,
    worker_type: Template | Unset = UNSET,
    number_of_workers: Template | Unset = UNSET,
    execution_class: Template | Unset = UNSET,
    job_run_queuing_enabled: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Run a Glue job.

    Its result holds ``JobRunId``. With ``wait="sync"`` it is the finished run's description. See
    https://docs.aws.amazon.com/goto/WebAPI/glue-2017-03-31/StartJobRun.

    Args:
        name: The name of the state, 1 to 80 characters.
        job_name: ``JobName``, a string.
        job_run_id: ``JobRunId``, a string.
        arguments: ``Arguments``, an object.
        allocated_capacity: ``AllocatedCapacity``, a whole number.
        timeout: ``Timeout``, a whole number.
        max_capacity: ``MaxCapacity``, a number.
        security_configuration: ``SecurityConfiguration``, a string.
        notification_property: ``NotificationProperty``, an object.
        worker_type: ``WorkerType``, a string.
        number_of_workers: ``NumberOfWorkers``, a whole number.
        execution_class: ``ExecutionClass``, a string.
        job_run_queuing_enabled: ``JobRunQueuingEnabled``, true or false.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "JobName": job_name,
        "JobRunId": job_run_id,
        "Arguments": arguments,
        "AllocatedCapacity": allocated_capacity,
        "Timeout": timeout,
        "MaxCapacity": max_capacity,
        "SecurityConfiguration": security_configuration,
        "NotificationProperty": notification_property,
        "WorkerType": worker_type,
        "NumberOfWorkers": number_of_workers,
        "ExecutionClass": execution_class,
        "JobRunQueuingEnabled": job_run_queuing_enabled,
    }
    return service_task(
        name, "glue:startJobRun", given, options, wait=wait, nested=("NotificationProperty",)
    )
