"""AWS CodeBuild (the optimized integration ``codebuild``)."""

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

    Its result holds ``Build``. With ``wait="sync"`` it holds the finished build. Raises
    AuthoringError for an object with a member that the service does not have or without one that it
    requires.
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

    Its result holds ``Build``.
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

    Its result holds ``BuildsDeleted`` and ``BuildsNotDeleted``.
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

    Its result holds ``Reports`` and ``ReportsNotFound``.
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

    Its result holds ``BuildBatch``. With ``wait="sync"`` it holds the finished batch. Raises
    AuthoringError for an object with a member that the service does not have or without one that it
    requires.
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

    Its result holds ``BuildBatch``.
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

    Its result holds ``BuildBatch``. With ``wait="sync"`` it holds the finished batch.
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

    Its result holds ``StatusCode``.
    """
    given: dict[str, Template] = {
        "Id": id,
    }
    return service_task(name, "codebuild:deleteBuildBatch", given, options)
