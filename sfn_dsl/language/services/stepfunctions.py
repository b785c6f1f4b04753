"""AWS Step Functions."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import SYNC, arn, grant, machine_named, of_qualifier, rule

SERVICE: Final = service(
    "states",
    "AWS Step Functions",
    action(
        "states:startExecution",
        "*StateMachineArn Input Name TraceHeader",
        does="Start an execution of another state machine.",
        gives="Its result holds ``ExecutionArn``.",
        when_done="is the execution's description with ``Output`` as text (``sync``) or as JSON"
        " (``sync:2``)",
        waits="sync sync:2 task_token",
        operation="stepfunctions:StartExecution",
        arguments={"Name": "execution_name"},
        permissions=(
            grant(
                "states:StartExecution",
                machine_named("StateMachineArn"),
                condition=of_qualifier("StateMachineArn"),
            ),
            grant(
                "states:DescribeExecution states:StopExecution",
                arn("states", "execution:{StateMachineArn|machine}:*"),
                wait=SYNC,
            ),
            rule("StepFunctionsGetEventsForStepFunctionsExecutionRule"),
        ),
    ),
)
