"""Keeps these tests away from AWS, and has an endpoint that answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


@pytest.fixture(autouse=True)
def _no_aws(without_aws: None) -> None:
    """No test here reaches AWS."""


class Canned(BaseHTTPRequestHandler):
    """Answers everything alike."""

    status = 400
    body = b""

    def do_POST(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, str], None]]:
    """An endpoint that gives the status and body it is told to give."""
    handler = type("Handler", (Canned,), {})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)

    def answer(status: int, body: str) -> None:
        handler.status, handler.body = status, body.encode()  # type: ignore[attr-defined]  # declared nowhere

    yield answer
    server.shutdown()
    thread.join()
    server.server_close()
