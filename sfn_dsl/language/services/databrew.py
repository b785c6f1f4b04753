"""AWS Glue DataBrew."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import SYNC, arn, grant

SERVICE: Final = service(
    "databrew",
    "AWS Glue DataBrew",
    action(
        "databrew:startJobRun",
        "*Name",
        does="Run a DataBrew job.",
        gives="Its result holds ``RunId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="databrew:StartJobRun",
        arguments={"Name": "job_name"},
        permissions=(
            grant("databrew:StartJobRun", arn("databrew", "job/{Name}")),
            grant(
                "databrew:ListJobRuns databrew:StopJobRun", arn("databrew", "job/{Name}"), wait=SYNC
            ),
        ),
    ),
)
