"""Amazon EMR on EKS (the optimized integration ``emr-containers``)."""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.emr_containers.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def create_virtual_cluster(
    name: str,
    *,
    virtual_cluster_name: Template,
    container_provider: Template,
    client_token: Template | Unset = UNSET,
    tags: Template | Unset = UNSET,
    security_configuration_id: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Register a namespace of an EKS cluster as a virtual cluster.

    Its result holds ``Id``, ``Name`` and ``Arn``. Raises AuthoringError for an object with a member
    that the service does not have or without one that it requires.
    """
    given: dict[str, Template | Unset] = {
        "Name": virtual_cluster_name,
        "ContainerProvider": container_provider,
        "ClientToken": client_token,
        "Tags": tags,
        "SecurityConfigurationId": security_configuration_id,
    }
    return service_task(
        name, "emr-containers:createVirtualCluster", given, options, nested=("ContainerProvider",)
    )


def delete_virtual_cluster(
    name: str,
    *,
    id: Template,  # noqa: A002  # as the service calls it
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete a virtual cluster.

    Its result holds ``Id``. With ``wait="sync"`` it is the description of the deleted virtual
    cluster.
    """
    given: dict[str, Template | Unset] = {
        "Id": id,
    }
    return service_task(name, "emr-containers:deleteVirtualCluster", given, options, wait=wait)


def start_job_run(
    name: str,
    *,
    virtual_cluster_id: Template,
    client_token: Template | Unset = UNSET,
    job_run_name: Template | Unset = UNSET,
    execution_role_arn: Template | Unset = UNSET,
    release_label: Template | Unset = UNSET,
    job_driver: Template | Unset = UNSET,
    configuration_overrides: Template | Unset = UNSET,
    tags: Template | Unset = UNSET,
    job_template_id: Template | Unset = UNSET,
    job_template_parameters: Template | Unset = UNSET,
    retry_policy_configuration: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Run a job on a virtual cluster.

    Its result holds ``Id`` and ``VirtualClusterId``. With ``wait="sync"`` it is the finished run's
    description. Raises AuthoringError for an object with a member that the service does not have or
    without one that it requires.
    """
    given: dict[str, Template | Unset] = {
        "VirtualClusterId": virtual_cluster_id,
        "ClientToken": client_token,
        "Name": job_run_name,
        "ExecutionRoleArn": execution_role_arn,
        "ReleaseLabel": release_label,
        "JobDriver": job_driver,
        "ConfigurationOverrides": configuration_overrides,
        "Tags": tags,
        "JobTemplateId": job_template_id,
        "JobTemplateParameters": job_template_parameters,
        "RetryPolicyConfiguration": retry_policy_configuration,
    }
    return service_task(
        name,
        "emr-containers:startJobRun",
        given,
        options,
        wait=wait,
        nested=("JobDriver", "ConfigurationOverrides", "RetryPolicyConfiguration"),
    )
