"""How moto's Lambda invokes a function: in a child process, and in the background for an event.

The Invoke of a client is answered with what the function returns. Whatever else invokes a function,
a topic, a queue, a stream, a bucket, does so on AWS after it has answered, and does so here.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from flask import has_request_context, request
from moto.awslambda.models import LambdaFunction
from moto.awslambda_simple.models import LambdaSimpleBackend

from sfn_dsl.local.functions.invoking import Function, Functions
from sfn_dsl.local.replacing import replaced

_LOG_TAIL_BYTES: Final = 4096  # what Lambda returns of a log
_INVOKE: Final = "/invocations"
_TYPE: Final = "X-Amz-Invocation-Type"


@contextmanager
def invocations(functions: Functions) -> Iterator[None]:
    """Let moto's Lambda invoke by `functions` until the block ends."""
    by = _Invocations(functions)

    def invoke(backend: LambdaSimpleBackend, *arguments: Any, **named: Any) -> bytes:
        return by.invoke(backend, *arguments, **named)

    def invoke_function(function: LambdaFunction, body: Any, *_: Any) -> bytes:
        return by.invoke_later(function, body)

    with ExitStack() as stack:
        stack.enter_context(replaced(LambdaSimpleBackend, "invoke", invoke))
        stack.enter_context(replaced(LambdaFunction, "invoke", invoke_function))
        yield


class _Invocations:
    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def invoke(
        self,
        backend: LambdaSimpleBackend,
        function_name: str,
        qualifier: str | None,
        body: Any,
        headers: Any,
        response_headers: Any,
    ) -> bytes:
        """Answer Lambda's Invoke, or start an invocation that something else asks for."""
        function = backend.get_function(function_name, qualifier or _requested_qualifier())
        if not _is_invoke() or headers.get(_TYPE) == "Event":
            return self.invoke_later(function, body)
        response_headers["x-amz-executed-version"] = str(function.version)
        if headers.get(_TYPE) == "DryRun":
            return b""
        answer = self._functions.invoke(_function(function), _bytes(body))
        _keep_log(function, answer.log)
        if answer.failed:
            response_headers["x-amz-function-error"] = "Unhandled"
        tail = answer.log.encode()[-_LOG_TAIL_BYTES:]
        response_headers["x-amz-log-result"] = base64.b64encode(tail).decode()
        return answer.payload

    def invoke_later(self, function: LambdaFunction, body: Any) -> bytes:
        """Invoke a function without waiting for it; what it returns is not wanted."""
        self._functions.invoke_later(
            _function(function), _bytes(body), lambda answer: _keep_log(function, answer.log)
        )
        return b""


def _is_invoke() -> bool:
    return has_request_context() and request.path.endswith(_INVOKE)


def _requested_qualifier() -> str | None:
    """The Qualifier of the query, which moto looks up in lower case and so never finds."""
    return request.args.get("Qualifier") if has_request_context() else None


def _bytes(body: str | bytes | None) -> bytes:
    return body.encode() if isinstance(body, str) else body or b""


def _function(function: LambdaFunction) -> Function:
    return Function(
        name=function.function_name,
        arn=function.function_arn,
        version=str(function.version),
        handler=function.handler or "",
        runtime=function.run_time or "",
        code=function.code_bytes,
        environment=dict(function.environment_vars),
        timeout=float(function.timeout),
        memory=int(function.memory_size),
        storage=int(function.ephemeral_storage),
    )


def _keep_log(function: LambdaFunction, log: str) -> None:
    """Write what the function printed to its CloudWatch log group."""
    if log:
        function.logs_backend.ensure_log_group(function.logs_group_name)
        function.save_logs(log)
