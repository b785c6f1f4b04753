"""Amazon ECS and AWS Fargate."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import SYNC, arn, grant, role, rule

_TASK: Final = arn("ecs", "task/{Cluster|cluster=default}/*")

SERVICE: Final = service(
    "ecs",
    "Amazon ECS and AWS Fargate",
    action(
        "ecs:runTask",
        "Cluster *TaskDefinition LaunchType ?CapacityProviderStrategy{} ?Count Group"
        " NetworkConfiguration{} Overrides{} PlacementConstraints{} PlacementStrategy{}"
        " PlatformVersion PropagateTags EnableExecuteCommand ?StartedBy ?Tags{}",
        does="Run a task of a task definition on a cluster or on Fargate.",
        gives="Its result holds ``Tasks`` and ``Failures``, and a failure does not fail the task.",
        when_done="is the stopped task's description, and an exit code other than 0 fails the task",
        waits="sync task_token",
        operation="ecs:RunTask",
        permissions=(
            grant("ecs:RunTask", arn("ecs", "task-definition/{TaskDefinition|task_definition}")),
            grant(
                "iam:PassRole",
                role("{Overrides.TaskRoleArn=*}"),
                role("{Overrides.ExecutionRoleArn=*}"),
                unseen="only the task definition says which roles the task has; name them instead",
                condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            ),
            grant("ecs:TagResource", _TASK, when="PropagateTags"),
            grant("ecs:TagResource", _TASK, when="Tags"),
            grant("ecs:StopTask ecs:DescribeTasks", _TASK, wait=SYNC),
            rule("StepFunctionsGetEventsForECSTaskRule"),
        ),
    ),
)
