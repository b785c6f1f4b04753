"""AWS Glue."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import SYNC, arn, grant

SERVICE: Final = service(
    "glue",
    "AWS Glue",
    action(
        "glue:startJobRun",
        "*JobName JobRunId Arguments AllocatedCapacity Timeout MaxCapacity SecurityConfiguration"
        " NotificationProperty{} WorkerType NumberOfWorkers ExecutionClass JobRunQueuingEnabled",
        does="Run a Glue job.",
        gives="Its result holds ``JobRunId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="glue:StartJobRun",
        permissions=(
            grant("glue:StartJobRun", arn("glue", "job/{JobName}")),
            grant(
                "glue:GetJobRun glue:GetJobRuns glue:BatchStopJobRun",
                arn("glue", "job/{JobName}"),
                wait=SYNC,
            ),
        ),
    ),
)
