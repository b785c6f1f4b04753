"""AWS CodeBuild (the optimized integration ``codebuild``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.codebuild.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def start_build(
    name: str,
    *,
    project_name: Template,
    secondary_sources_override: Elements | Unset = UNSET,
    secondary_sources_version_override: Elements | Unset = UNSET,
    source_version: Template | Unset = UNSET,
    artifacts_override: Template | Unset = UNSET,
    secondary_artifacts_override: Elements | Unset = UNSET,
    environment_variables_override: Elements | Unset = UNSET,
    source_type_override: Template | Unset = UNSET,
    source_location_override: Template | Unset = UNSET,
    source_auth_override: Template | Unset = UNSET,
    git_clone_depth_override: Template | Unset = UNSET,
    git_submodules_config_override: Template | Unset = UNSET,
    buildspec_override: Template | Unset = UNSET,
    insecure_ssl_override: Template | Unset = UNSET,
    report_build_status_override: Template | Unset = UNSET,
    build_status_config_override: Template | Unset = UNSET,
    environment_type_override: Template | Unset = UNSET,
    image_override: Template | Unset = UNSET,
    compute_type_override: Template | Unset = UNSET,
    certificate_override: Template | Unset = UNSET,
    cache_override: Template | Unset = UNSET,
    service_role_override: Template | Unset = UNSET,
    privileged_mode_override: Template | Unset = UNSET,
    timeout_in_minutes_override: Template | Unset = UNSET,
    queued_timeout_in_minutes_override: Template | Unset = UNSET,
    encryption_key_override: Template | Unset = UNSET,
    idempotency_token: Template | Unset = UNSET,
    logs_config_override: Template | Unset = UNSET,
    registry_credential_override: Template | Unset = UNSET,
    image_pull_credentials_type_override: Template | Unset = UNSET,
    debug_session_enabled: Template | Unset = UNSET,
    fleet_override: Template | Unset = UNSET,
    auto_retry_limit_override: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a build of a project, with any of the project's settings overridden.

    Its result holds ``Build``. With ``wait="sync"`` it holds the finished build. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StartBuild.

    Args:
        name: The name of the state, 1 to 80 characters.
        project_name: ``ProjectName``, a string.
        secondary_sources_override: ``SecondarySourcesOverride``, a list of objects.
        secondary_sources_version_override: ``SecondarySourcesVersionOverride``, a list of objects.
        source_version: ``SourceVersion``, a string.
        artifacts_override: ``ArtifactsOverride``, an object.
        secondary_artifacts_override: ``SecondaryArtifactsOverride``, a list of objects.
        environment_variables_override: ``EnvironmentVariablesOverride``, a list of objects.
        source_type_override: ``SourceTypeOverride``, a string.
        source_location_override: ``SourceLocationOverride``, a string.
        source_auth_override: ``SourceAuthOverride``, an object.
        git_clone_depth_override: ``GitCloneDepthOverride``, a whole number.
        git_submodules_config_override: ``GitSubmodulesConfigOverride``, an object.
        buildspec_override: ``BuildspecOverride``, a string.
        insecure_ssl_override: ``InsecureSslOverride``, true or false.
        report_build_status_override: ``ReportBuildStatusOverride``, true or false.
        build_status_config_override: ``BuildStatusConfigOverride``, an object.
        environment_type_override: ``EnvironmentTypeOverride``, a string.
        image_override: ``ImageOverride``, a string.
        compute_type_override: ``ComputeTypeOverride``, a string.
        certificate_override: ``CertificateOverride``, a string.
        cache_override: ``CacheOverride``, an object.
        service_role_override: ``ServiceRoleOverride``, a string.
        privileged_mode_override: ``PrivilegedModeOverride``, true or false.
        timeout_in_minutes_override: ``TimeoutInMinutesOverride``, a whole number.
        queued_timeout_in_minutes_override: ``QueuedTimeoutInMinutesOverride``, a whole number.
        encryption_key_override: ``EncryptionKeyOverride``, a string.
        idempotency_token: ``IdempotencyToken``, a string.
        logs_config_override: ``LogsConfigOverride``, an object.
        registry_credential_override: ``RegistryCredentialOverride``, an object.
        image_pull_credentials_type_override: ``ImagePullCredentialsTypeOverride``, a string.
        debug_session_enabled: ``DebugSessionEnabled``, true or false.
        fleet_override: ``FleetOverride``, an object. AWS's guide does not list it.
        auto_retry_limit_override: ``AutoRetryLimitOverride``, a whole number. AWS's guide does not
            list it.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "ProjectName": project_name,
        "SecondarySourcesOverride": secondary_sources_override,
        "SecondarySourcesVersionOverride": secondary_sources_version_override,
        "SourceVersion": source_version,
        "ArtifactsOverride": artifacts_override,
        "SecondaryArtifactsOverride": secondary_artifacts_override,
        "EnvironmentVariablesOverride": environment_variables_override,
        "SourceTypeOverride": source_type_override,
        "SourceLocationOverride": source_location_override,
        "SourceAuthOverride": source_auth_override,
        "GitCloneDepthOverride": git_clone_depth_override,
        "GitSubmodulesConfigOverride": git_submodules_config_override,
        "BuildspecOverride": buildspec_override,
        "InsecureSslOverride": insecure_ssl_override,
        "ReportBuildStatusOverride": report_build_status_override,
        "BuildStatusConfigOverride": build_status_config_override,
        "EnvironmentTypeOverride": environment_type_override,
        "ImageOverride": image_override,
        "ComputeTypeOverride": compute_type_override,
        "CertificateOverride": certificate_override,
        "CacheOverride": cache_override,
        "ServiceRoleOverride": service_role_override,
        "PrivilegedModeOverride": privileged_mode_override,
        "TimeoutInMinutesOverride": timeout_in_minutes_override,
        "QueuedTimeoutInMinutesOverride": queued_timeout_in_minutes_override,
        "EncryptionKeyOverride": encryption_key_override,
        "IdempotencyToken": idempotency_token,
        "LogsConfigOverride": logs_config_override,
        "RegistryCredentialOverride": registry_credential_override,
        "ImagePullCredentialsTypeOverride": image_pull_credentials_type_override,
        "DebugSessionEnabled": debug_session_enabled,
        "FleetOverride": fleet_override,
        "AutoRetryLimitOverride": auto_retry_limit_override,
    }
    return service_task(
        name,
        "codebuild:startBuild",
        given,
        options,
        wait=wait,
        nested=(
            "SecondarySourcesOverride",
            "SecondarySourcesVersionOverride",
            "ArtifactsOverride",
            "SecondaryArtifactsOverride",
            "EnvironmentVariablesOverride",
            "SourceAuthOverride",
            "GitSubmodulesConfigOverride",
            "BuildStatusConfigOverride",
            "CacheOverride",
            "LogsConfigOverride",
            "RegistryCredentialOverride",
            "FleetOverride",
        ),
        lists=(
            "SecondarySourcesOverride",
            "SecondarySourcesVersionOverride",
            "SecondaryArtifactsOverride",
            "EnvironmentVariablesOverride",
        ),
    )


def stop_build(
    name: str,
    *,
    id: Template,  # noqa: A002  # as the service calls it
    **options: Unpack[TaskOptions],
) -> Task:
    """Stop a running build.

    Its result holds ``Build``. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StopBuild.

    Args:
        name: The name of the state, 1 to 80 characters.
        id: ``Id``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "Id": id,
    }
    return service_task(name, "codebuild:stopBuild", given, options)


