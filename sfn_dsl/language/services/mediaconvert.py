"""AWS Elemental MediaConvert."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import NO_ID_YET, SYNC, arn, grant, pass_role, rule

SERVICE: Final = service(
    "mediaconvert",
    "AWS Elemental MediaConvert",
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
        permissions=(
            grant("mediaconvert:CreateJob", arn("mediaconvert", "queues/{Queue=Default}")),
            grant(
                "mediaconvert:CreateJob",
                arn("mediaconvert", "jobTemplates/{JobTemplate}"),
                when="JobTemplate",
            ),
            grant(
                "mediaconvert:CreateJob",
                arn("mediaconvert", "presets/*"),
                unseen="only the job's settings and template say which presets it uses",
            ),
            pass_role("Role", "mediaconvert.amazonaws.com"),
            grant(
                "mediaconvert:TagResource",
                arn("mediaconvert", "jobs/*"),
                when="Tags",
                unseen=NO_ID_YET,
            ),
            grant(
                "mediaconvert:GetJob mediaconvert:CancelJob",
                arn("mediaconvert", "jobs/*"),
                wait=SYNC,
                unseen=NO_ID_YET,
            ),
            rule("StepFunctionsGetEventsForMediaConvertJobRule"),
        ),
    ),
)
