"""Amazon API Gateway."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import arn, grant

SERVICE: Final = service(
    "apigateway",
    "Amazon API Gateway",
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
        permissions=(
            grant(
                "execute-api:Invoke",
                arn("execute-api", "{ApiEndpoint|api}/{Stage=*}/{Method}/{Path|path=}"),
                # Requests without authorization are not signed, so the role needs nothing.
                when="AuthType!=NO_AUTH",
            ),
            # A message to a client of a WebSocket API is a call by another action.
            grant(
                "execute-api:ManageConnections",
                arn("execute-api", "{ApiEndpoint|api}/{Stage=*}/{Method}/{Path|path=}"),
                when="AuthType!=NO_AUTH Path~@connections",
            ),
        ),
    ),
)
