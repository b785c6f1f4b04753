"""AWS Batch (the optimized integration ``batch``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html.
"""

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
    description. See https://docs.aws.amazon.com/goto/WebAPI/batch-2016-08-10/SubmitJob.

    Args:
        name: The name of the state, 1 to 80 characters.
        job_name: ``JobName``, a string.
        job_queue: ``JobQueue``, a string.
        job_definition: ``JobDefinition``, a string.
        array_properties: ``ArrayProperties``, an object.
        container_overrides: ``ContainerOverrides``, an object.
        depends_on: ``DependsOn``, a list of objects.
        parameters: ``Parameters``, an object.
        retry_strategy: ``RetryStrategy``, an object.
        timeout: ``Timeout``, an object.
        tags: ``Tags``, an object.
        share_identifier: ``ShareIdentifier``, a string. AWS's guide does not list it.
        scheduling_priority_override: ``SchedulingPriorityOverride``, a whole number. AWS's guide
            does not list it.
        node_overrides: ``NodeOverrides``, an object. AWS's guide does not list it.
        propagate_tags: ``PropagateTags``, true or false. AWS's guide does not list it.
        eks_properties_override: ``EksPropertiesOverride``, an object. AWS's guide does not list it.
        ecs_properties_override: ``EcsPropertiesOverride``, an object. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
