"""HTTPS endpoints (the optimized integration ``http``).

See https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.http.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Expression, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, exactly_one, service_task


def invoke(
    name: str,
    *,
    api_endpoint: Template,
    method: Literal["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"] | Expression,
    authentication: Template | Unset = UNSET,
    invocation_config: Template | Unset = UNSET,
    headers: Template | Unset = UNSET,
    query_parameters: Template | Unset = UNSET,
    request_body: Template | Unset = UNSET,
    transform: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Send a request to an HTTPS endpoint, with the credentials of an EventBridge connection.

    The connection is named by ``ConnectionArn`` in ``authentication`` or in ``invocation_config``.
    Its result holds ``StatusCode``, ``Headers`` and ``ResponseBody``.

    Args:
        name: The name of the state, 1 to 80 characters.
        api_endpoint: ``ApiEndpoint``: the URL, which begins with ``https://``.
        method: ``Method``: the HTTP method, such as ``GET``.
        authentication: ``Authentication``: an object whose ``ConnectionArn`` is an EventBridge
            connection. Give exactly one of this, ``invocation_config``.
        invocation_config: ``InvocationConfig``: an object whose ``ConnectionArn`` is an EventBridge
            connection. Give exactly one of this, ``authentication``.
        headers: ``Headers``: an object; what the connection sets goes before it.
        query_parameters: ``QueryParameters``: an object; what the connection sets goes before it.
        request_body: ``RequestBody``: JSON or a string.
        transform: ``Transform``: an object that says how the body is encoded, for a URL-encoded
            one.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: Not exactly one of ``authentication`` and ``invocation_config`` is given, or
            a value is not valid.
    """
    exactly_one(name, options, authentication=authentication, invocation_config=invocation_config)
    given: dict[str, Template | Unset] = {
        "ApiEndpoint": api_endpoint,
        "Method": method,
        "Authentication": authentication,
        "InvocationConfig": invocation_config,
        "Headers": headers,
        "QueryParameters": query_parameters,
        "RequestBody": request_body,
        "Transform": transform,
    }
    return service_task(name, "http:invoke", given, options)
