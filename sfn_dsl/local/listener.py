"""The HTTP side of the embedded AWS: moto's application behind a listening socket."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import SHUT_RD, socket
from typing import Any

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import ThreadedWSGIServer

_POLL_SECONDS = 0.05
_SECONDS_TO_END = 2.0
_LOGGER = logging.getLogger(__name__)


@contextmanager
def answering(listening: socket) -> Iterator[None]:
    """Answer what comes in at the socket, in threads of its own, until the block ends."""
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


class _RequestHandler(MotoRequestHandler):
    """Answers one request a connection, so that no thread outlives it waiting for the next."""

    protocol_version = "HTTP/1.0"
    server: _Server

    def log(self, kind: str, message: str, *args: Any) -> None:
        self.server.log(kind, message, *args)


class _Server(ThreadedWSGIServer):
    """Knows its connections, which werkzeug does not, and so can end them."""

    def __init__(self, listening: socket) -> None:
        self._connections: dict[threading.Thread, socket] = {}
        host, port = listening.getsockname()
        application = DomainDispatcherApplication(create_backend_app)
        # By its descriptor: werkzeug ends the process where it cannot bind a socket of its own.
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
        """Hang up on clients that say nothing, and let answers that are under way finish."""
        deadline = time.monotonic() + _SECONDS_TO_END
        connections = dict(self._connections)
        for connection in connections.values():
            try:
                connection.shutdown(SHUT_RD)
            except OSError:
                continue  # it has ended by itself
        for thread in connections:
            thread.join(max(0.0, deadline - time.monotonic()))

    def log(self, kind: str, message: str, *args: Any) -> None:
        """Leave requests to whoever listens to this module's logger; werkzeug writes to stderr."""
        _LOGGER.debug(message, *args)
