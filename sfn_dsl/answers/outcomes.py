"""What an answer may bring into a run: errors, causes, times and outcomes, checked and copied.

A wrong one is the test's mistake. It ends the run where it is made, with what to write instead.
"""

from __future__ import annotations

import datetime
import math
from typing import Any, Final

import attrs

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.json_values import compact_json, json_copy
from sfn_dsl.simulation.effects import Callbacks, Failed, Hangs, Outcome, Pending, Succeeded

PHASES: Final = ("task", "start", "submit")

_LONGEST_CAUSE: Final = 32_768
_LONGEST_ERROR: Final = 256
_WILDCARDS: Final = ("States.ALL",)


def cause_text(cause: object) -> str | None:
    """A cause as AWS gives it: text as it is, any other JSON value as its text."""
    if cause is None:
        return None
    text = cause if isinstance(cause, str) else compact_json(json_copy(cause, "the cause"))
    return text[:_LONGEST_CAUSE]


def check_error(error: object, what: str) -> None:
    """Raise AnswerError for an error's name that no task can fail with; None stands for none."""
    if error is None:
        return
    if not isinstance(error, str):
        name = getattr(error, "__name__", None) or type(error).__name__
        raise AnswerError(
            f"{what} takes an error's name as text, not {error!r}; write "
            f'fails("{name}", "the cause")'
        )
    if error in _WILDCARDS:
        raise AnswerError(
            f"no task fails with '{error}'; write the name of an error that the task may have, "
            'for example "States.TaskFailed"'
        )
    if not 0 < len(error) <= _LONGEST_ERROR:
        raise AnswerError(
            f"an error's name has 1 to {_LONGEST_ERROR} characters, not {len(error)}; write "
            'fails("Error", "the cause"), or fails() for no name'
        )


def seconds_of(seconds: object, what: str, example: str = "after=60") -> float:
    """A time in seconds, from a number or a timedelta.

    Raises AnswerError for anything else, and for a time that is negative or not finite.
    """
    if isinstance(seconds, datetime.timedelta):
        seconds = seconds.total_seconds()
    is_number = isinstance(seconds, (int, float)) and not isinstance(seconds, bool)
    if not is_number or not math.isfinite(seconds) or seconds < 0:  # type: ignore[arg-type,operator]  # it is a number
        raise AnswerError(
            f"{what} takes seconds, a number from 0 on, not {seconds!r}; write for example "
            f"{example}"
        )
    return seconds  # type: ignore[return-value]  # it is a number


def checked(outcome: Outcome | Pending, where: str) -> Outcome:
    """An outcome with values of its own. Raises AnswerError for one that no task can have."""
    if not isinstance(outcome, (Succeeded, Failed, Hangs)):
        raise AnswerError(
            f"{where} gave a value of type '{type(outcome).__qualname__}' as an outcome; write "
            "Succeeded(output), Failed(error, cause) or Hangs()"
        )
    if outcome.worker is not None and not isinstance(outcome.worker, str):
        raise AnswerError(f"{where}: worker= is the name of a worker, not {outcome.worker!r}")
    submitted = json_copy(outcome.submitted, where)
    if isinstance(outcome, Hangs):
        return attrs.evolve(outcome, submitted=submitted)
    after = seconds_of(outcome.after, f"after= of {where}")
    if isinstance(outcome, Succeeded):
        output = json_copy(outcome.output, where)
        return attrs.evolve(outcome, output=output, after=after, submitted=submitted)
    check_error(outcome.error, where)
    if outcome.phase not in PHASES:
        raise AnswerError(
            f'{where}: "{outcome.phase}" is not a valid phase; write "task", "start" or "submit"'
        )
    cause = cause_text(outcome.cause)
    return attrs.evolve(outcome, cause=cause, after=after, submitted=submitted)


@attrs.frozen
class CheckedCallbacks:
    """Callbacks for a test's function, which take what they are given as it is at that moment."""

    _callbacks: Callbacks

    def succeed(self, token: str, output: Any, *, after: float = 0.0) -> None:
        """See `Callbacks`."""
        what = "callbacks.succeed()"
        output = json_copy(output, f"the output of {what}")
        self._callbacks.succeed(_token(token, what), output, after=seconds_of(after, what))

    def fail(
        self, token: str, error: str | None = None, cause: str | None = None, *, after: float = 0.0
    ) -> None:
        """See `Callbacks`."""
        what = "callbacks.fail()"
        check_error(error, what)
        delay = seconds_of(after, what)
        self._callbacks.fail(_token(token, what), error, cause_text(cause), after=delay)

    def heartbeat(self, token: str, *, after: float = 0.0) -> None:
        """See `Callbacks`."""
        what = "callbacks.heartbeat()"
        self._callbacks.heartbeat(_token(token, what), after=seconds_of(after, what))


def _token(token: object, what: str) -> str:
    if not isinstance(token, str):
        raise AnswerError(f"{what} takes a task's token, not {token!r}; write call.token")
    return token
