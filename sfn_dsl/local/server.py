"""`LocalAWS`: starts and stops the embedded AWS."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from sfn_dsl._version import how_to_install
from sfn_dsl.errors import SfnError
from sfn_dsl.local.clients import Clients
from sfn_dsl.local.functions.processes import ACCESS_KEY, applied, to_unset, variables

if TYPE_CHECKING:
    import boto3

HOST = "127.0.0.1"
DEFAULT_REGION = "us-east-1"
ACCOUNT = "123456789012"  # moto's, whoever asks

_only_one = threading.Lock()


class LocalAWS:
    """An AWS endpoint on the loopback interface of this machine, in this process.

    State machines execute, and Lambda functions run. The endpoint starts when the block is entered;
    when the block ends, it stops, and everything in it is gone, unless ``state`` names a folder
    that keeps it. In between, this process and the processes it starts are its clients: they have
    its `environment`, so ``boto3.client("stepfunctions")`` needs no arguments, and nothing can
    reach a real account.

    `local_aws` gives it to a test.

    Args:
        port: The port, 0 for one that is free.
        region: The region of clients that name none.
        time: ``"real"``, ``"fast"``, which jumps over waits, backoffs and timeouts of executions,
            or how many seconds of an execution pass in a real one.
        mocks: Answers to tasks, as `simulate` takes them, or a file of them: a tasks file of ``sfn
            simulate``, or AWS's MockConfigFile.json.
        state: A folder that keeps everything.

    Raises:
        SfnError: On entering: the port is taken, the region does not exist, a file or a folder
            cannot be read, the extra ``local`` is not installed, or this process already has an
            embedded AWS, since moto has one account per process.
    """

    account = ACCOUNT

    def __init__(
        self,
        *,
        port: int = 0,
        region: str = DEFAULT_REGION,
        time: Literal["real", "fast"] | float = "real",
        mocks: Mapping[str, object] | str | os.PathLike[str] | None = None,
        state: str | os.PathLike[str] | None = None,
    ) -> None:
        self.region = region
        self._port = port
        self._time = time
        self._mocks = mocks
        self._state = None if state is None else Path(state)
        self._stack = ExitStack()
        self._given: dict[str, str] | None = None
        self._clients: Clients | None = None
        self._hidden: list[str] = []

    @property
    def url(self) -> str:
        """The URL of the endpoint, such as ``http://127.0.0.1:50123``."""
        return self.environment()["AWS_ENDPOINT_URL"]

    def environment(self) -> dict[str, str]:
        """The environment variables that make a process its client."""
        if self._given is None:
            raise SfnError("the embedded AWS is not running; use it within its with statement")
        return dict(self._given)

    def session(self) -> boto3.Session:
        """A boto3 session whose clients use it."""
        import boto3

        return boto3.Session(ACCESS_KEY, ACCESS_KEY, region_name=self.region)

    def client(self, service: str, region: str | None = None) -> Any:
        """A boto3 client that uses it.

        Args:
            service: The service's name in boto3.
            region: The region. If omitted, that of the endpoint.

        Raises:
            SfnError: The endpoint is not running.
        """
        if self._clients is None:
            raise SfnError("the embedded AWS is not running; use it within its with statement")
        return self._clients(service, region or self.region)

    def hidden(self) -> list[str]:
        """The names of variables in the outer environment that its clients must not have."""
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
        self._given = self._clients = None
        self._stack.close()

    def _start(self, stack: ExitStack) -> None:
        """Start each part, and register how to stop it; they stop in the opposite order."""
        listening = stack.enter_context(_listening_socket(self._port))
        port = listening.getsockname()[1]
        given = variables(f"http://{HOST}:{port}", self.region, os.environ)
        self._hidden = to_unset(os.environ, given)
        # moto calls itself at http://localhost:$MOTO_PORT. The outer
        # environment must be hidden before moto is imported, which reads it.
        stack.enter_context(applied({**given, "MOTO_PORT": str(port)}))
        stack.enter_context(_default_session())
        _check_region(self.region)
        try:
            from sfn_dsl.local.endpoint import endpoint, pace_of
        except ModuleNotFoundError as missing:
            raise SfnError(
                f"the embedded AWS needs the extra 'local' (no module named '{missing.name}'); "
                f"{how_to_install('local')}"
            ) from missing
        stack.enter_context(
            endpoint(
                listening,
                given,
                state=self._state,
                pace=pace_of(self._time),
                mocks=self._mocks,
            )
        )
        self._clients = stack.enter_context(closing(Clients(given["AWS_ENDPOINT_URL"])))
        self._given = given


@contextmanager
def _listening_socket(port: int) -> Iterator[socket]:
    """A listening socket, so that the port is known and reserved before anything uses it."""
    with socket() as listening:
        if os.name == "posix":  # elsewhere, the option would let two servers share a port
            listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
            listening.listen()
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise SfnError(
                f"cannot listen on {HOST}:{port}: {reason.lower()}; give another port, or omit it "
                "to use a free one"
            ) from error
        yield listening


def _check_region(region: str) -> None:
    """Refuse a region that does not exist; moto would answer the first request with a traceback."""
    known = _regions()
    if region not in known:
        near = get_close_matches(region, known, 1) or [DEFAULT_REGION]
        raise SfnError(f"there is no region '{region}'; write one such as '{near[0]}'")


@cache
def _regions() -> frozenset[str]:
    import boto3

    session = boto3.Session()
    return frozenset(
        name
        for partition in session.get_available_partitions()
        for name in session.get_available_regions("stepfunctions", partition)
    )


@contextmanager
def _alone() -> Iterator[None]:
    if not _only_one.acquire(blocking=False):
        raise SfnError("this process already has an embedded AWS; use that one, or end it first")
    try:
        yield
    finally:
        _only_one.release()


@contextmanager
def _default_session() -> Iterator[None]:
    """Give the block a default boto3 session of its own, since a session keeps its environment."""
    import boto3

    before = boto3.DEFAULT_SESSION
    boto3.DEFAULT_SESSION = None
    try:
        yield
    finally:
        boto3.DEFAULT_SESSION = before
