"""What an execution needs from outside: answers to its tasks, and objects in S3.

The engine does no I/O. It hands a `TaskCall` to the `Tasks` it was given and goes on when the
outcome's time has come; readers and writers of a distributed Map use `Objects`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Protocol

import attrs

Pattern = Literal["", "sync", "sync:2", "waitForTaskToken"]


class Callbacks(Protocol):
    """Ends tasks that wait: those with a task token, activities, and those that hang.

    A call for a task that has ended does nothing.
    """

    def succeed(self, token: str, output: Any, *, after: float = 0.0) -> None:
        """End the task with an output (SendTaskSuccess).

        Args:
            token: The token of the task, `TaskCall.token`.
            output: The output, a JSON value.
            after: How many seconds of virtual time later.
        """

    def fail(
        self, token: str, error: str | None = None, cause: str | None = None, *, after: float = 0.0
    ) -> None:
        """End the task with an error (SendTaskFailure).

        Args:
            token: The token of the task, `TaskCall.token`.
            error: The error's name, None for none.
            cause: What happened, None for nothing.
            after: How many seconds of virtual time later.
        """

    def heartbeat(self, token: str, *, after: float = 0.0) -> None:
        """Say that the task is alive (SendTaskHeartbeat).

        Args:
            token: The token of the task, `TaskCall.token`.
            after: How many seconds of virtual time later.
        """


@attrs.frozen
class TaskCall:
    """One attempt of a Task state: what AWS would be asked. A function that answers gets it.

    Attributes:
        state: The name of the state.
        pointer: The JSON pointer of the state in the definition.
        resource: The state's Resource.
        service: The service as the history names it: ``sns``, ``aws-sdk:s3``, ``states``; for a
            function or an activity by its ARN, ``lambda`` or ``activity``.
        action: The action as the history names it: ``publish``, ``startExecution.sync:2``; ``""``
            for a function or an activity by its ARN.
        pattern: ``"sync"``, ``"sync:2"`` or ``"waitForTaskToken"``; ``""`` for a call that is not
            waited for.
        parameters: What the task is called with.
        input: The input of the state.
        attempt: The number of the attempt, counted from 1.
        token: What ends the task by ``callbacks``. The definition sees it only where AWS shows one.
        time: The virtual time, in seconds since 1970.
        context: The context object.
        callbacks: Ends tasks that wait.
        credentials: The value of the Credentials field, None without one.

    Example::

        def publish(call: TaskCall) -> object:
            return {"MessageId": f"m-{call.attempt}", "Topic": call.parameters["TopicArn"]}
    """

    state: str
    pointer: str
    resource: str
    service: str
    action: str
    pattern: Pattern
    parameters: Any
    input: Any
    attempt: int
    token: str
    time: float
    context: dict[str, Any]
    callbacks: Callbacks
    credentials: Any = None


@attrs.frozen
class Succeeded:
    """The outcome of a task that gives an output.

    Attributes:
        output: The output, a JSON value.
        after: How many seconds of virtual time later.
        submitted: What the service answered first, for a task with ``.sync`` or a token; None
            stands for an empty answer.
        worker: The name of the activity's worker.
    """

    output: Any
    after: float = 0.0
    submitted: Any = None
    worker: str | None = None


@attrs.frozen
class Failed:
    """The outcome of a task that fails.

    Attributes:
        error: The error's name, None for none.
        cause: What happened, None for nothing.
        after: How many seconds of virtual time later.
        submitted: What the service answered first, for a task with ``.sync`` or a token; None
            stands for an empty answer.
        worker: The name of the activity's worker.
        phase: What failed: ``"task"``, its ``"start"``, or its submission, ``"submit"``.
    """

    error: str | None
    cause: str | None = None
    after: float = 0.0
    submitted: Any = None
    worker: str | None = None
    phase: Literal["task", "start", "submit"] = "task"


@attrs.frozen
class Hangs:
    """The outcome of a task that does not end by itself.

    A timeout, a lost heartbeat or a callback ends it.

    Attributes:
        submitted: What the service answered first, None where not even that came.
        worker: The name of the activity's worker.
    """

    submitted: Any = None
    worker: str | None = None


Outcome = Succeeded | Failed | Hangs


@attrs.frozen
class Pending:
    """Nobody knows yet what becomes of a call: its outcome comes from outside, when it comes.

    `sfn_dsl.simulation.tokens.Tokens.answer` brings it. The task has started meanwhile, its timeout
    runs; an activity starts when a worker takes it, which is then its outcome, ``Hangs``.
    """


class Tasks(Protocol):
    """Answers the tasks of an execution."""

    def start(self, call: TaskCall) -> Outcome | Pending:
        """What becomes of a call. Raises what the caller of the simulation shall see."""


@attrs.frozen
class StoredObject:
    """An object in a bucket.

    Attributes:
        key: The key.
        size: The size in bytes.
        etag: The ETag, in quotes.
        modified: When it was changed, in seconds since 1970.
        storage_class: The storage class.
    """

    key: str
    size: int
    etag: str = ""
    modified: float = 0.0
    storage_class: str = "STANDARD"


class NoSuchObjectError(Exception):
    """Raised where there is no such bucket or object."""


class Objects(Protocol):
    """The objects in S3 that readers read and writers write."""

    def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
        """The content of an object. Raises NoSuchObjectError."""

    def list(self, bucket: str, prefix: str) -> Iterable[StoredObject]:
        """The objects of a bucket whose keys begin with a prefix. Raises NoSuchObjectError."""

    def write(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object into a bucket. Raises NoSuchObjectError."""
