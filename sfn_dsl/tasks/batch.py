"""AWS Batch (the optimized integration ``batch``)."""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.batch.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def submit_job(
    name: str,
    *,
    job_name: Template,
    job_queue: Template,
    job_definition: Template,
    array_properties: Template | Unset = UNSET,
    container_overrides: Template | Unset = UNSET,
    depends_on: Elements | Unset = UNSET,
    parameters: Template | Unset = UNSET,
    retry_strategy: Template | Unset = UNSET,
    timeout: Template | Unset = UNSET,
    tags: Template | Unset = UNSET,
    share_identifier: Template | Unset = UNSET,
    scheduling_priority_override: Template | Unset = UNSET,
    node_overrides: Template | Unset = UNSET,
    propagate_tags: Template | Unset = UNSET,
    eks_properties_override: Template | Unset = UNSET,
    ecs_properties_override: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Submit a job to a queue.

    Its result holds ``JobId`` and ``JobArn``. With ``wait="sync"`` it is the finished job's
    description. Raises AuthoringError for an object with a member that the service does not have or
    without one that it requires.
    """
    given: dict[str, Template | Elements | Unset] = {
        "JobName": job_name,
        "JobQueue": job_queue,
        "JobDefinition": job_definition,
        "ArrayProperties": array_properties,
        "ContainerOverrides": container_overrides,
        "DependsOn": depends_on,
        "Parameters": parameters,
        "RetryStrategy": retry_strategy,
        "Timeout": timeout,
        "Tags": tags,
        "ShareIdentifier": share_identifier,
        "SchedulingPriorityOverride": scheduling_priority_override,
        "NodeOverrides": node_overrides,
        "PropagateTags": propagate_tags,
        "EksPropertiesOverride": eks_properties_override,
        "EcsPropertiesOverride": ecs_properties_override,
    }
    return service_task(
        name,
        "batch:submitJob",
        given,
        options,
        wait=wait,
        nested=(
            "ArrayProperties",
            "ContainerOverrides",
            "DependsOn",
            "RetryStrategy",
            "Timeout",
            "NodeOverrides",
            "EksPropertiesOverride",
            "EcsPropertiesOverride",
        ),
        lists=("DependsOn",),
    )
