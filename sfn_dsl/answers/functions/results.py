"""What services answer: the result of ``lambda:invoke``, and what is told of every request.

ASL reference, section 8.4.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

import attrs

from sfn_dsl.answers.json_values import compact_json
from sfn_dsl.arns import AWS_SDK
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded, TaskCall

LATEST: Final = "$LATEST"
# Requests are numbered by the task's token, so that a run that is repeated has the same ones.
_REQUESTS: Final = uuid.UUID("6c7c0d54-9a0f-5d0e-8f5c-2f4f6b8d1e37")
_ACCEPTED: Final = {"Event": 202, "DryRun": 204}


def request_id(call: TaskCall) -> str:
    """The request's id, the same in each run with the same seed."""
    return str(uuid.uuid5(_REQUESTS, f"{call.token}#{call.attempt}"))


def is_direct(call: TaskCall) -> bool:
    """Return whether the function's ARN is the state's Resource, and its result the output."""
    return call.action == ""


def invocation_result(call: TaskCall, value: Any) -> Any:
    """The output of a task for what its function returned."""
    if is_direct(call):
        return value
    parameters = call.parameters if isinstance(call.parameters, dict) else {}
    status = _ACCEPTED.get(str(parameters.get("InvocationType")))
    text = "" if status else compact_json(value)
    payload = "" if status else value
    if call.service.startswith(AWS_SDK):
        return {
            **({} if status else {"ExecutedVersion": _version(parameters)}),
            "Payload": text,
            "StatusCode": status or 200,
        }
    return {
        **({} if status else {"ExecutedVersion": _version(parameters)}),
        "Payload": payload,
        **metadata(request_id(call), _headers(text, _version(parameters)), status or 200),
        "StatusCode": status or 200,
    }


def _version(parameters: dict[str, Any]) -> str:
    qualifier = parameters.get("Qualifier")
    return qualifier if isinstance(qualifier, str) and qualifier.isdigit() else LATEST


def _headers(text: str, version: str) -> dict[str, str]:
    return {
        "Connection": "keep-alive",
        "Content-Length": str(len(text.encode())),
        "Content-Type": "application/json",
        "X-Amz-Executed-Version": version,
        "x-amzn-Remapped-Content-Length": "0",
    }


def metadata(request: str, headers: dict[str, str], status: int) -> dict[str, Any]:
    """What an optimized integration tells of the request itself."""
    headers = {**headers, "x-amzn-RequestId": request}
    return {
        "SdkHttpMetadata": {
            "AllHttpHeaders": {name: [value] for name, value in headers.items()},
            "HttpHeaders": headers,
            "HttpStatusCode": status,
        },
        "SdkResponseMetadata": {"RequestId": request},
    }


def answered(call: TaskCall, output: Any) -> Outcome:
    """The outcome of a call that a service has answered.

    With a task token that is only what the service says first: the token ends the task.
    """
    return Hangs(submitted=output) if call.pattern else Succeeded(output)


def refused(call: TaskCall, failed: Failed) -> Failed:
    """The failure of a call that a service refuses: with a token or a job it is not submitted."""
    return attrs.evolve(failed, phase="submit") if call.pattern else failed
