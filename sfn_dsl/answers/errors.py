"""What goes wrong in a test: answers that are not valid, and tasks without an answer."""

from __future__ import annotations

from typing import Any

from sfn_dsl.errors import SfnError


class AnswerError(SfnError, ValueError):
    """Answers that cannot be given as written; the message says what to write instead."""


class UnansweredTaskError(AnswerError):
    """A task was called for which there is no answer, or none is left.

    ``state`` is the name of its state, ``resource`` the state's Resource, and ``parameters`` is
    what the task was called with.
    """

    def __init__(self, message: str, *, state: str, resource: str, parameters: Any) -> None:
        self.message = message
        self.state = state
        self.resource = resource
        self.parameters = parameters
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        return _remade, (self.message, self.state, self.resource, self.parameters)


def _remade(message: str, state: str, resource: str, parameters: Any) -> UnansweredTaskError:
    return UnansweredTaskError(message, state=state, resource=resource, parameters=parameters)


class TaskFailed(Exception):  # noqa: N818  # it is what happens to the task, not a mistake
    """Raised by a function that answers a task: the task fails with ``error`` and ``cause``.

    Retriers and catchers see both. A cause is text, up to 32,768 characters on AWS; None stands
    for none, as where SendTaskFailure names neither. (ASL reference, section 6.)
    """

    def __init__(self, error: str | None = None, cause: str | None = None) -> None:
        self.error = error
        self.cause = cause
        super().__init__(error, cause)
