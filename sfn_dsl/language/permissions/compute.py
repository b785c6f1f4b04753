"""Jobs and containers: Batch, ECS, EKS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions.rows import (
    ALL,
    SYNC,
    Grant,
    arn,
    grant,
    pass_role,
    role,
    rule,
)

_NO_ID_YET: Final = "it has its id only once it is made"
_TASK: Final = arn("ecs", "task/{Cluster|cluster=default}/*")
_CLUSTER: Final = arn("eks", "cluster/{ClusterName}")
_NODEGROUP: Final = arn("eks", "nodegroup/{ClusterName}/{NodegroupName}/*")
_PROFILE: Final = arn("eks", "fargateprofile/{ClusterName}/{FargateProfileName}/*")

GRANTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "batch:submitJob": (
        grant(
            "batch:SubmitJob",
            arn("batch", "job-queue/{JobQueue}"),
            arn("batch", "job-definition/{JobDefinition|job_definition}"),
        ),
        grant("batch:SubmitJob", arn("batch", "job/*"), unseen=_NO_ID_YET),
        grant("batch:TagResource", arn("batch", "job/*"), when="Tags", unseen=_NO_ID_YET),
        grant("batch:DescribeJobs", ALL, wait=SYNC),
        grant("batch:TerminateJob", arn("batch", "job/*"), wait=SYNC, unseen=_NO_ID_YET),
        rule("StepFunctionsGetEventsForBatchJobsRule"),
    ),
    "ecs:runTask": (
        grant("ecs:RunTask", arn("ecs", "task-definition/{TaskDefinition|task_definition}")),
        grant(
            "iam:PassRole",
            role("{Overrides.TaskRoleArn=*}"),
            role("{Overrides.ExecutionRoleArn=*}"),
            unseen="its task definition says which roles it runs with; name those in its place",
            condition={"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        ),
        grant("ecs:TagResource", _TASK, when="PropagateTags"),
        grant("ecs:TagResource", _TASK, when="Tags"),
        grant("ecs:StopTask ecs:DescribeTasks", _TASK, wait=SYNC),
        rule("StepFunctionsGetEventsForECSTaskRule"),
    ),
    # What a role may do inside a cluster is said by the cluster, not by IAM.
    "eks:call": (),
    "eks:runJob": (),
    "eks:createCluster": (
        grant("eks:CreateCluster", ALL),
        pass_role("RoleArn", "eks.amazonaws.com"),
        grant("eks:DescribeCluster eks:DeleteCluster", arn("eks", "cluster/{Name}"), wait=SYNC),
    ),
    "eks:deleteCluster": (
        grant("eks:DeleteCluster", arn("eks", "cluster/{Name}")),
        grant("eks:DescribeCluster", arn("eks", "cluster/{Name}"), wait=SYNC),
    ),
    "eks:createNodegroup": (
        grant("eks:CreateNodegroup", _CLUSTER),
        grant("ec2:DescribeSubnets", ALL),
        pass_role("NodeRole", ""),
        grant("iam:ListAttachedRolePolicies", role("{NodeRole}")),
        grant("eks:DescribeNodegroup eks:DeleteNodegroup", _NODEGROUP, wait=SYNC),
    ),
    "eks:deleteNodegroup": (
        grant("eks:DeleteNodegroup", _NODEGROUP),
        grant("eks:DescribeNodegroup", _NODEGROUP, wait=SYNC),
    ),
    "eks:createFargateProfile": (
        grant("eks:CreateFargateProfile", _CLUSTER),
        pass_role("PodExecutionRoleArn", ""),
        grant("eks:DescribeFargateProfile eks:DeleteFargateProfile", _PROFILE, wait=SYNC),
    ),
    "eks:deleteFargateProfile": (
        grant("eks:DeleteFargateProfile", _PROFILE),
        grant("eks:DescribeFargateProfile", _PROFILE, wait=SYNC),
    ),
}
