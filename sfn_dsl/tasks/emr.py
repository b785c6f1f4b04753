"""Amazon EMR (the optimized integration ``elasticmapreduce``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.emr.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def create_cluster(
    name: str,
    *,
    cluster_name: Template,
    instances: Template,
    release_label: Template | Unset = UNSET,
    applications: Elements | Unset = UNSET,
    configurations: Elements | Unset = UNSET,
    service_role: Template | Unset = UNSET,
    job_flow_role: Template | Unset = UNSET,
    log_uri: Template | Unset = UNSET,
    visible_to_all_users: Template | Unset = UNSET,
    tags: Elements | Unset = UNSET,
    bootstrap_actions: Elements | Unset = UNSET,
    additional_info: Template | Unset = UNSET,
    ami_version: Template | Unset = UNSET,
    auto_scaling_role: Template | Unset = UNSET,
    custom_ami_id: Template | Unset = UNSET,
    ebs_root_volume_size: Template | Unset = UNSET,
    kerberos_attributes: Template | Unset = UNSET,
    managed_scaling_policy: Template | Unset = UNSET,
    new_supported_products: Elements | Unset = UNSET,
    repo_upgrade_on_boot: Template | Unset = UNSET,
    scale_down_behavior: Template | Unset = UNSET,
    security_configuration: Template | Unset = UNSET,
    step_concurrency_level: Template | Unset = UNSET,
    supported_products: Elements | Unset = UNSET,
    auto_termination_policy: Template | Unset = UNSET,
    ebs_root_volume_iops: Template | Unset = UNSET,
    ebs_root_volume_throughput: Template | Unset = UNSET,
    log_encryption_kms_key_id: Template | Unset = UNSET,
    os_release_label: Template | Unset = UNSET,
    placement_group_configs: Elements | Unset = UNSET,
    step_execution_role_arn: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create a cluster that keeps running; add its steps by tasks of their own.

    Its result holds ``ClusterId``. With ``wait="sync"`` it also holds the description, in
    ``Cluster``, once the cluster waits for steps. See
    https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/RunJobFlow.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_name: ``Name``, a string.
        instances: ``Instances``, an object.
        release_label: ``ReleaseLabel``, a string.
        applications: ``Applications``, a list of objects.
        configurations: ``Configurations``, a list of objects.
        service_role: ``ServiceRole``, a string.
        job_flow_role: ``JobFlowRole``, a string.
        log_uri: ``LogUri``, a string.
        visible_to_all_users: ``VisibleToAllUsers``, true or false.
        tags: ``Tags``, a list of objects.
        bootstrap_actions: ``BootstrapActions``, a list of objects.
        additional_info: ``AdditionalInfo``, a string.
        ami_version: ``AmiVersion``, a string.
        auto_scaling_role: ``AutoScalingRole``, a string.
        custom_ami_id: ``CustomAmiId``, a string.
        ebs_root_volume_size: ``EbsRootVolumeSize``, a whole number.
        kerberos_attributes: ``KerberosAttributes``, an object.
        managed_scaling_policy: ``ManagedScalingPolicy``, an object.
        new_supported_products: ``NewSupportedProducts``, a list of objects.
        repo_upgrade_on_boot: ``RepoUpgradeOnBoot``, a string.
        scale_down_behavior: ``ScaleDownBehavior``, a string.
        security_configuration: ``SecurityConfiguration``, a string.
        step_concurrency_level: ``StepConcurrencyLevel``, a whole number.
        supported_products: ``SupportedProducts``, a list of strings.
        auto_termination_policy: ``AutoTerminationPolicy``, an object. AWS's guide does not list it.
        ebs_root_volume_iops: ``EbsRootVolumeIops``, a whole number. AWS's guide does not list it.
        ebs_root_volume_throughput: ``EbsRootVolumeThroughput``, a whole number. AWS's guide does
            not list it.
        log_encryption_kms_key_id: ``LogEncryptionKmsKeyId``, a string. AWS's guide does not list
            it.
        os_release_label: ``OsReleaseLabel``. AWS's guide does not list it.
        placement_group_configs: ``PlacementGroupConfigs``, a list of objects. AWS's guide does not
            list it.
        step_execution_role_arn: ``StepExecutionRoleArn``, a string. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "Name": cluster_name,
        "Instances": instances,
        "ReleaseLabel": release_label,
        "Applications": applications,
        "Configurations": configurations,
        "ServiceRole": service_role,
        "JobFlowRole": job_flow_role,
        "LogUri": log_uri,
        "VisibleToAllUsers": visible_to_all_users,
        "Tags": tags,
        "BootstrapActions": bootstrap_actions,
        "AdditionalInfo": additional_info,
        "AmiVersion": ami_version,
        "AutoScalingRole": auto_scaling_role,
        "CustomAmiId": custom_ami_id,
        "EbsRootVolumeSize": ebs_root_volume_size,
        "KerberosAttributes": kerberos_attributes,
        "ManagedScalingPolicy": managed_scaling_policy,
        "NewSupportedProducts": new_supported_products,
        "RepoUpgradeOnBoot": repo_upgrade_on_boot,
        "ScaleDownBehavior": scale_down_behavior,
        "SecurityConfiguration": security_configuration,
        "StepConcurrencyLevel": step_concurrency_level,
        "SupportedProducts": supported_products,
        "AutoTerminationPolicy": auto_termination_policy,
        "EbsRootVolumeIops": ebs_root_volume_iops,
        "EbsRootVolumeThroughput": ebs_root_volume_throughput,
        "LogEncryptionKmsKeyId": log_encryption_kms_key_id,
        "OsReleaseLabel": os_release_label,
        "PlacementGroupConfigs": placement_group_configs,
        "StepExecutionRoleArn": step_execution_role_arn,
    }
    return service_task(
        name,
        "elasticmapreduce:createCluster",
        given,
        options,
        wait=wait,
        nested=(
            "Instances",
            "Applications",
            "Configurations",
            "Tags",
            "BootstrapActions",
            "KerberosAttributes",
            "ManagedScalingPolicy",
            "NewSupportedProducts",
            "AutoTerminationPolicy",
            "PlacementGroupConfigs",
        ),
        lists=(
            "Applications",
            "Configurations",
            "Tags",
            "BootstrapActions",
            "NewSupportedProducts",
            "SupportedProducts",
            "PlacementGroupConfigs",
        ),
    )


def set_cluster_termination_protection(
    name: str,
    *,
    cluster_id: Template,
    termination_protected: Template,
    **options: Unpack[TaskOptions],
) -> Task:
    """Protect a cluster from being terminated, or remove the protection.

    Its result is empty. See
    https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/SetTerminationProtection.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_id: ``ClusterId``: the identifier of the cluster, ``j-...``.
        termination_protected: ``TerminationProtected``, true or false.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "ClusterId": cluster_id,
        "TerminationProtected": termination_protected,
    }
    return service_task(name, "elasticmapreduce:setClusterTerminationProtection", given, options)


