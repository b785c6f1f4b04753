"""The parts of the embedded AWS behind one socket: Step Functions, moto, functions, the journal."""

from __future__ import annotations

import io
import logging
import math
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Any, Final, Literal

from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from sfn_dsl.errors import SfnError
from sfn_dsl.local import determinism
from sfn_dsl.local.clients import Clients
from sfn_dsl.local.emulator import emulation, services
from sfn_dsl.local.functions.invocations import invocations
from sfn_dsl.local.functions.invoking import Functions
from sfn_dsl.local.guard import refused
from sfn_dsl.local.journal import Journal
from sfn_dsl.local.serving import answering
from sfn_dsl.local.state import kept_in
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.running.pace import REAL, Pace

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from sfn_dsl.local.stepfunctions.running.mocks import Mocks
    from sfn_dsl.local.stepfunctions.service import StepFunctions

MOST_BYTES: Final = 64 * 2**20
"""The largest request in bytes: the code of a function, an object of S3. It is held in memory."""

_FAILED: Final = "500 Internal Server Error"
_BAD_REQUEST: Final = "400 Bad Request"
_OURS: Final = "AWSStepFunctions."  # how the target of each request to Step Functions begins
_TOO_LARGE: Final = "413 Request Entity Too Large"
_OF_CHUNKS: Final = ("wsgi.input_terminated", "HTTP_TRANSFER_ENCODING")
_LOGGER: Final = logging.getLogger(__name__)


def pace_of(asked: Literal["real", "fast"] | float) -> Pace:
    """The pace of executions: real, fast, or a factor above 0. Raises SfnError for another."""
    if asked in ("real", "fast"):
        return Pace(jumps=asked == "fast")
    if isinstance(asked, (int, float)) and not isinstance(asked, bool) and 0 < asked < math.inf:
        return Pace(factor=float(asked))
    raise SfnError(f"{asked!r} is no pace; write 'real', 'fast' or a factor such as 10")


@contextmanager
def endpoint(
    listening: socket,
    given: Mapping[str, str],
    *,
    state: Path | None = None,
    pace: Pace = REAL,
    mocks: Mapping[str, object] | str | os.PathLike[str] | None = None,
) -> Iterator[None]:
    """Answer at the socket until the block ends; ``given`` is the environment of functions.

    With ``state``, a folder, everything is there again that was there when it last ended. ``mocks``
    are answers to tasks, or a file of them. Raises SfnError where either cannot be read.
    """
    answers = _mocks(mocks)
    with ExitStack() as stack:
        functions = Functions(given)
        stack.callback(functions.remove_files)
        stack.enter_context(emulation())
        stack.enter_context(invocations(functions))
        moto = services(stack.enter_context(determinism.installed()))
        if state is None:
            database = stack.enter_context(closing(Database()))
        else:
            database = stack.enter_context(kept_in(state))
            moto = _kept(stack, database, functions, moto)
        clients = stack.enter_context(closing(Clients(given["AWS_ENDPOINT_URL"])))
        machines = _Machines(
            lambda: _step_functions(
                database, client=clients, region=given["AWS_REGION"], pace=pace, mocks=answers
            )
        )
        application = _whole(_dispatching(machines, moto))
        stack.enter_context(answering(listening, application))
        stack.callback(functions.stop)
        stack.callback(machines.close)
        if state is not None:
            machines.made().resume()
        yield


class _Machines:
    """Step Functions, made when it is first asked: half of a start is its import."""

    def __init__(self, make: Callable[[], StepFunctions]) -> None:
        self._make = make
        self._made: StepFunctions | None = None
        self._is_closed = False
        self._lock = threading.Lock()

    def made(self) -> StepFunctions:
        """Step Functions itself."""
        with self._lock:
            if self._is_closed:
                raise SfnError("the embedded AWS has stopped")
            if self._made is None:
                self._made = self._make()
            return self._made

    def close(self) -> None:
        """End it, if there is one, and make none any more."""
        with self._lock:
            self._is_closed = True
        if self._made is not None:
            self._made.close()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        return self.made().wsgi_app(environ, start_response)


def _step_functions(database: Database, **settings: Any) -> StepFunctions:
    from sfn_dsl.local.stepfunctions.service import StepFunctions

    return StepFunctions(database, **settings)


def _mocks(given: Mapping[str, object] | str | os.PathLike[str] | None) -> Mocks | None:
    if given is None:
        return None
    from sfn_dsl.local.stepfunctions.running.mocks import Mocks, read_mocks

    return Mocks(answers=given) if isinstance(given, Mapping) else read_mocks(Path(given))


def _kept(
    stack: ExitStack, database: Database, functions: Functions, moto: WSGIApplication
) -> WSGIApplication:
    """Moto's services, as they are after all that the database has of them."""
    journal = Journal(database, moto)
    with functions.held():  # what they did is in the journal as well
        journal.replay()
    stack.callback(journal.stop)
    return journal


def _dispatching(machines: WSGIApplication, moto: WSGIApplication) -> WSGIApplication:
    """Step Functions answers what names it, moto everything else."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_ours = environ.get("HTTP_X_AMZ_TARGET", "").startswith(_OURS)
        return (machines if is_ours else moto)(environ, start_response)

    return answer


def _whole(application: WSGIApplication) -> WSGIApplication:
    """Read the body of each request before it is answered, if it is not too large.

    Where the answer fails, the client is told why in the form that it reads.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            stream = get_input_stream(environ, max_content_length=MOST_BYTES)
            body = stream.read()
        except RequestEntityTooLarge:
            why = f"the embedded AWS takes at most {MOST_BYTES} bytes in a request"
            return refused(why, "RequestEntityTooLargeException", _TOO_LARGE)(
                environ, start_response
            )
        except (ClientDisconnected, OSError):  # a chunk that is none is an OSError
            why = "the body of the request is not as long as the request says"
            return refused(why, "IncompleteBody", _BAD_REQUEST)(environ, start_response)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        for name in _OF_CHUNKS:
            environ.pop(name, None)
        try:
            return application(environ, start_response)
        except Exception as error:  # the disk is full, or a mistake of ours
            _LOGGER.exception("a request failed")
            why = f"the embedded AWS failed: {type(error).__name__}: {error}"
            return refused(why, "InternalFailure", _FAILED)(environ, start_response)

    return answer
