"""Calls of other programs: API Gateway, HTTPS endpoints, Lambda, other state machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sfn_dsl.language.permissions.rows import ALL, SYNC, Grant, arn, grant, rule

INVOKE_FUNCTION: Final = "lambda:InvokeFunction"
START_EXECUTION: Final = "states:StartExecution"

_CONNECTION: Final = "{Authentication.ConnectionArn"
_INVOCATION: Final = "{InvocationConfig.ConnectionArn"
_SECRETS: Final = "secretsmanager:GetSecretValue secretsmanager:DescribeSecret"
_SECRET: Final = "secret:events!connection/"  # noqa: S105 - where a secret lies, not a secret
_ENDPOINT: Final = {
    "StringEquals": {"states:HTTPMethod": "{Method}"},
    "StringLike": {"states:HTTPEndpoint": "{ApiEndpoint}"},
}

GRANTS: Final[Mapping[str, tuple[Grant, ...]]] = {
    "apigateway:invoke": (
        grant(
            "execute-api:Invoke",
            arn("execute-api", "{ApiEndpoint|api}/{Stage=*}/{Method}/{Path|path=}"),
            # Without one, the request is not signed and the role plays no part.
            when="AuthType!=NO_AUTH",
        ),
    ),
    "http:invoke": (
        grant("states:InvokeHTTPEndpoint", ALL, condition=_ENDPOINT),
        grant(
            "events:RetrieveConnectionCredentials",
            arn("events", f"connection/{_CONNECTION}}}"),
            when="Authentication",
        ),
        grant(
            _SECRETS,
            arn("secretsmanager", f"{_SECRET}{_CONNECTION}|connection}}/*"),
            when="Authentication",
        ),
        grant(
            "events:RetrieveConnectionCredentials",
            arn("events", f"connection/{_INVOCATION}}}"),
            when="InvocationConfig",
        ),
        grant(
            _SECRETS,
            arn("secretsmanager", f"{_SECRET}{_INVOCATION}|connection}}/*"),
            when="InvocationConfig",
        ),
    ),
    "lambda:invoke": (grant(INVOKE_FUNCTION, arn("lambda", "function:{FunctionName|function}")),),
    "states:startExecution": (
        grant(START_EXECUTION, arn("states", "stateMachine:{StateMachineArn}")),
        grant(
            "states:DescribeExecution states:StopExecution",
            arn("states", "execution:{StateMachineArn|machine}:*"),
            wait=SYNC,
        ),
        rule("StepFunctionsGetEventsForStepFunctionsExecutionRule"),
    ),
}
