"""Amazon EMR on EKS."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import ALL, NO_ID_YET, SYNC, arn, grant, service_linked_role

_VIRTUAL: Final = arn("emr-containers", "/virtualclusters/{Id}")
_JOBS: Final = arn("emr-containers", "/virtualclusters/{VirtualClusterId}/jobruns/*")

SERVICE: Final = service(
    "emr-containers",
    "Amazon EMR on EKS",
    action(
        "emr-containers:createVirtualCluster",
        "*Name *ContainerProvider{} ClientToken Tags ?SecurityConfigurationId",
        does="Register a namespace of an EKS cluster as a virtual cluster.",
        gives="Its result holds ``Id``, ``Name`` and ``Arn``.",
        operation="emr-containers:CreateVirtualCluster",
        arguments={"Name": "virtual_cluster_name"},
        permissions=(
            grant("emr-containers:CreateVirtualCluster", ALL),
            service_linked_role(
                "emr-containers.amazonaws.com", "AWSServiceRoleForAmazonEMRContainers"
            ),
            grant(
                "emr-containers:TagResource",
                arn("emr-containers", "/virtualclusters/*"),
                when="Tags",
                unseen=NO_ID_YET,
            ),
        ),
    ),
    action(
        "emr-containers:deleteVirtualCluster",
        "*Id",
        does="Delete a virtual cluster.",
        gives="Its result holds ``Id``.",
        when_done="is the description of the deleted virtual cluster",
        waits="sync",
        operation="emr-containers:DeleteVirtualCluster",
        permissions=(
            grant("emr-containers:DeleteVirtualCluster", _VIRTUAL),
            grant("emr-containers:DescribeVirtualCluster", _VIRTUAL, wait=SYNC),
        ),
    ),
    action(
        "emr-containers:startJobRun",
        "*VirtualClusterId ClientToken Name ExecutionRoleArn ReleaseLabel JobDriver{}"
        " ConfigurationOverrides{} Tags ?JobTemplateId ?JobTemplateParameters"
        " ?RetryPolicyConfiguration{}",
        does="Run a job on a virtual cluster.",
        gives="Its result holds ``Id`` and ``VirtualClusterId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="emr-containers:StartJobRun",
        arguments={"Name": "job_run_name"},
        permissions=(
            grant(
                "emr-containers:StartJobRun",
                arn("emr-containers", "/virtualclusters/{VirtualClusterId}"),
                condition={
                    "StringEquals": {"emr-containers:ExecutionRoleArn": "{ExecutionRoleArn}"}
                },
            ),
            grant(
                "emr-containers:TagResource",
                arn("emr-containers", "/virtualclusters/{VirtualClusterId}/jobruns/*"),
                when="Tags",
                unseen=NO_ID_YET,
            ),
            grant(
                "emr-containers:DescribeJobRun emr-containers:CancelJobRun",
                _JOBS,
                wait=SYNC,
                unseen=NO_ID_YET,
            ),
        ),
    ),
)
