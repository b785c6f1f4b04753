"""Lambda functions written in Python, run in this process when a task calls them.

What a function raises becomes the error that AWS gives for it. Its cause holds no paths of this
machine: the function's code is below /var/task there.
"""

from __future__ import annotations

import decimal
import inspect
import json
import math
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Final

import attrs

from sfn_dsl.answers.answering import Answer, Answerer, takes
from sfn_dsl.answers.errors import AnswerError, TaskFailed
from sfn_dsl.answers.functions import code
from sfn_dsl.answers.functions.code import Handler, code_in_place, code_root, find_handler
from sfn_dsl.answers.functions.context import LambdaContext
from sfn_dsl.answers.functions.results import (
    LATEST,
    answered,
    invocation_result,
    is_direct,
    refused,
    request_id,
)
from sfn_dsl.answers.json_values import compact_json, json_copy
from sfn_dsl.answers.outcomes import cause_text, check_error
from sfn_dsl.arns import read_arn
from sfn_dsl.simulation.effects import Failed, Outcome, TaskCall
from sfn_dsl.simulation.keys import target_name

TASK_ROOT: Final = "/var/task"
_OWN: Final = frozenset((__file__, code.__file__))
_TIMEOUT: Final = 3.0
_MEMORY: Final = 128
_FUNCTION: Final = "arn:aws:lambda:us-east-1:123456789012:function"
_SDK: Final = "aws-sdk:lambda"


def handler(
    function: str | Handler,
    *,
    folder: str | Path | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: float = _TIMEOUT,
    memory: int = _MEMORY,
) -> Answer:
    """A Lambda function written in Python answers, run in this process.

    What the function returns has to be JSON, or the task fails with Runtime.MarshalError; what it
    raises fails the task as on AWS, with the exception's name and the cause that AWS writes. For
    ``lambda:invoke`` the result is wrapped, as by `returns`. A function with a task token is only
    asked: its task ends by its token, or with ``submitted(handler(...), answer)``.

    Args:
        function: The handler, or its name as ``package.module.function``. It is called with its
            payload and a Lambda context object.
        folder: The folder that the name is looked up in, what a SAM template calls CodeUri. If
            omitted, it is imported as Python does it.
        environment: The environment variables of the function.
        timeout: The timeout in seconds, by default Lambda's. The context tells it; it is not
            enforced.
        memory: The memory in MB, by default Lambda's. The context tells it; it is not enforced.

    Raises:
        AnswerError: There is no such folder or function, or a name in the environment is not valid.
            A function is looked up when the run begins.

    Example::

        def pack(event: dict[str, int], context: object) -> dict[str, int]:
            return {"parcels": event["lines"] // 2}

        tasks = {"Pack": handler(pack)}
    """
    if not isinstance(function, str) and not callable(function):
        raise AnswerError(
            f"handler() takes a function of event and context, or its name, not {function!r}; "
            'write handler("package.module.function")'
        )
    place = Path(folder).resolve() if folder is not None else None
    if place is not None and not place.is_dir():
        raise AnswerError(f"there is no folder '{folder}'; write the folder of the function's code")
    for name, value in (environment or {}).items():
        if not name or "=" in name or "\0" in f"{name}{value}":
            raise AnswerError(
                f"{name!r} with the value {value!r} is no variable of an environment; write a name "
                "without '=', and text without the character U+0000"
            )
    return _Handler(function, place, dict(environment or {}), timeout, memory)


@attrs.frozen
class _Handler(Answer):
    made_by: ClassVar[str] = "handler"

    function: str | Handler
    folder: Path | None
    environment: dict[str, str]
    timeout: float
    memory: int

    def begin(self, where: str) -> Answerer:
        if isinstance(self.function, str):
            with code_in_place(self.folder, self.environment, self.environment):
                found = find_handler(self.function, self.folder)
        else:
            found = self.function
        _check_signature(found, where)
        root = code_root(found, self.folder)
        return lambda call: _task_outcome(call, self._invoke(call, found, root, where))

    def _invoke(self, call: TaskCall, function: Handler, root: str, where: str) -> _Result:
        event = _event(call, where)
        if isinstance(event, _Result):
            return event
        context = _context(call, self.timeout, self.memory)
        variables = {
            "AWS_LAMBDA_FUNCTION_NAME": context.function_name,
            "AWS_LAMBDA_FUNCTION_VERSION": context.function_version,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": context.memory_limit_in_mb,
            "AWS_LAMBDA_LOG_GROUP_NAME": context.log_group_name,
            "AWS_LAMBDA_LOG_STREAM_NAME": context.log_stream_name,
            "LAMBDA_TASK_ROOT": root,
            **self.environment,
        }
        with code_in_place(self.folder, variables, self.environment):
            return _result(function, event, context, root)


def _check_signature(function: Handler, where: str) -> None:
    """Refuse what cannot be called as a handler, which would otherwise fail the task."""
    if not takes(function, 2):
        raise AnswerError(
            f"{where} is handler(...) of a function that cannot be called with event and context; "
            "write def handler(event, context), or give a function of the call without handler()"
        )


@attrs.frozen
class _Result:
    """What an invocation came to: a value, or the document of an error."""

    value: Any = None
    error: dict[str, Any] | None = None
    service_error: Failed | None = None


