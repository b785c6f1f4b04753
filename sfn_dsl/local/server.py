"""The embedded AWS as one value with a beginning and an end."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from difflib import get_close_matches
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sfn_dsl.errors import SfnError
from sfn_dsl.local.environment import ACCESS_KEY, applied, to_unset, variables
from sfn_dsl.local.functions import Functions

if TYPE_CHECKING:
    import boto3

HOST = "127.0.0.1"
DEFAULT_REGION = "us-east-1"
ACCOUNT = "123456789012"  # moto's, whoever asks

_only_one = threading.Lock()


class LocalAWS:
    """An AWS endpoint on the loopback interface of this machine, in this process.

    State machines execute, with their waits and retries in real time, and Lambda functions run.
    It starts when the block is entered and is gone, with all it held, when the block ends.
    Meanwhile this process and those it starts are clients of it: its `environment` is theirs, so
    ``boto3.client("stepfunctions")`` needs nothing, and nothing can reach a real account.

    ``port`` 0 takes a free one. Entering raises SfnError when the port is taken, when there is no
    such region, when the extra ``local`` is not installed, and when this process has an embedded
    AWS already: moto keeps one account for a process.
    """

    account = ACCOUNT

    def __init__(self, *, port: int = 0, region: str = DEFAULT_REGION) -> None:
        self.region = region
        self._port = port
        self._stack = ExitStack()
        self._given: dict[str, str] | None = None
        self._hidden: list[str] = []

    @property
    def url(self) -> str:
        """Where it answers, such as ``http://127.0.0.1:50123``."""
        return self.environment()["AWS_ENDPOINT_URL"]

    def environment(self) -> dict[str, str]:
        """The environment variables that make a process its client."""
        if self._given is None:
            raise SfnError("the embedded AWS is not running; use it within its with statement")
        return dict(self._given)

    def session(self) -> boto3.Session:
        """A boto3 session whose clients speak to it."""
        import boto3

        return boto3.Session(ACCESS_KEY, ACCESS_KEY, region_name=self.region)

    def hidden(self) -> list[str]:
        """The names of the outer environment's variables that a client of it must not see."""
        return list(self._hidden)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(_alone())
            self._start(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._given = None
        self._stack.close()

    def _start(self, stack: ExitStack) -> None:
        """Start each part and note how to end it; the ends come in the opposite order."""
        listening = stack.enter_context(_listening_socket(self._port))
        port = listening.getsockname()[1]
        given = variables(f"http://{HOST}:{port}", self.region, os.environ)
        self._hidden = to_unset(os.environ, given)
        # An execution calls the services of its tasks at http://localhost:$MOTO_PORT. From here on
        # no profile or endpoint of the outer environment is seen; moto reads them on import.
        stack.enter_context(applied({**given, "MOTO_PORT": str(port)}))
        stack.enter_context(_default_session())
        _check_region(self.region)
        functions = Functions(given)
        stack.callback(functions.remove_files)
        self._start_moto(stack, functions, listening)
        stack.callback(functions.stop)
        self._given = given

    def _start_moto(self, stack: ExitStack, functions: Functions, listening: socket) -> None:
        try:
            from sfn_dsl.local import emulator, listener
        except ModuleNotFoundError as missing:
            raise SfnError(
                "the embedded AWS needs the extra 'local': pip install 'sfn_dsl[local]' "
                f"(no module named '{missing.name}')"
            ) from missing
        stack.enter_context(emulator.emulation(functions))
        stack.enter_context(listener.answering(listening))
        stack.enter_context(emulator.executions())


@contextmanager
def _listening_socket(port: int) -> Iterator[socket]:
    """A socket that listens, so the port is known, and is ours, before anything is told of it."""
    with socket() as listening:
        if os.name == "posix":  # elsewhere the option would let two servers share a port
            listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            listening.listen()
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SfnError(
                f"cannot listen on {HOST}:{port}: {reason.lower()}; name another port, or none "
                "for a free one"
            ) from error
        yield listening


def _check_region(region: str) -> None:
    """Refuse a region that does not exist; moto would answer its first request with a traceback."""
    import boto3

    session = boto3.Session()
    known = [
        name
        for partition in session.get_available_partitions()
        for name in session.get_available_regions("stepfunctions", partition)
    ]
    if region not in known:
        near = get_close_matches(region, known, 1) or [DEFAULT_REGION]
        raise SfnError(f"there is no region '{region}'; write for instance '{near[0]}'")


@contextmanager
def _alone() -> Iterator[None]:
    if not _only_one.acquire(blocking=False):
        raise SfnError("this process has an embedded AWS already; use that one, or end it first")
    try:
        yield
    finally:
        _only_one.release()


@contextmanager
def _default_session() -> Iterator[None]:
    """Give the block a default session of its own, as boto3's remembers an environment."""
    import boto3

    before = boto3.DEFAULT_SESSION
    boto3.DEFAULT_SESSION = None
    try:
        yield
    finally:
        boto3.DEFAULT_SESSION = before
