"""The HTTP server of the embedded AWS: one request a connection, an end in time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RD, socket
from typing import TYPE_CHECKING, Any, Final

from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import ThreadedWSGIServer

from sfn_dsl.local.guard import MALFORMED, guarded, is_malformed

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

MOST_CONNECTIONS: Final = 1000
"""Connections at once; each may hold a thread for the 60 seconds of a long poll."""

_POLL_SECONDS: Final = 0.05
_SECONDS_TO_END: Final = 2.0
_SILENT_SECONDS: Final = 60.0  # for which a client may send nothing of a request that it began
_BUSY: Final = (
    b"HTTP/1.0 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n"
    b'\r\n{"__type":"ServiceUnavailable","message":"the embedded AWS has too many connections"}'
)
_LOGGER: Final = logging.getLogger(__name__)


@contextmanager
def answering(listening: socket, application: WSGIApplication) -> Iterator[None]:
    """Answer requests at the socket, in threads of its own, until the block ends."""
    server = _Server(listening, application)
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


class _RequestHandler(MotoRequestHandler):
    """Answers one request per connection, so that no thread stays to wait for another."""

    protocol_version = "HTTP/1.0"
    timeout = _SILENT_SECONDS
    server: _Server

    def make_environ(self) -> WSGIEnvironment:
        """The request for the application, with what the guard cannot see in it any more."""
        return {**super().make_environ(), MALFORMED: is_malformed(self.headers)}

    def log(self, kind: str, message: str, *args: Any) -> None:
        self.server.log(kind, message, *args)


class _Server(ThreadedWSGIServer):
    """Keeps a list of its connections, which werkzeug does not, so that it can end them."""

    def __init__(self, listening: socket, application: WSGIApplication) -> None:
        self._connections: dict[threading.Thread, socket] = {}
        host, port = listening.getsockname()
        # By its descriptor: werkzeug exits the process if it cannot bind a socket of its own.
        super().__init__(
            host, port, guarded(application, port), _RequestHandler, fd=listening.fileno()
        )

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer one connection in a thread of its own, or refuse it if there are too many."""
        if len(self._connections) >= MOST_CONNECTIONS:
            request.settimeout(_POLL_SECONDS)
            with suppress(OSError):  # the client is gone, or does not read
                request.sendall(_BUSY)
            self.shutdown_request(request)
            return
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
