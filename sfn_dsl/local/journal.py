"""What changed moto's services, written down, so that it can be applied again at the next start.

moto keeps its state in memory only. So each request that changes something is applied with a seed
and a time of its own (see `determinism`), and written with them before it is answered: what was
acknowledged is there after a restart, with the same ids and dates, wherever the process was killed.
Requests are applied one at a time, in the order in which they are written.
"""

from __future__ import annotations

import io
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from sfn_dsl.local.determinism import given
from sfn_dsl.local.requests import Kind, kind_of, receipt, region_of
from sfn_dsl.local.stepfunctions.database import Database

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS requests (
    number INTEGER PRIMARY KEY, seed BLOB NOT NULL, time REAL NOT NULL,
    environment TEXT NOT NULL, body BLOB NOT NULL
);
"""
_SEED_BYTES: Final = 16
_POLL_SECONDS: Final = 0.1
# Of the environment of WSGI, what says how the server runs, and is put in anew.
_OF_THE_SERVER: Final = ("wsgi.", "werkzeug.", "sfn_dsl.", "SERVER_", "REMOTE_")
_ACCOUNT: Final = "123456789012"  # moto's


@attrs.frozen
class _Response:
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return [self.body]

    @property
    def is_refusal(self) -> bool:
        return self.status.startswith("4")


class Journal:
    """An application of WSGI before moto's, which keeps what changes it."""

    def __init__(self, database: Database, services: WSGIApplication) -> None:
        self._database = database
        self._services = services
        self._lock = threading.RLock()
        self._stopped = threading.Event()
        database.create(_TABLE)

    def replay(self) -> int:
        """Apply what is written, in its order; return how many requests that were."""
        count = 0
        for seed, moment, environment, body in self._rows():
            with self._lock, given(seed, moment):
                self._call({**_of_the_server(body), **json.loads(environment)}, body)
            count += 1
        return count

    def stop(self) -> None:
        """Let no request wait any longer."""
        self._stopped.set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        body = environ["wsgi.input"].read()
        kind = kind_of(environ, body)
        match kind:
            case Kind.INVOKE:  # long, and it changes nothing that is kept
                response = self._call(environ, body)
            case Kind.READ:
                with self._lock:
                    response = self._call(environ, body)
            case Kind.RECEIVE:
                response = self._receive(environ, body)
            case Kind.CHANGE:
                response = self._change(environ, body)
        return response.send(start_response)

    def _change(
        self,
        environ: WSGIEnvironment,
        body: bytes,
        is_change: Callable[[_Response], bool] = lambda response: not response.is_refusal,
    ) -> _Response:
        seed, moment = os.urandom(_SEED_BYTES), time.time()
        kept = {key: value for key, value in environ.items() if _is_kept(key, value)}
        with self._lock:
            with given(seed, moment):
                response = self._call(environ, body)
            if is_change(response):
                with self._database.transaction() as connection:
                    connection.execute(
                        "INSERT INTO requests (seed, time, environment, body) VALUES (?, ?, ?, ?)",
                        (seed, moment, json.dumps(kept), body),
                    )
        return response

    def _receive(self, environ: WSGIEnvironment, body: bytes) -> _Response:
        """Wait for messages as the request says, without holding up others."""
        asked = receipt(body)
        queue = _queue(region_of(environ), asked.queue)
        seconds = _waiting(queue) if asked.seconds is None else asked.seconds
        deadline = time.monotonic() + seconds
        while True:
            before = _dead_letters(queue)
            response = self._change(
                environ,
                asked.at_once,
                lambda answer, before=before: (  # type: ignore[misc]  # mypy wants no defaults here
                    _has_messages(answer) or _dead_letters(queue) != before
                ),
            )
            left = deadline - time.monotonic()
            if left <= 0 or response.is_refusal or _has_messages(response):
                return response
            if self._stopped.wait(min(_POLL_SECONDS, left)):
                return response

    def _call(self, environ: WSGIEnvironment, body: bytes) -> _Response:
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            started[:] = status, headers
            return None

        environ = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        answered = self._services(environ, start_response)
        try:
            parts = b"".join(answered)
        finally:
            if hasattr(answered, "close"):
                answered.close()
        return _Response(started[0], started[1], parts)

    def _rows(self) -> Iterator[tuple[bytes, float, str, bytes]]:
        number = 0
        while True:
            with self._database.transaction() as connection:
                rows = connection.execute(
                    "SELECT number, seed, time, environment, body FROM requests"
                    " WHERE number > ? ORDER BY number LIMIT 100",
                    (number,),
                ).fetchall()
            if not rows:
                return
            yield from (row[1:] for row in rows)
            number = rows[-1][0]


def _is_kept(key: str, value: Any) -> bool:
    return isinstance(value, (str, list, dict)) and not key.startswith(_OF_THE_SERVER)


def _of_the_server(body: bytes) -> dict[str, Any]:
    return {
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.0",
        "REMOTE_ADDR": "127.0.0.1",
    }


def _has_messages(response: _Response) -> bool:
    return response.status.startswith("2") and b"ReceiptHandle" in response.body


def _queue(region: str | None, name: str) -> Any:
    """The queue of moto (Any: it declares no types for what is asked of it), None without one."""
    from moto.sqs.models import sqs_backends

    try:
        return sqs_backends[_ACCOUNT][region or ""].queues.get(name)
    except KeyError:
        return None


def _waiting(queue: Any) -> float:
    """The seconds that a receipt waits if the request does not say it."""
    return float(getattr(queue, "receive_message_wait_time_seconds", 0) or 0)


def _dead_letters(queue: Any) -> int:
    """How many messages the dead-letter queue has: a receipt of nothing may have moved some."""
    dead = getattr(queue, "dead_letter_queue", None)
    return 0 if dead is None else len(dead._messages)  # moto has no other way to count all