def batch_delete_builds(
    name: str,
    *,
    ids: Elements,
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete several builds; the service itself retries a delete that fails.

    Its result holds ``BuildsDeleted`` and ``BuildsNotDeleted``. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/BatchDeleteBuilds.

    Args:
        name: The name of the state, 1 to 80 characters.
        ids: ``Ids``, a list of strings.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Elements] = {
        "Ids": ids,
    }
    return service_task(name, "codebuild:batchDeleteBuilds", given, options, lists=("Ids",))


def batch_get_reports(
    name: str,
    *,
    report_arns: Elements,
    **options: Unpack[TaskOptions],
) -> Task:
    """Get several reports.

    Its result holds ``Reports`` and ``ReportsNotFound``. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/BatchGetReports.

    Args:
        name: The name of the state, 1 to 80 characters.
        report_arns: ``ReportArns``, a list of strings.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Elements] = {
        "ReportArns": report_arns,
    }
    return service_task(name, "codebuild:batchGetReports", given, options, lists=("ReportArns",))


def start_build_batch(
    name: str,
    *,
    project_name: Template,
    secondary_sources_override: Elements | Unset = UNSET,
    secondary_sources_version_override: Elements | Unset = UNSET,
    source_version: Template | Unset = UNSET,
    artifacts_override: Template | Unset = UNSET,
    secondary_artifacts_override: Elements | Unset = UNSET,
    environment_variables_override: Elements | Unset = UNSET,
    source_type_override: Template | Unset = UNSET,
    source_location_override: Template | Unset = UNSET,
    source_auth_override: Template | Unset = UNSET,
    git_clone_depth_override: Template | Unset = UNSET,
    git_submodules_config_override: Template | Unset = UNSET,
    buildspec_override: Template | Unset = UNSET,
    insecure_ssl_override: Template | Unset = UNSET,
    report_build_batch_status_override: Template | Unset = UNSET,
    environment_type_override: Template | Unset = UNSET,
    image_override: Template | Unset = UNSET,
    compute_type_override: Template | Unset = UNSET,
    certificate_override: Template | Unset = UNSET,
    cache_override: Template | Unset = UNSET,
    service_role_override: Template | Unset = UNSET,
    privileged_mode_override: Template | Unset = UNSET,
    build_timeout_in_minutes_override: Template | Unset = UNSET,
    queued_timeout_in_minutes_override: Template | Unset = UNSET,
    encryption_key_override: Template | Unset = UNSET,
    idempotency_token: Template | Unset = UNSET,
    logs_config_override: Template | Unset = UNSET,
    registry_credential_override: Template | Unset = UNSET,
    image_pull_credentials_type_override: Template | Unset = UNSET,
    build_batch_config_override: Template | Unset = UNSET,
    debug_session_enabled: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Start a batch build of a project, with any of the project's settings overridden.

    Its result holds ``BuildBatch``. With ``wait="sync"`` it holds the finished batch. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StartBuildBatch.

    Args:
        name: The name of the state, 1 to 80 characters.
        project_name: ``ProjectName``, a string.
        secondary_sources_override: ``SecondarySourcesOverride``, a list of objects.
        secondary_sources_version_override: ``SecondarySourcesVersionOverride``, a list of objects.
        source_version: ``SourceVersion``, a string.
        artifacts_override: ``ArtifactsOverride``, an object.
        secondary_artifacts_override: ``SecondaryArtifactsOverride``, a list of objects.
        environment_variables_override: ``EnvironmentVariablesOverride``, a list of objects.
        source_type_override: ``SourceTypeOverride``, a string.
        source_location_override: ``SourceLocationOverride``, a string.
        source_auth_override: ``SourceAuthOverride``, an object.
        git_clone_depth_override: ``GitCloneDepthOverride``, a whole number.
        git_submodules_config_override: ``GitSubmodulesConfigOverride``, an object.
        buildspec_override: ``BuildspecOverride``, a string.
        insecure_ssl_override: ``InsecureSslOverride``, true or false.
        report_build_batch_status_override: ``ReportBuildBatchStatusOverride``, true or false.
        environment_type_override: ``EnvironmentTypeOverride``, a string.
        image_override: ``ImageOverride``, a string.
        compute_type_override: ``ComputeTypeOverride``, a string.
        certificate_override: ``CertificateOverride``, a string.
        cache_override: ``CacheOverride``, an object.
        service_role_override: ``ServiceRoleOverride``, a string.
        privileged_mode_override: ``PrivilegedModeOverride``, true or false.
        build_timeout_in_minutes_override: ``BuildTimeoutInMinutesOverride``, a whole number.
        queued_timeout_in_minutes_override: ``QueuedTimeoutInMinutesOverride``, a whole number.
        encryption_key_override: ``EncryptionKeyOverride``, a string.
        idempotency_token: ``IdempotencyToken``, a string.
        logs_config_override: ``LogsConfigOverride``, an object.
        registry_credential_override: ``RegistryCredentialOverride``, an object.
        image_pull_credentials_type_override: ``ImagePullCredentialsTypeOverride``, a string.
        build_batch_config_override: ``BuildBatchConfigOverride``, an object.
        debug_session_enabled: ``DebugSessionEnabled``, true or false.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "ProjectName": project_name,
        "SecondarySourcesOverride": secondary_sources_override,
        "SecondarySourcesVersionOverride": secondary_sources_version_override,
        "SourceVersion": source_version,
        "ArtifactsOverride": artifacts_override,
        "SecondaryArtifactsOverride": secondary_artifacts_override,
        "EnvironmentVariablesOverride": environment_variables_override,
        "SourceTypeOverride": source_type_override,
        "SourceLocationOverride": source_location_override,
        "SourceAuthOverride": source_auth_override,
        "GitCloneDepthOverride": git_clone_depth_override,
        "GitSubmodulesConfigOverride": git_submodules_config_override,
        "BuildspecOverride": buildspec_override,
        "InsecureSslOverride": insecure_ssl_override,
        "ReportBuildBatchStatusOverride": report_build_batch_status_override,
        "EnvironmentTypeOverride": environment_type_override,
        "ImageOverride": image_override,
        "ComputeTypeOverride": compute_type_override,
        "CertificateOverride": certificate_override,
        "CacheOverride": cache_override,
        "ServiceRoleOverride": service_role_override,
        "PrivilegedModeOverride": privileged_mode_override,
        "BuildTimeoutInMinutesOverride": build_timeout_in_minutes_override,
        "QueuedTimeoutInMinutesOverride": queued_timeout_in_minutes_override,
        "EncryptionKeyOverride": encryption_key_override,
        "IdempotencyToken": idempotency_token,
        "LogsConfigOverride": logs_config_override,
        "RegistryCredentialOverride": registry_credential_override,
        "ImagePullCredentialsTypeOverride": image_pull_credentials_type_override,
        "BuildBatchConfigOverride": build_batch_config_override,
        "DebugSessionEnabled": debug_session_enabled,
    }
    return service_task(
        name,
        "codebuild:startBuildBatch",
        given,
        options,
        wait=wait,
        nested=(
            "SecondarySourcesOverride",
            "SecondarySourcesVersionOverride",
            "ArtifactsOverride",
            "SecondaryArtifactsOverride",
            "EnvironmentVariablesOverride",
            "SourceAuthOverride",
            "GitSubmodulesConfigOverride",
            "CacheOverride",
            "LogsConfigOverride",
            "RegistryCredentialOverride",
            "BuildBatchConfigOverride",
        ),
        lists=(
            "SecondarySourcesOverride",
            "SecondarySourcesVersionOverride",
            "SecondaryArtifactsOverride",
            "EnvironmentVariablesOverride",
        ),
    )


def stop_build_batch(
    name: str,
    *,
    id: Template,  # noqa: A002  # as the service calls it
    **options: Unpack[TaskOptions],
) -> Task:
    """Stop a running batch build.

    Its result holds ``BuildBatch``. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/StopBuildBatch.

    Args:
        name: The name of the state, 1 to 80 characters.
        id: ``Id``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "Id": id,
    }
    return service_task(name, "codebuild:stopBuildBatch", given, options)


