"""HTTPS endpoints."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import NO_NAME, arn, grant

_CONNECTION: Final = "{Authentication.ConnectionArn"
_INVOCATION: Final = "{InvocationConfig.ConnectionArn"
_SECRETS: Final = "secretsmanager:GetSecretValue secretsmanager:DescribeSecret"
_SECRET: Final = "secret:events!connection/"  # noqa: S105 - where a secret is, not a secret
_ENDPOINT: Final = {
    "StringEquals": {"states:HTTPMethod": "{Method}"},
    "StringLike": {"states:HTTPEndpoint": "{ApiEndpoint}"},
}

SERVICE: Final = service(
    "http",
    "HTTPS endpoints",
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
        permissions=(
            grant(
                "states:InvokeHTTPEndpoint",
                "arn:{partition}:states:{region}:{home}:stateMachine:{machine}",
                condition=_ENDPOINT,
                unseen=NO_NAME,
            ),
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
    ),
)
