"""AWS Batch."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import ALL, NO_ID_YET, SYNC, arn, grant, rule

SERVICE: Final = service(
    "batch",
    "AWS Batch",
    action(
        "batch:submitJob",
        "*JobName *JobQueue *JobDefinition ArrayProperties{} ContainerOverrides{} DependsOn{}"
        " Parameters RetryStrategy{} Timeout{} Tags ?ShareIdentifier ?SchedulingPriorityOverride"
        " ?NodeOverrides{} ?PropagateTags ?EksPropertiesOverride{} ?EcsPropertiesOverride{}",
        does="Submit a job to a queue.",
        gives="Its result holds ``JobId`` and ``JobArn``.",
        when_done="is the finished job's description",
        waits="sync",
        operation="batch:SubmitJob",
        permissions=(
            grant(
                "batch:SubmitJob",
                arn("batch", "job-queue/{JobQueue}"),
                arn("batch", "job-definition/{JobDefinition|job_definition}"),
            ),
            grant("batch:SubmitJob", arn("batch", "job/*"), unseen=NO_ID_YET),
            grant("batch:TagResource", arn("batch", "job/*"), when="Tags", unseen=NO_ID_YET),
            grant("batch:DescribeJobs", ALL, wait=SYNC),
            grant("batch:TerminateJob", arn("batch", "job/*"), wait=SYNC, unseen=NO_ID_YET),
            rule("StepFunctionsGetEventsForBatchJobsRule"),
        ),
    ),
)
