"""Amazon ECS and AWS Fargate (the optimized integration ``ecs``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.ecs.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def run_task(
    name: str,
    *,
    task_definition: Template,
    cluster: Template | Unset = UNSET,
    launch_type: Template | Unset = UNSET,
    capacity_provider_strategy: Elements | Unset = UNSET,
    count: Template | Unset = UNSET,
    group: Template | Unset = UNSET,
    network_configuration: Template | Unset = UNSET,
    overrides: Template | Unset = UNSET,
    placement_constraints: Elements | Unset = UNSET,
    placement_strategy: Elements | Unset = UNSET,
    platform_version: Template | Unset = UNSET,
    propagate_tags: Template | Unset = UNSET,
    enable_execute_command: Template | Unset = UNSET,
    started_by: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    wait: Literal["sync", "task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Run a task of a task definition on a cluster or on Fargate.

    Its result holds ``Tasks`` and ``Failures``, and a failure does not fail the task. With
    ``wait="sync"`` it is the stopped task's description, and an exit code other than 0 fails the
    task. With ``wait="task_token"`` an argument must pass on ``context("Task.Token")``, and the
    result is what is sent back with that token. See
    https://docs.aws.amazon.com/goto/WebAPI/ecs-2014-11-13/RunTask.

    Args:
        name: The name of the state, 1 to 80 characters.
        task_definition: ``TaskDefinition``, a string.
        cluster: ``Cluster``, a string.
        launch_type: ``LaunchType``, a string.
        capacity_provider_strategy: ``CapacityProviderStrategy``, a list of objects. AWS's guide
            does not list it.
        count: ``Count``, a whole number. AWS's guide does not list it.
        group: ``Group``, a string.
        network_configuration: ``NetworkConfiguration``, an object.
        overrides: ``Overrides``, an object.
        placement_constraints: ``PlacementConstraints``, a list of objects.
        placement_strategy: ``PlacementStrategy``, a list of objects.
        platform_version: ``PlatformVersion``, a string.
        propagate_tags: ``PropagateTags``, a string.
        enable_execute_command: ``EnableExecuteCommand``, true or false.
        started_by: ``StartedBy``, a string. AWS's guide does not list it.
        tags: ``Tags``, a list of objects. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job and ``"task_token"`` waits for the token to be
            sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "Cluster": cluster,
        "TaskDefinition": task_definition,
        "LaunchType": launch_type,
        "CapacityProviderStrategy": capacity_provider_strategy,
        "Count": count,
        "Group": group,
        "NetworkConfiguration": network_configuration,
        "Overrides": overrides,
        "PlacementConstraints": placement_constraints,
        "PlacementStrategy": placement_strategy,
        "PlatformVersion": platform_version,
        "PropagateTags": propagate_tags,
        "EnableExecuteCommand": enable_execute_command,
        "StartedBy": started_by,
        "Tags": tags,
    }
    return service_task(
        name,
        "ecs:runTask",
        given,
        options,
        wait=wait,
        nested=(
            "CapacityProviderStrategy",
            "NetworkConfiguration",
            "Overrides",
            "PlacementConstraints",
            "PlacementStrategy",
            "Tags",
        ),
        lists=("CapacityProviderStrategy", "PlacementConstraints", "PlacementStrategy", "Tags"),
    )
