"""What goes wrong in a test: answers that are not valid, and tasks without an answer."""

from __future__ import annotations

from typing import Any

from sfn_dsl.errors import SfnError


class AnswerError(SfnError, ValueError):
    """Raised for answers that cannot be given as written, with what to write instead."""


class UnansweredTaskError(AnswerError):
    """Raised when a task is called for which there is no answer, or none is left.

    Attributes:
        message: Which task has no answer, and what to write.
        state: The name of its state.
        resource: The state's Resource.
        parameters: What the task was called with.
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
    """Raised by a function that answers a task, to let the task fail.

    Retriers and catchers see the error and the cause. (ASL reference, section 6.)

    Attributes:
        error: The error's name, None for none, as where SendTaskFailure names none.
        cause: What happened, up to 32,768 characters on AWS; None for none.

    Example::

        def charge(call: TaskCall) -> object:
            if call.parameters["amount"] > 1000:
                raise TaskFailed("Payment.Refused", "the card was refused")
            return {"id": "r-1"}
    """

    def __init__(self, error: str | None = None, cause: str | None = None) -> None:
        self.error = error
        self.cause = cause
        super().__init__(error, cause)
