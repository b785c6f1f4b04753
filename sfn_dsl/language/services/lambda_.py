"""AWS Lambda."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import arn, grant

SERVICE: Final = service(
    "lambda",
    "AWS Lambda",
    action(
        "lambda:invoke",
        "*FunctionName Payload Qualifier ClientContext InvocationType LogType",
        does="Invoke a function, identified by its name or ARN.",
        gives="Its result holds what the function returns, in ``Payload``.",
        waits="task_token",
        operation="lambda:Invoke",
        choices={
            "InvocationType": ("RequestResponse", "Event", "DryRun"),
            "LogType": ("None", "Tail"),
        },
        permissions=(
            grant("lambda:InvokeFunction", arn("lambda", "function:{FunctionName|function}")),
        ),
    ),
)
