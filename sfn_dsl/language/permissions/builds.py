"""Builds and media: CodeBuild, MediaConvert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions.rows import SYNC, Grant, arn, grant, pass_role, rule

_PROJECT: Final = arn("codebuild", "project/{ProjectName}")
_PROJECT_OF_ID: Final = arn("codebuild", "project/{Id|build}")
_REPORTS: Final = "which reports a build makes is said by its build specification"
_BATCH_RULE: Final = rule("StepFunctionsGetEventForCodeBuildStartBuildBatchRule")

GRANTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "codebuild:startBuild": (
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
    "codebuild:stopBuild": (grant("codebuild:StopBuild", _PROJECT_OF_ID),),
    "codebuild:batchDeleteBuilds": (
        grant("codebuild:BatchDeleteBuilds", arn("codebuild", "project/{Ids|build}")),
    ),
    "codebuild:batchGetReports": (
        grant("codebuild:BatchGetReports", arn("codebuild", "report-group/{ReportArns|report}")),
    ),
    "codebuild:startBuildBatch": (
        grant("codebuild:StartBuildBatch", _PROJECT),
        grant("codebuild:StopBuildBatch codebuild:BatchGetBuildBatches", _PROJECT, wait=SYNC),
        _BATCH_RULE,
    ),
    "codebuild:stopBuildBatch": (grant("codebuild:StopBuildBatch", _PROJECT_OF_ID),),
    "codebuild:retryBuildBatch": (
        grant("codebuild:RetryBuildBatch", _PROJECT_OF_ID),
        grant("codebuild:StopBuildBatch codebuild:BatchGetBuildBatches", _PROJECT_OF_ID, wait=SYNC),
        _BATCH_RULE,
    ),
    "codebuild:deleteBuildBatch": (grant("codebuild:DeleteBuildBatch", _PROJECT_OF_ID),),
    "mediaconvert:createJob": (
        grant("mediaconvert:CreateJob", arn("mediaconvert", "queues/{Queue=Default}")),
        grant(
            "mediaconvert:CreateJob",
            arn("mediaconvert", "jobTemplates/{JobTemplate}"),
            when="JobTemplate",
        ),
        grant(
            "mediaconvert:CreateJob",
            arn("mediaconvert", "presets/*"),
            unseen="which presets a job uses is said by its settings and its template",
        ),
        pass_role("Role", "mediaconvert.amazonaws.com"),
        grant(
            "mediaconvert:GetJob mediaconvert:CancelJob",
            arn("mediaconvert", "jobs/*"),
            wait=SYNC,
            unseen="a job has its id only once it is created",
        ),
        rule("StepFunctionsGetEventsForMediaConvertJobRule"),
    ),
}
