"""Amazon EMR on EKS (the optimized integration ``emr-containers``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html.
"""

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

    Its result holds ``Id``, ``Name`` and ``Arn``. See
    https://docs.aws.amazon.com/goto/WebAPI/emr-containers-2020-10-01/CreateVirtualCluster.

    Args:
        name: The name of the state, 1 to 80 characters.
        virtual_cluster_name: ``Name``, a string.
        container_provider: ``ContainerProvider``, an object.
        client_token: ``ClientToken``, a string.
        tags: ``Tags``, an object.
        security_configuration_id: ``SecurityConfigurationId``, a string. AWS's guide does not list
            it.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
    cluster. See
    https://docs.aws.amazon.com/goto/WebAPI/emr-containers-2020-10-01/DeleteVirtualCluster.

    Args:
        name: The name of the state, 1 to 80 characters.
        id: ``Id``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
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
    description. See https://docs.aws.amazon.com/goto/WebAPI/emr-containers-2020-10-01/StartJobRun.

    Args:
        name: The name of the state, 1 to 80 characters.
        virtual_cluster_id: ``VirtualClusterId``, a string.
        client_token: ``ClientToken``, a string.
        job_run_name: ``Name``, a string.
        execution_role_arn: ``ExecutionRoleArn``, a string.
        release_label: ``ReleaseLabel``, a string.
        job_driver: ``JobDriver``, an object.
        configuration_overrides: ``ConfigurationOverrides``, an object.
        tags: ``Tags``, an object.
        job_template_id: ``JobTemplateId``, a string. AWS's guide does not list it.
        job_template_parameters: ``JobTemplateParameters``, an object. AWS's guide does not list it.
        retry_policy_configuration: ``RetryPolicyConfiguration``, an object. AWS's guide does not
            list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
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
