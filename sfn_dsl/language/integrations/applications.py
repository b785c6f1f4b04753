"""Calls of other programs: API Gateway, HTTPS endpoints, Lambda, other state machines."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations.rows import Action, action

ACTIONS: Final[tuple[Action, ...]] = (
    action(
        "apigateway:invoke",
        "*ApiEndpoint *Method Headers Stage Path QueryParameters RequestBody AllowNullValues"
        " AuthType",
        does="Send a request to an API of API Gateway.",
        gives="Its result holds ``StatusCode``, ``Headers`` and ``ResponseBody``. Each value in"
        " ``headers`` and ``query_parameters`` is a list of strings.",
        waits="task_token",
        choices={
            "Method": ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"),
            "AuthType": ("NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY"),
        },
    ),
    action(
        "http:invoke",
        "*ApiEndpoint *Method Authentication InvocationConfig Headers QueryParameters RequestBody"
        " Transform",
        does="Send a request to an HTTPS endpoint, with the credentials of an EventBridge"
        " connection.",
        gives="The connection is named by ``ConnectionArn`` in ``authentication`` or in"
        " ``invocation_config``. Its result holds ``StatusCode``, ``Headers`` and"
        " ``ResponseBody``.",
        one_of="Authentication InvocationConfig",
        choices={"Method": ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD")},
    ),
    action(
        "lambda:invoke",
        "*FunctionName Payload Qualifier ClientContext InvocationType LogType",
        does="Invoke a function through the service, named by its name or an ARN.",
        gives="Its result holds the function's answer in ``Payload``.",
        waits="task_token",
        operation="lambda:Invoke",
        choices={
            "InvocationType": ("RequestResponse", "Event", "DryRun"),
            "LogType": ("None", "Tail"),
        },
    ),
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
    ),
)
