"""Builds and media: CodeBuild, MediaConvert."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations.rows import Action, action

ACTIONS: Final[tuple[Action, ...]] = (
    action(
        "codebuild:startBuild",
        "*ProjectName SecondarySourcesOverride{} SecondarySourcesVersionOverride{} SourceVersion"
        " ArtifactsOverride{} SecondaryArtifactsOverride{} EnvironmentVariablesOverride{}"
        " SourceTypeOverride SourceLocationOverride SourceAuthOverride{} GitCloneDepthOverride"
        " GitSubmodulesConfigOverride{} BuildspecOverride InsecureSslOverride"
        " ReportBuildStatusOverride BuildStatusConfigOverride{} EnvironmentTypeOverride"
        " ImageOverride ComputeTypeOverride CertificateOverride CacheOverride{}"
        " ServiceRoleOverride PrivilegedModeOverride TimeoutInMinutesOverride"
        " QueuedTimeoutInMinutesOverride EncryptionKeyOverride IdempotencyToken"
        " LogsConfigOverride{} RegistryCredentialOverride{} ImagePullCredentialsTypeOverride"
        " DebugSessionEnabled ?FleetOverride{} ?AutoRetryLimitOverride",
        does="Start a build of a project, with any of the project's settings overridden.",
        gives="Its result holds ``Build``.",
        when_done="holds the finished build",
        waits="sync",
        operation="codebuild:StartBuild",
    ),
    action(
        "codebuild:stopBuild",
        "*Id",
        does="Stop a running build.",
        gives="Its result holds ``Build``.",
        operation="codebuild:StopBuild",
    ),
    action(
        "codebuild:batchDeleteBuilds",
        "*Ids",
        does="Delete several builds; a delete that fails is tried again by the service itself.",
        gives="Its result holds ``BuildsDeleted`` and ``BuildsNotDeleted``.",
        operation="codebuild:BatchDeleteBuilds",
    ),
    action(
        "codebuild:batchGetReports",
        "*ReportArns",
        does="Get several reports.",
        gives="Its result holds ``Reports`` and ``ReportsNotFound``.",
        operation="codebuild:BatchGetReports",
    ),
    action(
        "codebuild:startBuildBatch",
        "*ProjectName SecondarySourcesOverride{} SecondarySourcesVersionOverride{} SourceVersion"
        " ArtifactsOverride{} SecondaryArtifactsOverride{} EnvironmentVariablesOverride{}"
        " SourceTypeOverride SourceLocationOverride SourceAuthOverride{} GitCloneDepthOverride"
        " GitSubmodulesConfigOverride{} BuildspecOverride InsecureSslOverride"
        " ReportBuildBatchStatusOverride EnvironmentTypeOverride ImageOverride ComputeTypeOverride"
        " CertificateOverride CacheOverride{} ServiceRoleOverride PrivilegedModeOverride"
        " BuildTimeoutInMinutesOverride QueuedTimeoutInMinutesOverride EncryptionKeyOverride"
        " IdempotencyToken LogsConfigOverride{} RegistryCredentialOverride{}"
        " ImagePullCredentialsTypeOverride BuildBatchConfigOverride{} DebugSessionEnabled",
        does="Start a batch build of a project, with any of the project's settings overridden.",
        gives="Its result holds ``BuildBatch``.",
        when_done="holds the finished batch",
        waits="sync",
        operation="codebuild:StartBuildBatch",
    ),
    action(
        "codebuild:stopBuildBatch",
        "*Id",
        does="Stop a running batch build.",
        gives="Its result holds ``BuildBatch``.",
        operation="codebuild:StopBuildBatch",
    ),
    action(
        "codebuild:retryBuildBatch",
        "Id IdempotencyToken RetryType",
        does="Start a failed batch build again.",
        gives="Its result holds ``BuildBatch``.",
        when_done="holds the finished batch",
        waits="sync",
        operation="codebuild:RetryBuildBatch",
    ),
    action(
        "codebuild:deleteBuildBatch",
        "*Id",
        does="Delete a batch build; a delete that fails is tried again by the service itself.",
        gives="Its result holds ``StatusCode``.",
        operation="codebuild:DeleteBuildBatch",
    ),
    action(
        "mediaconvert:createJob",
        "*Role *Settings{} AccelerationSettings{} BillingTagsSource ClientRequestToken"
        " HopDestinations{} JobTemplate Priority Queue SimulateReservedQueue StatusUpdateInterval"
        " Tags UserMetadata",
        does="Start a transcoding job.",
        gives="Its result holds ``Job``.",
        when_done="holds the finished job",
        waits="sync",
        operation="mediaconvert:CreateJob",
    ),
)
