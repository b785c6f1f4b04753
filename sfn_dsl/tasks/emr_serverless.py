"""Amazon EMR Serverless (the optimized integration ``emr-serverless``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.emr_serverless.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def create_application(
    name: str,
    *,
    release_label: Template,
    type: Template,  # noqa: A002  # as the service calls it
    client_token: Template | Unset = UNSET,
    application_name: Template | Unset = UNSET,
    initial_capacity: Template | Unset = UNSET,
    maximum_capacity: Template | Unset = UNSET,
    tags: Template | Unset = UNSET,
    auto_start_configuration: Template | Unset = UNSET,
    auto_stop_configuration: Template | Unset = UNSET,
    network_configuration: Template | Unset = UNSET,
    architecture: Template | Unset = UNSET,
    image_configuration: Template | Unset = UNSET,
    worker_type_specifications: Template | Unset = UNSET,
    runtime_configuration: Elements | Unset = UNSET,
    monitoring_configuration: Template | Unset = UNSET,
    interactive_configuration: Template | Unset = UNSET,
    scheduler_configuration: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Create an application.

    Its result holds ``ApplicationId``. With ``wait="sync"`` it is the application's description
    once it is created. See
    https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/CreateApplication.

    Args:
        name: The name of the state, 1 to 80 characters.
        release_label: ``ReleaseLabel``, a string.
        type: ``Type``, a string.
        client_token: ``ClientToken``, a string.
        application_name: ``Name``, a string.
        initial_capacity: ``InitialCapacity``, an object.
        maximum_capacity: ``MaximumCapacity``, an object.
        tags: ``Tags``, an object.
        auto_start_configuration: ``AutoStartConfiguration``, an object.
        auto_stop_configuration: ``AutoStopConfiguration``, an object.
        network_configuration: ``NetworkConfiguration``, an object.
        architecture: ``Architecture``, a string.
        image_configuration: ``ImageConfiguration``, an object.
        worker_type_specifications: ``WorkerTypeSpecifications``, an object.
        runtime_configuration: ``RuntimeConfiguration``, a list of objects. AWS's guide does not
            list it.
        monitoring_configuration: ``MonitoringConfiguration``, an object. AWS's guide does not list
            it.
        interactive_configuration: ``InteractiveConfiguration``, an object. AWS's guide does not
            list it.
        scheduler_configuration: ``SchedulerConfiguration``, an object. AWS's guide does not list
            it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "ReleaseLabel": release_label,
        "Type": type,
        "ClientToken": client_token,
        "Name": application_name,
        "InitialCapacity": initial_capacity,
        "MaximumCapacity": maximum_capacity,
        "Tags": tags,
        "AutoStartConfiguration": auto_start_configuration,
        "AutoStopConfiguration": auto_stop_configuration,
        "NetworkConfiguration": network_configuration,
        "Architecture": architecture,
        "ImageConfiguration": image_configuration,
        "WorkerTypeSpecifications": worker_type_specifications,
        "RuntimeConfiguration": runtime_configuration,
        "MonitoringConfiguration": monitoring_configuration,
        "InteractiveConfiguration": interactive_configuration,
        "SchedulerConfiguration": scheduler_configuration,
    }
    return service_task(
        name,
        "emr-serverless:createApplication",
        given,
        options,
        wait=wait,
        nested=(
            "InitialCapacity",
            "MaximumCapacity",
            "AutoStartConfiguration",
            "AutoStopConfiguration",
            "NetworkConfiguration",
            "ImageConfiguration",
            "WorkerTypeSpecifications",
            "RuntimeConfiguration",
            "MonitoringConfiguration",
            "InteractiveConfiguration",
            "SchedulerConfiguration",
        ),
        lists=("RuntimeConfiguration",),
    )


def start_application(
    name: str,
    *,
    application_id: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start an application.

    Its result is empty. With ``wait="sync"`` it is the application's description once it is
    started. See https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/StartApplication.

    Args:
        name: The name of the state, 1 to 80 characters.
        application_id: ``ApplicationId``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ApplicationId": application_id,
    }
    return service_task(name, "emr-serverless:startApplication", given, options, wait=wait)


def stop_application(
    name: str,
    *,
    application_id: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Stop an application.

    Its result is empty. With ``wait="sync"`` it is the application's description once it is
    stopped. See https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/StopApplication.

    Args:
        name: The name of the state, 1 to 80 characters.
        application_id: ``ApplicationId``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ApplicationId": application_id,
    }
    return service_task(name, "emr-serverless:stopApplication", given, options, wait=wait)


def delete_application(
    name: str,
    *,
    application_id: Template,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete an application that is stopped.

    Its result is empty. With ``wait="sync"`` it is the application's description once it is
    deleted. See
    https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/DeleteApplication.

    Args:
        name: The name of the state, 1 to 80 characters.
        application_id: ``ApplicationId``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ApplicationId": application_id,
    }
    return service_task(name, "emr-serverless:deleteApplication", given, options, wait=wait)


def start_job_run(
    name: str,
    *,
    application_id: Template,
    execution_role_arn: Template,
    client_token: Template | Unset = UNSET,
    job_run_name: Template | Unset = UNSET,
    job_driver: Template | Unset = UNSET,
    configuration_overrides: Template | Unset = UNSET,
    tags: Template | Unset = UNSET,
    execution_timeout_minutes: Template | Unset = UNSET,
    mode: Template | Unset = UNSET,
    retry_policy: Template | Unset = UNSET,
    execution_iam_policy: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Run a job in an application.

    Its result holds ``JobRunId``. With ``wait="sync"`` it is the finished run's description. See
    https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/StartJobRun.

    Args:
        name: The name of the state, 1 to 80 characters.
        application_id: ``ApplicationId``, a string.
        execution_role_arn: ``ExecutionRoleArn``, a string.
        client_token: ``ClientToken``, a string.
        job_run_name: ``Name``, a string.
        job_driver: ``JobDriver``, an object.
        configuration_overrides: ``ConfigurationOverrides``, an object.
        tags: ``Tags``, an object.
        execution_timeout_minutes: ``ExecutionTimeoutMinutes``, a whole number.
        mode: ``Mode``, a string. AWS's guide does not list it.
        retry_policy: ``RetryPolicy``, an object. AWS's guide does not list it.
        execution_iam_policy: ``ExecutionIamPolicy``, an object. AWS's guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ApplicationId": application_id,
        "ExecutionRoleArn": execution_role_arn,
        "ClientToken": client_token,
        "Name": job_run_name,
        "JobDriver": job_driver,
        "ConfigurationOverrides": configuration_overrides,
        "Tags": tags,
        "ExecutionTimeoutMinutes": execution_timeout_minutes,
        "Mode": mode,
        "RetryPolicy": retry_policy,
        "ExecutionIamPolicy": execution_iam_policy,
    }
    return service_task(
        name,
        "emr-serverless:startJobRun",
        given,
        options,
        wait=wait,
        nested=("JobDriver", "ConfigurationOverrides", "RetryPolicy", "ExecutionIamPolicy"),
    )


def cancel_job_run(
    name: str,
    *,
    application_id: Template,
    job_run_id: Template,
    shutdown_grace_period_in_seconds: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Cancel a job that is running in an application.

    Its result holds ``JobRunId``. With ``wait="sync"`` it is the cancelled run's description. See
    https://docs.aws.amazon.com/goto/WebAPI/emr-serverless-2021-07-13/CancelJobRun.

    Args:
        name: The name of the state, 1 to 80 characters.
        application_id: ``ApplicationId``, a string.
        job_run_id: ``JobRunId``, a string.
        shutdown_grace_period_in_seconds: ``ShutdownGracePeriodInSeconds``, a whole number. AWS's
            guide does not list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ApplicationId": application_id,
        "JobRunId": job_run_id,
        "ShutdownGracePeriodInSeconds": shutdown_grace_period_in_seconds,
    }
    return service_task(name, "emr-serverless:cancelJobRun", given, options, wait=wait)
