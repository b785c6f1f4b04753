"""AWS CodeBuild."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import SYNC, arn, grant, rule

_PROJECT: Final = arn("codebuild", "project/{ProjectName}")
_PROJECT_OF_ID: Final = arn("codebuild", "project/{Id|build}")
_REPORTS: Final = "only the buildspec says which reports a build creates"
_BATCH_RULE: Final = rule("StepFunctionsGetEventForCodeBuildStartBuildBatchRule")

SERVICE: Final = service(
    "codebuild",
    "AWS CodeBuild",
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
        permissions=(
            grant("codebuild:StartBuild", _PROJECT),
            grant("codebuild:StopBuild codebuild:BatchGetBuilds", _PROJECT, wait=SYNC),
            grant(
                "codebuild:BatchGetReports",
                arn("codebuild", "report-group/*"),
                wait=SYNC,
                unseen=_REPORTS,
            ),
            rule("StepFunctionsGetEventForCodeBuildStartBuildRule"),
        ),
    ),
    action(
        "codebuild:stopBuild",
        "*Id",
        does="Stop a running build.",
        gives="Its result holds ``Build``.",
        operation="codebuild:StopBuild",
        permissions=(grant("codebuild:StopBuild", _PROJECT_OF_ID),),
    ),
    action(
        "codebuild:batchDeleteBuilds",
        "*Ids",
        does="Delete several builds; the service itself retries a delete that fails.",
        gives="Its result holds ``BuildsDeleted`` and ``BuildsNotDeleted``.",
        operation="codebuild:BatchDeleteBuilds",
        permissions=(
            grant("codebuild:BatchDeleteBuilds", arn("codebuild", "project/{Ids|build}")),
        ),
    ),
    action(
        "codebuild:batchGetReports",
        "*ReportArns",
        does="Get several reports.",
        gives="Its result holds ``Reports`` and ``ReportsNotFound``.",
        operation="codebuild:BatchGetReports",
        permissions=(
            grant(
                "codebuild:BatchGetReports", arn("codebuild", "report-group/{ReportArns|report}")
            ),
        ),
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
        permissions=(
            grant("codebuild:StartBuildBatch", _PROJECT),
            grant("codebuild:StopBuildBatch codebuild:BatchGetBuildBatches", _PROJECT, wait=SYNC),
            _BATCH_RULE,
        ),
    ),
    action(
        "codebuild:stopBuildBatch",
        "*Id",
        does="Stop a running batch build.",
        gives="Its result holds ``BuildBatch``.",
        operation="codebuild:StopBuildBatch",
        permissions=(grant("codebuild:StopBuildBatch", _PROJECT_OF_ID),),
    ),
    action(
        "codebuild:retryBuildBatch",
        "Id IdempotencyToken RetryType",
        does="Retry a failed batch build.",
        gives="Its result holds ``BuildBatch``.",
        when_done="holds the finished batch",
        waits="sync",
        operation="codebuild:RetryBuildBatch",
        permissions=(
            grant("codebuild:RetryBuildBatch", _PROJECT_OF_ID),
            grant(
                "codebuild:StopBuildBatch codebuild:BatchGetBuildBatches", _PROJECT_OF_ID, wait=SYNC
            ),
            _BATCH_RULE,
        ),
    ),
    action(
        "codebuild:deleteBuildBatch",
        "*Id",
        does="Delete a batch build; the service itself retries a delete that fails.",
        gives="Its result holds ``StatusCode``.",
        operation="codebuild:DeleteBuildBatch",
        permissions=(grant("codebuild:DeleteBuildBatch", _PROJECT_OF_ID),),
    ),
)