def _event(call: TaskCall, where: str) -> Any:
    """What the function is called with; a _Result where the service refuses the payload."""
    if call.service not in ("lambda", _SDK):
        raise AnswerError(
            f"{where} is handler(...), and '{call.state}' calls '{call.resource}', which is no "
            "Lambda function; write a function of the call, or the output"
        )
    if is_direct(call):
        return json_copy(call.parameters, "the input")
    payload = call.parameters.get("Payload")
    if payload is None:
        return {}
    if not isinstance(payload, str):
        return json_copy(payload, "the payload")
    try:
        # Text is the payload itself, which is JSON.
        return json.loads(payload)
    except ValueError as error:
        cause = (
            f"Could not parse request body into json: {error} (Service: AWSLambda; Status Code: "
            "400; Error Code: InvalidRequestContentException; Request ID: "
            f"{request_id(call)}; Proxy: null)"
        )
        failed = Failed("Lambda.InvalidRequestContentException", cause)
        return _Result(service_error=failed)


def _result(function: Handler, event: Any, context: LambdaContext, root: str) -> _Result:
    try:
        returned = function(event, context)
    except TaskFailed as failure:  # the test's own way to say it
        check_error(failure.error, "TaskFailed()")
        return _Result(service_error=Failed(failure.error, cause_text(failure.cause)))
    except SystemExit as stop:
        reason = f"exit status {stop.code}" if isinstance(stop.code, int) else "exit status 1"
        message = f"RequestId: {context.aws_request_id} Error: Runtime exited with error: {reason}"
        return _Result(error={"errorType": "Runtime.ExitError", "errorMessage": message})
    except Exception as error:
        kind, trace = type(error).__name__, _trace(error.__traceback__, root)
        sys.stderr.write(f"[ERROR] {kind}: {error}\nTraceback:\n{''.join(trace)}")
        return _Result(error=_document(str(error), kind, context, trace))
    try:
        return _Result(_marshalled(returned))
    except (TypeError, ValueError, RecursionError) as error:
        message = f"Unable to marshal response: {error}"
        return _Result(error=_document(message, "Runtime.MarshalError", context, []))


def _marshalled(returned: Any) -> Any:
    if inspect.iscoroutine(returned):
        returned.close()
    if isinstance(returned, (bytes, bytearray)):
        return json.loads(returned)
    return json.loads(json.dumps(returned, allow_nan=False, default=_decimal))


def _decimal(value: object) -> Any:
    if isinstance(value, decimal.Decimal):
        number = float(value)
        return (
            int(value) if math.isfinite(number) and value == value.to_integral_value() else number
        )
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _document(message: str, kind: str, context: LambdaContext, trace: list[str]) -> dict[str, Any]:
    return {
        "errorMessage": message,
        "errorType": kind,
        "requestId": context.aws_request_id,
        "stackTrace": trace,
    }


def _trace(frames: TracebackType | None, root: str) -> list[str]:
    """The frames of the function, with the paths that they have on AWS."""
    own = [
        (frame.filename, frame.lineno or 0, frame.name, frame.line)
        for frame in traceback.extract_tb(frames)
        if frame.filename not in _OWN
    ]
    lines = traceback.format_list(own)  # without the marks below a line that Python writes
    return [line.replace(root, TASK_ROOT) for line in lines] if root else lines


def _task_outcome(call: TaskCall, result: _Result) -> Outcome:
    """What becomes of the task; who invokes asynchronously never learns of a failure."""
    if result.service_error:
        return refused(call, result.service_error)
    is_asynchronous = not is_direct(call) and call.parameters.get("InvocationType") == "Event"
    if result.error is not None and not is_asynchronous:
        if call.service == _SDK:
            output = invocation_result(call, result.error)
            return answered(call, {**output, "FunctionError": "Unhandled"})
        # Lambda writes blanks, and the integration writes the document anew.
        cause = json.dumps(result.error) if is_direct(call) else compact_json(result.error)
        return refused(call, Failed(result.error["errorType"], cause))
    return answered(call, invocation_result(call, result.value))


def _context(call: TaskCall, timeout: float, memory: int) -> LambdaContext:
    parameters = call.parameters if not is_direct(call) else {"FunctionName": call.resource}
    text = str(parameters.get("FunctionName", ""))
    name, qualifier = target_name(text)
    qualifier = str(parameters.get("Qualifier") or qualifier)
    arn = read_arn(text) if text.startswith("arn:") else None
    execution = read_arn(str(call.context.get("Execution", {}).get("Id", "")))
    if arn:
        base = f"arn:{arn.partition}:lambda:{arn.region}:{arn.account}:function"
    elif execution.account:
        base = f"arn:{execution.partition}:lambda:{execution.region}:{execution.account}:function"
    else:
        base = _FUNCTION
    version = qualifier if qualifier.isdigit() else LATEST
    request = request_id(call)
    return LambdaContext(
        function_name=name,
        function_version=version,
        invoked_function_arn=f"{base}:{name}" + (f":{qualifier}" if qualifier else ""),
        memory_limit_in_mb=str(memory),
        aws_request_id=request,
        log_group_name=f"/aws/lambda/{name}",
        log_stream_name=f"[{version}]{request.replace('-', '')}",
        timeout=timeout,
    )
