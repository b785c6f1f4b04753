"""AWS Glue (the optimized integration ``glue``)."""

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

    Its result holds ``JobRunId``. With ``wait="sync"`` it is the finished run's description. Raises
    AuthoringError for an object with a member that the service does not have or without one that it
    requires.
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
