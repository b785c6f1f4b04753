"""A proxy on the loopback interface, before an AWS endpoint, that gets in the way of chosen calls.

Each call is named as AWS names its operation. What is to become of the n-th one is asked of a
function before it goes on, so a test decides call by call, and may hold a call for as long as it
likes. ``effects`` are the calls that did reach the endpoint.
"""

from __future__ import annotations

import enum
import http.client
import json
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import attrs

HOST = "127.0.0.1"
WRITES = (
    *("CreateStateMachine", "UpdateStateMachine", "TagResource", "UntagResource"),
    *("DeleteStateMachine", "PublishStateMachineVersion", "DeleteStateMachineVersion"),
    *("CreateStateMachineAlias", "UpdateStateMachineAlias"),
)
ADVICE = "ValidateStateMachineDefinition"  # moto has no answer to it
_SOUND = b'{"result": "OK", "diagnostics": []}'
_JSON = "application/x-amz-json-1.0"


@attrs.frozen
class Refused:
    """An answer of AWS that is an error, in place of the effect."""

    code: str
    said: str = "said so"
    status: int = 400


class Broken(enum.Enum):
    """A connection that breaks before the call has its effect, or before all of its answer."""

    RESET = "reset before the effect"
    LOST = "answer lost after the effect"
    CUT = "answer cut off in the middle"
    GARBLED = "something else answered in the endpoint's place"
    LISTED = "a list answered in the endpoint's place"
    BLANK = "nothing answered in the endpoint's place"
    MASKED = "something else answered after the effect"


Fault = Refused | Broken
THROTTLED = Refused("ThrottlingException", "Rate exceeded")
FAILING = Refused("InternalFailure", "We failed.", 500)


# botocore tries again by itself after these.
PASSING: Mapping[str, Fault] = {
    "throttled": THROTTLED,
    "failing": FAILING,
    "gateway": Refused("", "<html>Bad Gateway</html>", 502),
    "unavailable": Refused("ServiceUnavailable", "Try again.", 503),
    "too late": Refused("", "<html>Gateway Timeout</html>", 504),
    "reset": Broken.RESET,
    "lost": Broken.LOST,
}
# It takes these for answers.
UNREADABLE: Mapping[str, Fault] = {
    "cut": Broken.CUT,
    "garbled": Broken.GARBLED,
    "listed": Broken.LISTED,
    "blank": Broken.BLANK,
    "masked": Broken.MASKED,
}
FAULTS: Mapping[str, Fault] = {**PASSING, **UNREADABLE}
ALL_FAULTS = "SFN_DSL_ALL_FAULTS" in os.environ
"""Try every fault at every call, which takes some minutes; otherwise faults take turns at reads."""


def is_tried(operation: str, number: int, turn: int) -> bool:
    """Return whether a fault is tried at a call: each at a call that changes something."""
    return ALL_FAULTS or operation in WRITES or (number + turn) % 3 == 0


AFTER_THE_EFFECT = (Broken.LOST, Broken.CUT, Broken.MASKED)


def _no_fault(_number: int, _operation: str) -> Fault | None:
    return None


def at(number: int, fault: Fault) -> Callable[[int, str], Fault | None]:
    """The fault for the n-th call alone, counted from 0."""
    return lambda n, _: fault if n == number else None


def always(operation: str, fault: Fault) -> Callable[[int, str], Fault | None]:
    """The fault for each call of an operation."""
    return lambda _, name: fault if name == operation else None


class Proxy(ThreadingHTTPServer):
    """The proxy. ``before`` and ``after`` are called around each call's effect, in its thread."""

    daemon_threads = True
    block_on_close = False  # a call may be held by a test that has failed

    def __init__(self, backend: str) -> None:
        super().__init__((HOST, 0), _Handler)
        parts = urlsplit(backend)
        self.backend = (parts.hostname or HOST, parts.port or 80)
        self.lock = threading.Lock()
        self.clear()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    @property
    def writes(self) -> list[str]:
        """The effects that change something."""
        return [name for name in self.effects if name in WRITES]

    def clear(self) -> None:
        """Forget all calls, and let the next ones pass."""
        self.calls: list[str] = []
        self.effects: list[str] = []
        self.before: Callable[[int, str], Fault | None] = _no_fault
        self.after: Callable[[int, str], object] = _no_fault

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent about clients that are killed in the middle of a call."""


@contextmanager
def proxy(backend: str) -> Iterator[Proxy]:
    """A proxy before the endpoint at an address, until the block ends."""
    with Proxy(backend) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


_INSTEAD: Mapping[Fault | None, bytes] = {
    Broken.GARBLED: b"<html>Log in to the guest network</html>",
    Broken.LISTED: b"[1]",
    Broken.BLANK: b"",
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in two small packets would wait for the other side's acknowledgement
    server: Proxy

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        operation = self._operation(body)
        with self.server.lock:
            number = len(self.server.calls)
            self.server.calls.append(operation)
        fault = self.server.before(number, operation)
        if isinstance(fault, Refused):
            self._refuse(fault)
        elif fault is Broken.RESET:
            self._reset()
        elif fault in _INSTEAD:
            self._answer(200, "text/html", _INSTEAD[fault])
        else:
            answer = self._effect(operation, body)
            self.server.effects.append(operation)
            self.server.after(number, operation)
            self._answer_by(fault, *answer)

    def _answer_by(self, fault: Broken | None, status: int, kind: str, body: bytes) -> None:
        match fault:
            case Broken.LOST:
                self._reset()
            case Broken.CUT:
                self.close_connection = True
                self._answer(status, kind, body, body[: len(body) // 2])
            case Broken.MASKED:
                self._answer(200, "text/html", _INSTEAD[Broken.GARBLED])
            case _:
                self._answer(status, kind, body)

    def _operation(self, body: bytes) -> str:
        """The end of ``AWSStepFunctions.TagResource`` or of a path, or what a form says."""
        if target := self.headers.get("X-Amz-Target"):
            return target.rpartition(".")[2]
        if "/operation/" in self.path:
            return self.path.rpartition("/")[2]
        return parse_qs(body.decode())["Action"][0]

    def _effect(self, operation: str, body: bytes) -> tuple[int, str, bytes]:
        if operation == ADVICE:
            return 200, _JSON, _SOUND
        connection = http.client.HTTPConnection(*self.server.backend)
        try:
            # The endpoint answers for its own address alone.
            own = ("Connection", "Host")
            headers = {name: text for name, text in self.headers.items() if name not in own}
            connection.request("POST", self.path, body, headers)
            response = connection.getresponse()
            return response.status, response.getheader("Content-Type", ""), response.read()
        finally:
            connection.close()

    def _refuse(self, fault: Refused) -> None:
        if "X-Amz-Target" in self.headers:
            text = json.dumps({"__type": fault.code, "message": fault.said})
            self._answer(fault.status, _JSON, text.encode())
        else:
            error = f"<Error><Code>{fault.code}</Code><Message>{fault.said}</Message></Error>"
            text = f"<ErrorResponse>{error}</ErrorResponse>"
            self._answer(fault.status, "text/xml", text.encode())

    def _answer(self, status: int, kind: str, body: bytes, sent: bytes | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if sent is None else sent)
        self.wfile.flush()

    def _reset(self) -> None:
        """Break the connection so that the other side is told at once (RST)."""
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def log_message(self, *_: object) -> None:
        pass
