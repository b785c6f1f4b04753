"""Amazon EKS (the optimized integration ``eks``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.eks.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Expression, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def create_cluster(
    name: str,
    *,
    cluster_name: Template,
    role_arn: Template,
    resources_vpc_config: Template,
    version: Template | Unset = UNSET,
    kubernetes_network_config: Template | Unset = UNSET,
    logging: Template | Unset = UNSET,
    client_request_token: Template | Unset = UNSET,
    tags: Template | Unset = UNSET,
    encryption_config: Elements | Unset = UNSET,
    outpost_config: Template | Unset = UNSET,
    access_config: Template | Unset = UNSET,
    bootstrap_self_managed_addons: Template | Unset = UNSET,
    upgrade_policy: Template | Unset = UNSET,
    zonal_shift_config: Template | Unset = UNSET,
    remote_network_config: Template | Unset = UNSET,
    compute_config: Template | Unset = UNSET,
    storage_config: Template | Unset = UNSET,
    deletion_protection: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create a cluster; the state machine's role becomes its first administrator.

    Its result holds ``Cluster``. With ``wait="sync"`` it holds the cluster once it is active. See
    https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/CreateCluster.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``Name``, a string.
        role_arn: ``RoleArn``, a string.
        resources_vpc_config: ``ResourcesVpcConfig``, an object.
        version: ``Version``, a string.
        kubernetes_network_config: ``KubernetesNetworkConfig``, an object.
        logging: ``Logging``, an object.
        client_request_token: ``ClientRequestToken``, a string.
        tags: ``Tags``, an object.
        encryption_config: ``EncryptionConfig``, a list of objects.
        outpost_config: ``OutpostConfig``, an object. AWS's guide does not list it.
        access_config: ``AccessConfig``, an object. AWS's guide does not list it.
        bootstrap_self_managed_addons: ``BootstrapSelfManagedAddons``, true or false. AWS's guide
            does not list it.
        upgrade_policy: ``UpgradePolicy``, an object. AWS's guide does not list it.
        zonal_shift_config: ``ZonalShiftConfig``, an object. AWS's guide does not list it.
        remote_network_config: ``RemoteNetworkConfig``, an object. AWS's guide does not list it.
        compute_config: ``ComputeConfig``, an object. AWS's guide does not list it.
        storage_config: ``StorageConfig``, an object. AWS's guide does not list it.
        deletion_protection: ``DeletionProtection``, true or false. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "Name": cluster_name,
        "RoleArn": role_arn,
        "ResourcesVpcConfig": resources_vpc_config,
        "Version": version,
        "KubernetesNetworkConfig": kubernetes_network_config,
        "Logging": logging,
        "ClientRequestToken": client_request_token,
        "Tags": tags,
        "EncryptionConfig": encryption_config,
        "OutpostConfig": outpost_config,
        "AccessConfig": access_config,
        "BootstrapSelfManagedAddons": bootstrap_self_managed_addons,
        "UpgradePolicy": upgrade_policy,
        "ZonalShiftConfig": zonal_shift_config,
        "RemoteNetworkConfig": remote_network_config,
        "ComputeConfig": compute_config,
        "StorageConfig": storage_config,
        "DeletionProtection": deletion_protection,
    }
    return service_task(
        name,
        "eks:createCluster",
        given,
        options,
        wait=wait,
        nested=(
            "ResourcesVpcConfig",
            "KubernetesNetworkConfig",
            "Logging",
            "EncryptionConfig",
            "OutpostConfig",
            "AccessConfig",
            "UpgradePolicy",
            "ZonalShiftConfig",
            "RemoteNetworkConfig",
            "ComputeConfig",
            "StorageConfig",
        ),
        lists=("EncryptionConfig",),
    )


def delete_cluster(
    name: str,
    *,
    cluster_name: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete a cluster, whose node groups and Fargate profiles must have been deleted.

    Its result holds ``Cluster``. With ``wait="sync"`` it holds the cluster once it is deleted. See
    https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/DeleteCluster.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``Name``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "Name": cluster_name,
    }
    return service_task(name, "eks:deleteCluster", given, options, wait=wait)


def create_nodegroup(
    name: str,
    *,
    cluster_name: Template,
    nodegroup_name: Template,
    node_role: Template,
    subnets: Elements,
    scaling_config: Template | Unset = UNSET,
    disk_size: Template | Unset = UNSET,
    instance_types: Elements | Unset = UNSET,
    ami_type: Template | Unset = UNSET,
    remote_access: Template | Unset = UNSET,
    labels: Template | Unset = UNSET,
    taints: Elements | Unset = UNSET,
    tags: Template | Unset = UNSET,
    client_request_token: Template | Unset = UNSET,
    launch_template: Template | Unset = UNSET,
    update_config: Template | Unset = UNSET,
    capacity_type: Template | Unset = UNSET,
    version: Template | Unset = UNSET,
    release_version: Template | Unset = UNSET,
    node_repair_config: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create a node group for a cluster.

    Its result holds ``Nodegroup``. With ``wait="sync"`` it holds the node group once it is active.
    See https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/CreateNodegroup.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``ClusterName``: the name of the cluster.
        nodegroup_name: ``NodegroupName``, a string.
        node_role: ``NodeRole``, a string.
        subnets: ``Subnets``, a list of strings.
        scaling_config: ``ScalingConfig``, an object.
        disk_size: ``DiskSize``, a whole number.
        instance_types: ``InstanceTypes``, a list of strings.
        ami_type: ``AmiType``, a string.
        remote_access: ``RemoteAccess``, an object.
        labels: ``Labels``, an object.
        taints: ``Taints``, a list of objects.
        tags: ``Tags``, an object.
        client_request_token: ``ClientRequestToken``, a string.
        launch_template: ``LaunchTemplate``, an object.
        update_config: ``UpdateConfig``, an object.
        capacity_type: ``CapacityType``, a string.
        version: ``Version``, a string.
        release_version: ``ReleaseVersion``, a string.
        node_repair_config: ``NodeRepairConfig``, an object. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "ClusterName": cluster_name,
        "NodegroupName": nodegroup_name,
        "NodeRole": node_role,
        "Subnets": subnets,
        "ScalingConfig": scaling_config,
        "DiskSize": disk_size,
        "InstanceTypes": instance_types,
        "AmiType": ami_type,
        "RemoteAccess": remote_access,
        "Labels": labels,
        "Taints": taints,
        "Tags": tags,
        "ClientRequestToken": client_request_token,
        "LaunchTemplate": launch_template,
        "UpdateConfig": update_config,
        "CapacityType": capacity_type,
        "Version": version,
        "ReleaseVersion": release_version,
        "NodeRepairConfig": node_repair_config,
    }
    return service_task(
        name,
        "eks:createNodegroup",
        given,
        options,
        wait=wait,
        nested=(
            "ScalingConfig",
            "RemoteAccess",
            "Taints",
            "LaunchTemplate",
            "UpdateConfig",
            "NodeRepairConfig",
        ),
        lists=("Subnets", "InstanceTypes", "Taints"),
    )


def delete_nodegroup(
    name: str,
    *,
    cluster_name: Template,
    nodegroup_name: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete a node group.

    Its result holds ``Nodegroup``. With ``wait="sync"`` it holds the node group once it is deleted.
    See https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/DeleteNodegroup.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``ClusterName``: the name of the cluster.
        nodegroup_name: ``NodegroupName``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ClusterName": cluster_name,
        "NodegroupName": nodegroup_name,
    }
    return service_task(name, "eks:deleteNodegroup", given, options, wait=wait)


def create_fargate_profile(
    name: str,
    *,
    cluster_name: Template,
    fargate_profile_name: Template,
    pod_execution_role_arn: Template,
    selectors: Elements | Unset = UNSET,
    subnets: Elements | Unset = UNSET,
    tags: Template | Unset = UNSET,
    client_request_token: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create a Fargate profile, which says which pods run on Fargate.

    Its result holds ``FargateProfile``. With ``wait="sync"`` it holds the profile once it is
    active. See https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/CreateFargateProfile.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``ClusterName``: the name of the cluster.
        fargate_profile_name: ``FargateProfileName``, a string.
        pod_execution_role_arn: ``PodExecutionRoleArn``, a string.
        selectors: ``Selectors``, a list of objects.
        subnets: ``Subnets``, a list of strings.
        tags: ``Tags``, an object.
        client_request_token: ``ClientRequestToken``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "ClusterName": cluster_name,
        "FargateProfileName": fargate_profile_name,
        "PodExecutionRoleArn": pod_execution_role_arn,
        "Selectors": selectors,
        "Subnets": subnets,
        "Tags": tags,
        "ClientRequestToken": client_request_token,
    }
    return service_task(
        name,
        "eks:createFargateProfile",
        given,
        options,
        wait=wait,
        nested=("Selectors",),
        lists=("Selectors", "Subnets"),
    )


def delete_fargate_profile(
    name: str,
    *,
    cluster_name: Template,
    fargate_profile_name: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete a Fargate profile.

    Its result holds ``FargateProfile``. With ``wait="sync"`` it holds the profile once it is
    deleted. See https://docs.aws.amazon.com/goto/WebAPI/eks-2017-11-01/DeleteFargateProfile.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``ClusterName``: the name of the cluster.
        fargate_profile_name: ``FargateProfileName``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ClusterName": cluster_name,
        "FargateProfileName": fargate_profile_name,
    }
    return service_task(name, "eks:deleteFargateProfile", given, options, wait=wait)


def run_job(
    name: str,
    *,
    cluster_name: Template,
    certificate_authority: Template,
    endpoint: Template,
    job: Template,
    namespace: Template | Unset = UNSET,
    log_options: Template | Unset = UNSET,
    wait: Literal["sync", "task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Run a Kubernetes job (``batch/v1``) on a cluster.

    Its result is the cluster's response. With ``wait="sync"`` it is the finished job, with the
    pods' logs if ``log_options`` requests them. With ``wait="task_token"`` an argument must pass on
    ``context("Task.Token")``, and the result is what is sent back with that token.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``ClusterName``: the name of the cluster.
        certificate_authority: ``CertificateAuthority``: the cluster's certificate data, in base64.
        endpoint: ``Endpoint``: the URL of the cluster's API server.
        job: ``Job``: a Kubernetes job of ``batch/v1``, as JSON.
        namespace: ``Namespace``: the Kubernetes namespace; ``default`` if omitted.
        log_options: ``LogOptions``: an object that says which logs are read, with the wait
            ``sync``.
        wait: ``"sync"`` waits for the end of the job and ``"task_token"`` waits for the token to be
            sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ClusterName": cluster_name,
        "CertificateAuthority": certificate_authority,
        "Endpoint": endpoint,
        "Job": job,
        "Namespace": namespace,
        "LogOptions": log_options,
    }
    return service_task(name, "eks:runJob", given, options, wait=wait)


def call(
    name: str,
    *,
    cluster_name: Template,
    certificate_authority: Template,
    endpoint: Template,
    method: Literal["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"] | Expression,
    path: Template,
    query_parameters: Template | Unset = UNSET,
    request_body: Template | Unset = UNSET,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Call the Kubernetes API of a cluster.

    Its result holds ``StatusCode`` and ``ResponseBody``. Each value in ``query_parameters`` is a
    list of strings. With ``wait="task_token"`` an argument must pass on ``context("Task.Token")``,
    and the result is what is sent back with that token.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``ClusterName``: the name of the cluster.
        certificate_authority: ``CertificateAuthority``: the cluster's certificate data, in base64.
        endpoint: ``Endpoint``: the URL of the cluster's API server.
        method: ``Method``: the HTTP method, such as ``GET``.
        path: ``Path``: the path in the Kubernetes API.
        query_parameters: ``QueryParameters``: an object with a list of strings for each parameter.
        request_body: ``RequestBody``: the body of the request, as JSON.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ClusterName": cluster_name,
        "CertificateAuthority": certificate_authority,
        "Endpoint": endpoint,
        "Method": method,
        "Path": path,
        "QueryParameters": query_parameters,
        "RequestBody": request_body,
    }
    return service_task(name, "eks:call", given, options, wait=wait)
