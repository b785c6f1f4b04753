"""Jobs and containers: Batch, ECS, EKS."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations.rows import Action, action

ACTIONS: Final[tuple[Action, ...]] = (
    action(
        "batch:submitJob",
        "*JobName *JobQueue *JobDefinition ArrayProperties{} ContainerOverrides{} DependsOn{}"
        " Parameters RetryStrategy{} Timeout{} Tags ?ShareIdentifier ?SchedulingPriorityOverride"
        " ?NodeOverrides{} ?PropagateTags ?EksPropertiesOverride{} ?EcsPropertiesOverride{}",
        does="Submit a job to a queue.",
        gives="Its result holds ``JobId`` and ``JobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="batch:SubmitJob",
    ),
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
    ),
    action(
        "eks:createCluster",
        "*Name *RoleArn *ResourcesVpcConfig{} Version KubernetesNetworkConfig{} Logging{}"
        " ClientRequestToken Tags EncryptionConfig{} ?OutpostConfig{} ?AccessConfig{}"
        " ?BootstrapSelfManagedAddons ?UpgradePolicy{} ?ZonalShiftConfig{} ?RemoteNetworkConfig{}"
        " ?ComputeConfig{} ?StorageConfig{} ?DeletionProtection",
        does="Create a cluster; the machine's role becomes its first administrator.",
        gives="Its result holds ``Cluster``.",
        when_done="holds the cluster once it is active",
        waits="sync",
        operation="eks:CreateCluster",
        arguments={"Name": "cluster_name"},
    ),
    action(
        "eks:deleteCluster",
        "*Name",
        does="Delete a cluster, whose node groups and Fargate profiles must be gone.",
        gives="Its result holds ``Cluster``.",
        when_done="holds the cluster once it is deleted",
        waits="sync",
        operation="eks:DeleteCluster",
        arguments={"Name": "cluster_name"},
    ),
    action(
        "eks:createNodegroup",
        "*ClusterName *NodegroupName *NodeRole *Subnets ScalingConfig{} DiskSize InstanceTypes"
        " AmiType RemoteAccess{} Labels Taints{} Tags ClientRequestToken LaunchTemplate{}"
        " UpdateConfig{} CapacityType Version ReleaseVersion ?NodeRepairConfig{}",
        does="Create a group of nodes for a cluster.",
        gives="Its result holds ``Nodegroup``.",
        when_done="holds the node group once it is active",
        waits="sync",
        operation="eks:CreateNodegroup",
    ),
    action(
        "eks:deleteNodegroup",
        "*ClusterName *NodegroupName",
        does="Delete a group of nodes.",
        gives="Its result holds ``Nodegroup``.",
        when_done="holds the node group once it is deleted",
        waits="sync",
        operation="eks:DeleteNodegroup",
    ),
    action(
        "eks:createFargateProfile",
        "*ClusterName *FargateProfileName *PodExecutionRoleArn Selectors{} Subnets Tags"
        " ClientRequestToken",
        does="Create a profile that says which pods run on Fargate.",
        gives="Its result holds ``FargateProfile``.",
        when_done="holds the profile once it is active",
        waits="sync",
        operation="eks:CreateFargateProfile",
    ),
    action(
        "eks:deleteFargateProfile",
        "*ClusterName *FargateProfileName",
        does="Delete a profile for Fargate.",
        gives="Its result holds ``FargateProfile``.",
        when_done="holds the profile once it is deleted",
        waits="sync",
        operation="eks:DeleteFargateProfile",
    ),
    action(
        "eks:runJob",
        "*ClusterName *CertificateAuthority *Endpoint *Job Namespace LogOptions",
        does="Run a Kubernetes job (``batch/v1``) on a cluster.",
        gives="Its result is the answer of the cluster.",
        when_done="is the finished job, with the pods' logs where ``log_options`` asks for them",
        waits="sync task_token",
    ),
    action(
        "eks:call",
        "*ClusterName *CertificateAuthority *Endpoint *Method *Path QueryParameters RequestBody",
        does="Call the Kubernetes API of a cluster.",
        gives="Its result holds ``StatusCode`` and ``ResponseBody``. Each value in"
        " ``query_parameters`` is a list of strings.",
        waits="task_token",
        choices={"Method": ("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH")},
    ),
)
