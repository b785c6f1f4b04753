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
        api_endpoint: ``ApiEndpoint``.
        method: ``Method``.
        headers: ``Headers``.
        stage: ``Stage``.
        path: ``Path``.
        query_parameters: ``QueryParameters``.
        request_body: ``RequestBody``.
        allow_null_values: ``AllowNullValues``.
        auth_type: ``AuthType``.
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
