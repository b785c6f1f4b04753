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

    ``after`` is in seconds of virtual time from now. A call for a task that has ended does nothing.
    """

    def succeed(self, token: str, output: Any, *, after: float = 0.0) -> None:
        """End the task with an output (SendTaskSuccess)."""

    def fail(
        self, token: str, error: str | None = None, cause: str | None = None, *, after: float = 0.0
    ) -> None:
        """End the task with an error (SendTaskFailure)."""

    def heartbeat(self, token: str, *, after: float = 0.0) -> None:
        """Say that the task is alive (SendTaskHeartbeat)."""


@attrs.frozen
class TaskCall:
    """One attempt of a Task state: what AWS would be asked.

    ``resource`` is the state's Resource. ``service`` and ``action`` are its parts as the history
    names them: ``sns`` and ``publish``, ``aws-sdk:s3`` and ``getObject``, ``states`` and
    ``startExecution.sync:2``; for a Lambda ARN and an activity ``service`` is ``lambda`` or
    ``activity`` and ``action`` the empty string. ``parameters`` is what the task is called with;
    ``input`` the input of its state. ``attempt`` counts from 1. ``token`` ends the task by
    ``callbacks``; the definition sees it only where AWS shows one. ``time`` is the virtual time in
    seconds since 1970. ``pointer`` names the state in the definition. ``credentials`` is the value
    of the Credentials field, None without one.
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
    """A task gives an output, ``after`` so many seconds.

    ``submitted`` is what the service answered first, for a task with ``.sync`` or a token; None
    stands for an empty answer. ``worker`` is the name of the activity's worker.
    """

    output: Any
    after: float = 0.0
    submitted: Any = None
    worker: str | None = None


@attrs.frozen
class Failed:
    """A task fails, ``after`` so many seconds.

    ``phase`` is what failed: the task itself, its start, or its submission.
    """

    error: str | None
    cause: str | None = None
    after: float = 0.0
    submitted: Any = None
    worker: str | None = None
    phase: Literal["task", "start", "submit"] = "task"


@attrs.frozen
class Hangs:
    """A task does not end by itself: a timeout, a lost heartbeat or a callback ends it.

    ``submitted`` is what the service answered first, None where not even that came.
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
    """An object in a bucket: its key, size in bytes, ETag and time of change in epoch seconds."""

    key: str
    size: int
    etag: str = ""
    modified: float = 0.0
    storage_class: str = "STANDARD"


class NoSuchObjectError(Exception):
    """There is no such bucket or object."""


class Objects(Protocol):
    """The objects in S3 that readers read and writers write."""

    def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
        """The content of an object. Raises NoSuchObjectError."""

    def list(self, bucket: str, prefix: str) -> Iterable[StoredObject]:
        """The objects of a bucket whose keys begin with a prefix. Raises NoSuchObjectError."""

    def write(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object into a bucket. Raises NoSuchObjectError."""
