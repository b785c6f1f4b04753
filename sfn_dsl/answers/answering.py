"""What answers the calls of one task in one run, from any answer a test may write."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Final

import attrs

from sfn_dsl.answers.errors import AnswerError, TaskFailed
from sfn_dsl.answers.json_values import json_copy, shown
from sfn_dsl.answers.outcomes import CheckedCallbacks, checked
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded, TaskCall

Answerer = Callable[[TaskCall], Outcome]
"""What answers the calls of one task in one run."""

_OWN: Final = __name__.rpartition(".")[0]
# How each function that makes an answer is written, for messages about the function itself.
_USES: Final = {
    "fails": 'fails("Error", "the cause")',
    "hangs": "hangs()",
    "after": "after(60, answer)",
    "answers": "answers(first, second)",
    "returns": "returns(value)",
    "submitted": "submitted(response, answer)",
    "handler": 'handler("package.module.function")',
    "nested": "nested(workflow, tasks={...})",
    "real": "real(client)",
    "answers_like_service": "answers_like_service()",
}


class Answer:
    """An answer to tasks, made by a function of `sfn_dsl.testing`.

    It is a value: one that several runs share begins anew in each of them.
    """

    __slots__ = ()

    made_by: ClassVar[str]

    def __str__(self) -> str:
        return f"{self.made_by}(...)"

    @property
    def counts(self) -> bool:
        """Return whether the answer depends on how often it was given."""
        return False

    def begin(self, where: str) -> Answerer:
        """What answers a task in one run.

        Args:
            where: What messages call the answer.
        """
        raise NotImplementedError


def begin(value: object, where: str) -> Answerer:
    """What answers a task with any answer; ``where`` names it in messages, ``tasks["Pay"]``."""
    if isinstance(value, Answer):
        return value.begin(where)
    if isinstance(value, (Succeeded, Failed, Hangs)):
        outcome = checked(value, where)
        return lambda call: outcome
    if isinstance(value, BaseException) or _is_exception(value):
        raise AnswerError(f"{where} is an exception; write {_fails_of(value)}")
    if callable(value):
        return _of_function(value, where)
    output = Succeeded(json_copy(value, where))
    return lambda call: output


def _of_function(function: Callable[..., Any], where: str) -> Answerer:
    _check_function(function, where)

    def answerer(call: TaskCall) -> Outcome:
        try:
            result = function(_copied(call))
        except TaskFailed as failure:
            return checked(Failed(failure.error, failure.cause), where)
        except Exception as error:
            error.add_note(f"{where} raised it, called for the state '{call.state}'")
            raise
        return _outcome(result, call, where)

    return answerer


def _outcome(result: Any, call: TaskCall, where: str) -> Outcome:
    """What a function's result means: an output, or one of the answers made here."""
    if isinstance(result, Answer) and result.counts:
        raise AnswerError(
            f"{where} is a function that returns answers(...), which would begin anew at each "
            f"call; write answers(...) itself, or choose by call.attempt"
        )
    if isinstance(result, Answer):
        return begin(result, where)(call)
    if inspect.iscoroutine(result):
        result.close()
        raise AnswerError(f"{where} is an async function; write one without 'async'")
    if isinstance(result, (Succeeded, Failed, Hangs)):
        return checked(result, where)
    return Succeeded(json_copy(result, f"what {where} returned"))


def _copied(call: TaskCall) -> TaskCall:
    """The call with values of its own, since a function may change what it is given."""
    return attrs.evolve(
        call,
        parameters=json_copy(call.parameters, "the parameters"),
        input=json_copy(call.input, "the input"),
        context=json_copy(call.context, "the context object"),
        callbacks=CheckedCallbacks(call.callbacks),
    )


def _check_function(function: Callable[..., Any], where: str) -> None:
    """Refuse what is not a function of the call, before it is called in the middle of a run."""
    name = getattr(function, "__name__", repr(function))
    if name in _USES and str(function.__module__).startswith(_OWN):
        raise AnswerError(f"{where} is the function '{name}' itself; write {_USES[name]}")
    if isinstance(function, type):
        raise AnswerError(
            f"{where} is the class '{function.__qualname__}'; write a JSON value, or a function of "
            "the call"
        )
    if inspect.iscoroutinefunction(function):
        raise AnswerError(f"{where} is an async function; write one without 'async'")
    if not takes(function, 1):
        hint = ""
        if len(inspect.signature(function).parameters) == len(("event", "context")):
            hint = f", or handler({name}) for a Lambda function"
        raise AnswerError(
            f"{where} is a function that cannot be called with one argument, the call; write "
            f"def {name if name.isidentifier() else 'answer'}(call: TaskCall){hint}"
        )


def takes(function: Callable[..., Any], count: int) -> bool:
    """Return whether a function may be called with so many arguments."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # a function in C may not tell
        return True
    try:
        signature.bind(*(None,) * count)
    except TypeError:
        return False
    return True


def _is_exception(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseException)


def _fails_of(value: object) -> str:
    if isinstance(value, TaskFailed):
        return f"fails({', '.join(_arguments(value))})"
    name = value.__name__ if isinstance(value, type) else type(value).__name__
    return f'fails("{name}", "the cause")'


def _arguments(failure: TaskFailed) -> Iterator[str]:
    for argument in (failure.error, failure.cause):
        if argument is not None:
            yield shown(argument)
