"""Amazon EKS."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import (
    ALL,
    SYNC,
    Grant,
    arn,
    grant,
    pass_role,
    role,
    service_linked_role,
)

_EKS: Final = "eks.amazonaws.com"
_CLUSTER: Final = arn("eks", "cluster/{ClusterName}")
_NODEGROUP: Final = arn("eks", "nodegroup/{ClusterName}/{NodegroupName}/*")
_PROFILE: Final = arn("eks", "fargateprofile/{ClusterName}/{FargateProfileName}/*")


def _checked(parameter: str) -> tuple[Grant, ...]:
    """What EKS looks up with the caller's rights: the role that it gets, and the subnets.

    (EKS user guide, "Identity-based policies"; Step Functions developer guide, "Call EKS".)
    """
    return (
        grant("iam:GetRole iam:ListAttachedRolePolicies", role(f"{{{parameter}}}")),
        grant("ec2:DescribeSubnets", ALL),
    )


SERVICE: Final = service(
    "eks",
    "Amazon EKS",
    action(
        "eks:createCluster",
        "*Name *RoleArn *ResourcesVpcConfig{} Version KubernetesNetworkConfig{} Logging{}"
        " ClientRequestToken Tags EncryptionConfig{} ?OutpostConfig{} ?AccessConfig{}"
        " ?BootstrapSelfManagedAddons ?UpgradePolicy{} ?ZonalShiftConfig{} ?RemoteNetworkConfig{}"
        " ?ComputeConfig{} ?StorageConfig{} ?DeletionProtection",
        does="Create a cluster; the state machine's role becomes its first administrator.",
        gives="Its result holds ``Cluster``.",
        when_done="holds the cluster once it is active",
        waits="sync",
        operation="eks:CreateCluster",
        arguments={"Name": "cluster_name"},
        permissions=(
            grant("eks:CreateCluster", ALL),
            grant("eks:TagResource", arn("eks", "cluster/{Name}"), when="Tags"),
            pass_role("RoleArn", _EKS),
            *_checked("RoleArn"),
            service_linked_role(_EKS, "AWSServiceRoleForAmazonEKS"),
            grant("eks:DescribeCluster eks:DeleteCluster", arn("eks", "cluster/{Name}"), wait=SYNC),
        ),
    ),
    action(
        "eks:deleteCluster",
        "*Name",
        does="Delete a cluster, whose node groups and Fargate profiles must have been deleted.",
        gives="Its result holds ``Cluster``.",
        when_done="holds the cluster once it is deleted",
        waits="sync",
        operation="eks:DeleteCluster",
        arguments={"Name": "cluster_name"},
        permissions=(
            grant("eks:DeleteCluster", arn("eks", "cluster/{Name}")),
            grant("eks:DescribeCluster", arn("eks", "cluster/{Name}"), wait=SYNC),
        ),
    ),
    action(
        "eks:createNodegroup",
        "*ClusterName *NodegroupName *NodeRole *Subnets ScalingConfig{} DiskSize InstanceTypes"
        " AmiType RemoteAccess{} Labels Taints{} Tags ClientRequestToken LaunchTemplate{}"
        " UpdateConfig{} CapacityType Version ReleaseVersion ?NodeRepairConfig{}",
        does="Create a node group for a cluster.",
        gives="Its result holds ``Nodegroup``.",
        when_done="holds the node group once it is active",
        waits="sync",
        operation="eks:CreateNodegroup",
        permissions=(
            grant("eks:CreateNodegroup", _CLUSTER),
            grant("eks:TagResource", _NODEGROUP, when="Tags"),
            pass_role("NodeRole", _EKS),
            *_checked("NodeRole"),
            service_linked_role(
                "eks-nodegroup.amazonaws.com", "AWSServiceRoleForAmazonEKSNodegroup"
            ),
            grant(
                "ec2:RunInstances ec2:CreateTags",
                "arn:{partition}:ec2:{region}:*:*/*",
                when="LaunchTemplate",
                unseen="only the launch template says what is launched",
            ),
            grant("ec2:DescribeLaunchTemplateVersions", ALL, when="LaunchTemplate"),
            grant("eks:DescribeNodegroup eks:DeleteNodegroup", _NODEGROUP, wait=SYNC),
        ),
    ),
    action(
        "eks:deleteNodegroup",
        "*ClusterName *NodegroupName",
        does="Delete a node group.",
        gives="Its result holds ``Nodegroup``.",
        when_done="holds the node group once it is deleted",
        waits="sync",
        operation="eks:DeleteNodegroup",
        permissions=(
            grant("eks:DeleteNodegroup", _NODEGROUP),
            grant("eks:DescribeNodegroup", _NODEGROUP, wait=SYNC),
        ),
    ),
    action(
        "eks:createFargateProfile",
        "*ClusterName *FargateProfileName *PodExecutionRoleArn Selectors{} Subnets Tags"
        " ClientRequestToken",
        does="Create a Fargate profile, which says which pods run on Fargate.",
        gives="Its result holds ``FargateProfile``.",
        when_done="holds the profile once it is active",
        waits="sync",
        operation="eks:CreateFargateProfile",
        permissions=(
            grant("eks:CreateFargateProfile", _CLUSTER),
            grant("eks:TagResource", _PROFILE, when="Tags"),
            pass_role("PodExecutionRoleArn", ""),
            service_linked_role(
                "eks-fargate.amazonaws.com", "AWSServiceRoleForAmazonEKSForFargate"
            ),
            grant("eks:DescribeFargateProfile eks:DeleteFargateProfile", _PROFILE, wait=SYNC),
        ),
    ),
    action(
        "eks:deleteFargateProfile",
        "*ClusterName *FargateProfileName",
        does="Delete a Fargate profile.",
        gives="Its result holds ``FargateProfile``.",
        when_done="holds the profile once it is deleted",
        waits="sync",
        operation="eks:DeleteFargateProfile",
        permissions=(
            grant("eks:DeleteFargateProfile", _PROFILE),
            grant("eks:DescribeFargateProfile", _PROFILE, wait=SYNC),
        ),
    ),
    action(
        "eks:runJob",
        "*ClusterName *CertificateAuthority *Endpoint *Job Namespace LogOptions",
        does="Run a Kubernetes job (``batch/v1``) on a cluster.",
        gives="Its result is the cluster's response.",
        when_done="is the finished job, with the pods' logs if ``log_options`` requests them",
        waits="sync task_token",
        permissions=(),
    ),
    action(
        "eks:call",
        "*ClusterName *CertificateAuthority *Endpoint *Method *Path QueryParameters RequestBody",
        does="Call the Kubernetes API of a cluster.",
        gives="Its result holds ``StatusCode`` and ``ResponseBody``. Each value in"
        " ``query_parameters`` is a list of strings.",
        waits="task_token",
        choices={"Method": ("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH")},
        # What a role may do inside a cluster is decided by the cluster, not by IAM.
        permissions=(),
    ),
)