def terminate_cluster(
    name: str,
    *,
    cluster_id: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Terminate a cluster.

    Its result is empty. With ``wait="sync"`` it is the description of the terminated cluster. See
    https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/TerminateJobFlows.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_id: ``ClusterId``: the identifier of the cluster, ``j-...``.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ClusterId": cluster_id,
    }
    return service_task(name, "elasticmapreduce:terminateCluster", given, options, wait=wait)


def add_step(
    name: str,
    *,
    cluster_id: Template,
    step: Template,
    execution_role_arn: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Add one step to a running cluster.

    Its result holds ``StepId``. With ``wait="sync"`` it holds the finished step's description. See
    https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/AddJobFlowSteps.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_id: ``ClusterId``: the identifier of the cluster, ``j-...``.
        step: ``Step``, an object.
        execution_role_arn: ``ExecutionRoleArn``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ClusterId": cluster_id,
        "Step": step,
        "ExecutionRoleArn": execution_role_arn,
    }
    return service_task(
        name, "elasticmapreduce:addStep", given, options, wait=wait, nested=("Step",)
    )


def cancel_step(
    name: str,
    *,
    cluster_id: Template,
    step_id: Template,
    **options: Unpack[TaskOptions],
) -> Task:
    """Cancel a step that has not started.

    Its result holds ``CancelStepsInfo``. See
    https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/CancelSteps.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_id: ``ClusterId``: the identifier of the cluster, ``j-...``.
        step_id: ``StepId``: the identifier of the step, ``s-...``.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "ClusterId": cluster_id,
        "StepId": step_id,
    }
    return service_task(name, "elasticmapreduce:cancelStep", given, options)


def modify_instance_fleet_by_name(
    name: str,
    *,
    cluster_id: Template,
    instance_fleet_name: Template,
    instance_fleet: Template,
    **options: Unpack[TaskOptions],
) -> Task:
    """Change the target capacities of a cluster's instance fleet.

    Its result is empty. See
    https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/ModifyInstanceFleet.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_id: ``ClusterId``: the identifier of the cluster, ``j-...``.
        instance_fleet_name: ``InstanceFleetName``: the name of the instance fleet.
        instance_fleet: ``InstanceFleet``, an object.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "ClusterId": cluster_id,
        "InstanceFleetName": instance_fleet_name,
        "InstanceFleet": instance_fleet,
    }
    return service_task(name, "elasticmapreduce:modifyInstanceFleetByName", given, options)


def modify_instance_group_by_name(
    name: str,
    *,
    cluster_id: Template,
    instance_group_name: Template,
    instance_group: Template,
    **options: Unpack[TaskOptions],
) -> Task:
    """Change the size or the settings of a cluster's instance group.

    Its result is empty. See
    https://docs.aws.amazon.com/goto/WebAPI/elasticmapreduce-2009-03-31/ModifyInstanceGroups.

    Args:
        name: The name of the state, 1 to 80 characters.
        cluster_id: ``ClusterId``: the identifier of the cluster, ``j-...``.
        instance_group_name: ``InstanceGroupName``: the name of the instance group.
        instance_group: ``InstanceGroup``: an object with the new settings of the instance group.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "ClusterId": cluster_id,
        "InstanceGroupName": instance_group_name,
        "InstanceGroup": instance_group,
    }
    return service_task(name, "elasticmapreduce:modifyInstanceGroupByName", given, options)
