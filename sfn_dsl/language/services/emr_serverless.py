"""Amazon EMR Serverless."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import (
    ALL,
    NO_ID_YET,
    SYNC,
    arn,
    grant,
    pass_role,
    rule,
    service_linked_role,
)

_APPLICATION: Final = arn("emr-serverless", "/applications/{ApplicationId}")
_ANY_APPLICATION: Final = arn("emr-serverless", "/applications/*")
_APPLICATION_RULE: Final = rule("StepFunctionsGetEventsForEMRServerlessApplicationRule")
_JOB_RULE: Final = rule("StepFunctionsGetEventsForEMRServerlessJobRule")
_GET_APPLICATION: Final = grant("emr-serverless:GetApplication", _APPLICATION, wait=SYNC)
_JOB: Final = arn("emr-serverless", "/applications/{ApplicationId}/jobruns/{JobRunId}")

SERVICE: Final = service(
    "emr-serverless",
    "Amazon EMR Serverless",
    action(
        "emr-serverless:createApplication",
        "*ReleaseLabel *Type ClientToken Name InitialCapacity{} MaximumCapacity{} Tags"
        " AutoStartConfiguration{} AutoStopConfiguration{} NetworkConfiguration{} Architecture"
        " ImageConfiguration{} WorkerTypeSpecifications{} ?RuntimeConfiguration{}"
        " ?MonitoringConfiguration{} ?InteractiveConfiguration{} ?SchedulerConfiguration{}",
        does="Create an application.",
        gives="Its result holds ``ApplicationId``.",
        when_done="is the application's description once it is created",
        waits="sync",
        operation="emr-serverless:CreateApplication",
        arguments={"Name": "application_name"},
        permissions=(
            grant("emr-serverless:CreateApplication", ALL),
            grant("emr-serverless:TagResource", _ANY_APPLICATION, when="Tags", unseen=NO_ID_YET),
            service_linked_role(
                "ops.emr-serverless.amazonaws.com", "AWSServiceRoleForAmazonEMRServerless*"
            ),
            grant(
                "emr-serverless:GetApplication emr-serverless:DeleteApplication",
                _ANY_APPLICATION,
                wait=SYNC,
                unseen=NO_ID_YET,
            ),
            _APPLICATION_RULE,
        ),
    ),
    action(
        "emr-serverless:startApplication",
        "*ApplicationId",
        does="Start an application.",
        gives="Its result is empty.",
        when_done="is the application's description once it is started",
        waits="sync",
        operation="emr-serverless:StartApplication",
        permissions=(
            grant("emr-serverless:StartApplication", _APPLICATION),
            grant(
                "emr-serverless:GetApplication emr-serverless:StopApplication",
                _APPLICATION,
                wait=SYNC,
            ),
            _APPLICATION_RULE,
        ),
    ),
    action(
        "emr-serverless:stopApplication",
        "*ApplicationId",
        does="Stop an application.",
        gives="Its result is empty.",
        when_done="is the application's description once it is stopped",
        waits="sync",
        operation="emr-serverless:StopApplication",
        permissions=(
            grant("emr-serverless:StopApplication", _APPLICATION),
            _GET_APPLICATION,
            _APPLICATION_RULE,
        ),
    ),
    action(
        "emr-serverless:deleteApplication",
        "*ApplicationId",
        does="Delete an application that is stopped.",
        gives="Its result is empty.",
        when_done="is the application's description once it is deleted",
        waits="sync",
        operation="emr-serverless:DeleteApplication",
        permissions=(
            grant("emr-serverless:DeleteApplication", _APPLICATION),
            _GET_APPLICATION,
            _APPLICATION_RULE,
        ),
    ),
    action(
        "emr-serverless:startJobRun",
        "*ApplicationId *ExecutionRoleArn ClientToken Name JobDriver{} ConfigurationOverrides{}"
        " Tags ExecutionTimeoutMinutes ?Mode ?RetryPolicy{} ?ExecutionIamPolicy{}",
        does="Run a job in an application.",
        gives="Its result holds ``JobRunId``.",
        when_done="is the finished run's description",
        waits="sync",
        operation="emr-serverless:StartJobRun",
        arguments={"Name": "job_run_name"},
        permissions=(
            grant("emr-serverless:StartJobRun", _APPLICATION),
            grant(
                "emr-serverless:TagResource",
                arn("emr-serverless", "/applications/{ApplicationId}/jobruns/*"),
                when="Tags",
                unseen=NO_ID_YET,
            ),
            pass_role("ExecutionRoleArn", "emr-serverless.amazonaws.com"),
            grant(
                "emr-serverless:GetJobRun emr-serverless:CancelJobRun",
                arn("emr-serverless", "/applications/{ApplicationId}/jobruns/*"),
                wait=SYNC,
                unseen=NO_ID_YET,
            ),
            _JOB_RULE,
        ),
    ),
    action(
        "emr-serverless:cancelJobRun",
        "*ApplicationId *JobRunId ?ShutdownGracePeriodInSeconds",
        does="Cancel a job that is running in an application.",
        gives="Its result holds ``JobRunId``.",
        when_done="is the cancelled run's description",
        waits="sync",
        operation="emr-serverless:CancelJobRun",
        permissions=(
            grant("emr-serverless:CancelJobRun", _JOB),
            grant("emr-serverless:GetJobRun", _JOB, wait=SYNC),
            _JOB_RULE,
        ),
    ),
)
