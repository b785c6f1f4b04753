"""moto behind a socket, set up so that state machines execute and Lambda functions run.

moto has one account for the whole process, and its settings are global. Only this module changes
them, in context managers that restore them.
"""

from __future__ import annotations

import base64
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from socket import SHUT_RD, socket
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask import has_request_context, request
from moto.awslambda.models import LambdaFunction
from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.core.base_backend import BackendDict
from moto.core.config import default_user_config
from moto.core.model_instances import reset_model_data
from moto.core.utils import utcnow
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringJSONata
from moto.stepfunctions.parser.asl.jsonata import jsonata
from moto.stepfunctions.parser.models import stepfunctions_parser_backends
from moto.stepfunctions.parser.utils import TMP_THREADS
from werkzeug.serving import ThreadedWSGIServer

from sfn_dsl.local import jsonata_engine
from sfn_dsl.local.actions import with_missing_actions
from sfn_dsl.local.functions.invoking import Function, Functions
from sfn_dsl.local.guard import MALFORMED, NO_CONTROLS, guarded, is_malformed, refused

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_LOG_TAIL_BYTES = 4096  # what Lambda returns of a log
_POLL_SECONDS = 0.05
_SECONDS_TO_END = 2.0
_LOGGER = logging.getLogger(__name__)

_Invoke = Callable[[LambdaSimpleBackend, str, str | None, Any, Any, Any], bytes]


@contextmanager
def emulation(functions: Functions) -> Iterator[None]:
    """Provide an empty account that executes state machines and runs functions."""
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        stack.enter_context(_settings())
        stack.enter_context(_replaced(LambdaSimpleBackend, "invoke", _invoke_by(functions)))
        stack.enter_context(_replaced(jsonata, "_eval_jsonata", jsonata_engine.evaluate))
        body = jsonata_engine.evaluate_in(StringJSONata._eval_body)
        stack.enter_context(_replaced(StringJSONata, "_eval_body", body))
        stack.enter_context(_empty_account())
        yield


@contextmanager
def executions() -> Iterator[None]:
    """Stop the executions that are still running at the end of the block, and their threads.

    An execution that waits for its next retry sleeps in ``time.sleep``, which nothing can
    interrupt; so it gets a sleep that the end of the block interrupts.
    """
    over = threading.Event()
    with _replaced(retrier_decl, "time", SimpleNamespace(sleep=over.wait)):
        try:
            yield
        finally:
            _stop_executions()
            over.set()
            _join_executions()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep moto's messages about failing executions off standard error; log handlers get them."""
    logger, handler = logging.getLogger("moto"), logging.NullHandler()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def _settings() -> Iterator[None]:
    before = default_user_config.copy()
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    default_user_config["lambda"] = {"use_docker": False}
    try:
        yield
    finally:
        default_user_config.update(before)


@contextmanager
def _replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


@contextmanager
def _empty_account() -> Iterator[None]:
    _forget_everything()
    try:
        yield
    finally:
        _forget_everything()


def _forget_everything() -> None:
    BackendDict.reset()
    reset_model_data()


def _stop_executions() -> None:
    for regions in list(stepfunctions_parser_backends.values()):
        for backend in list(regions.values()):
            for machine in backend.state_machines:
                for execution in machine.executions:
                    _stop(execution)


def _stop(execution: Any) -> None:
    # Any: moto declares another class here, whose executions have no worker.
    environment = execution.exec_worker and execution.exec_worker.env
    if environment:
        environment.set_stop(stop_date=utcnow(), cause=None, error=None)


def _join_executions() -> None:
    deadline = time.monotonic() + _SECONDS_TO_END
    for thread in list(TMP_THREADS):
        thread.join(max(0.0, deadline - time.monotonic()))
    TMP_THREADS.clear()


def _invoke_by(functions: Functions) -> _Invoke:
    """A replacement for the method with which moto answers Lambda's Invoke."""

    def invoke(
        backend: LambdaSimpleBackend,
        function_name: str,
        qualifier: str | None,
        body: Any,
        headers: Any,
        response_headers: Any,
    ) -> bytes:
        function = backend.get_function(function_name, qualifier or _requested_qualifier())
        response_headers["x-amz-executed-version"] = str(function.version)
        if headers.get("X-Amz-Invocation-Type") == "DryRun":
            return b""
        answer = functions.invoke(_function(function), _bytes(body))
        _keep_log(function, answer.log)
        if answer.failed:
            response_headers["x-amz-function-error"] = "Unhandled"
        tail = answer.log.encode()[-_LOG_TAIL_BYTES:]
        response_headers["x-amz-log-result"] = base64.b64encode(tail).decode()
        return answer.payload

    return invoke


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
    )


def _keep_log(function: LambdaFunction, log: str) -> None:
    """Write what the function printed to its CloudWatch log group."""
    if log:
        function.logs_backend.ensure_log_group(function.logs_group_name)
        function.save_logs(log)


@contextmanager
def answering(listening: socket) -> Iterator[None]:
    """Answer requests at the socket, in threads of its own, until the block ends."""
    server = _Server(listening)
    thread = threading.Thread(
        target=server.serve_forever, args=(_POLL_SECONDS,), name="sfn-local", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.end_connections()


def _backend_app(service: Any) -> Any:
    """The application by which moto answers for a service; its own controls are no service.

    Any: moto asks for an application of Flask, and uses it as any other of WSGI.
    """
    return refused(NO_CONTROLS) if service == "moto_api" else create_backend_app(service)


class _RequestHandler(MotoRequestHandler):
    """Answers one request per connection, so that no thread stays to wait for another."""

    protocol_version = "HTTP/1.0"
    server: _Server

    def make_environ(self) -> WSGIEnvironment:
        """The request for the application, with what the guard cannot see in it any more."""
        return {**super().make_environ(), MALFORMED: is_malformed(self.headers)}

    def log(self, kind: str, message: str, *args: Any) -> None:
        self.server.log(kind, message, *args)


class _Server(ThreadedWSGIServer):
    """Keeps a list of its connections, which werkzeug does not, so that it can end them."""

    def __init__(self, listening: socket) -> None:
        self._connections: dict[threading.Thread, socket] = {}
        host, port = listening.getsockname()
        moto = DomainDispatcherApplication(_backend_app)
        application = guarded(with_missing_actions(moto), port)
        # By its descriptor: werkzeug exits the process if it cannot bind a socket of its own.
        super().__init__(host, port, application, _RequestHandler, fd=listening.fileno())

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer one connection in a thread of its own."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        self._connections[thread] = request
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer one connection in the current thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._connections.pop(threading.current_thread(), None)

    def end_connections(self) -> None:
        """Close idle connections, and let answers in progress finish."""
        deadline = time.monotonic() + _SECONDS_TO_END
        connections = dict(self._connections)
        for connection in connections.values():
            try:
                connection.shutdown(SHUT_RD)
            except OSError:
                continue  # already closed
        for thread in connections:
            thread.join(max(0.0, deadline - time.monotonic()))

    def log(self, kind: str, message: str, *args: Any) -> None:
        """Log requests to this module's logger; werkzeug would write them to standard error."""
        _LOGGER.debug(message, *args)