def retry_build_batch(
    name: str,
    *,
    id: Template | Unset = UNSET,  # noqa: A002  # as the service calls it
    idempotency_token: Template | Unset = UNSET,
    retry_type: Template | Unset = UNSET,
    wait: Literal["sync"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Retry a failed batch build.

    Its result holds ``BuildBatch``. With ``wait="sync"`` it holds the finished batch. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/RetryBuildBatch.

    Args:
        name: The name of the state, 1 to 80 characters.
        id: ``Id``, a string.
        idempotency_token: ``IdempotencyToken``, a string.
        retry_type: ``RetryType``, a string.
        wait: ``"sync"`` waits for the end of the job. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "Id": id,
        "IdempotencyToken": idempotency_token,
        "RetryType": retry_type,
    }
    return service_task(name, "codebuild:retryBuildBatch", given, options, wait=wait)


def delete_build_batch(
    name: str,
    *,
    id: Template,  # noqa: A002  # as the service calls it
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete a batch build; the service itself retries a delete that fails.

    Its result holds ``StatusCode``. See
    https://docs.aws.amazon.com/goto/WebAPI/codebuild-2016-10-06/DeleteBuildBatch.

    Args:
        name: The name of the state, 1 to 80 characters.
        id: ``Id``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template] = {
        "Id": id,
    }
    return service_task(name, "codebuild:deleteBuildBatch", given, options)
