"""Amazon API Gateway (the optimized integration ``apigateway``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.apigateway.

from __future__ import annotations

from typing import Literal, Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Expression, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def invoke(
    name: str,
    *,
    api_endpoint: Template,
    method: Literal["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"] | Expression,
    headers: Template | Unset = UNSET,
    stage: Template | Unset = UNSET,
    path: Template | Unset = UNSET,
    query_parameters: Template | Unset = UNSET,
    request_body: Template | Unset = UNSET,
    allow_null_values: Template | Unset = UNSET,
    auth_type: Literal["NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY"] | Expression | Unset = UNSET,
    wait: Literal["task_token"] | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Send a request to an API of API Gateway.

    Its result holds ``StatusCode``, ``Headers`` and ``ResponseBody``. Each value in ``headers`` and
    ``query_parameters`` is a list of strings. With ``wait="task_token"`` an argument must pass on
    ``context("Task.Token")``, and the result is what is sent back with that token.

    Args:
        name: The name of the state, 1 to 80 characters.
        api_endpoint: ``ApiEndpoint``: the host name of the API,
            ``ID.execute-api.REGION.amazonaws.com``.
        method: ``Method``: the HTTP method, such as ``GET``.
        headers: ``Headers``: an object with a list of strings for each header.
        stage: ``Stage``: the stage of the API, a string.
        path: ``Path``: the path after the stage, a string.
        query_parameters: ``QueryParameters``: an object with a list of strings for each parameter.
        request_body: ``RequestBody``: JSON or a string, for ``POST``, ``PUT`` and ``PATCH``.
        allow_null_values: ``AllowNullValues``: true or false.
        auth_type: ``AuthType``: ``NO_AUTH``, which is the default, ``IAM_ROLE`` or
            ``RESOURCE_POLICY``.
        wait: ``"task_token"`` waits for the token to be sent back. Not in EXPRESS state machines.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: A value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "ApiEndpoint": api_endpoint,
        "Method": method,
        "Headers": headers,
        "Stage": stage,
        "Path": path,
        "QueryParameters": query_parameters,
        "RequestBody": request_body,
        "AllowNullValues": allow_null_values,
        "AuthType": auth_type,
    }
    return service_task(name, "apigateway:invoke", given, options, wait=wait)
