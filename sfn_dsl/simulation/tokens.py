"""The tasks that wait, by their tokens: what SendTaskSuccess and its like reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.effects import Failed, Outcome, Succeeded
from sfn_dsl.simulation.engine import Engine, Timer, Waiting


def _nobody(_: str) -> None:
    """Tell nobody."""


class Token:
    """A task that may be ended from outside, also before it has begun to wait.

    A call whose outcome is not known yet is waited for first, then what ends the task.
    """

    __slots__ = (
        "_alive",
        "_answer",
        "_early",
        "_engine",
        "_is_answered",
        "_waiting",
        "_watch",
        "text",
    )

    def __init__(self, text: str, engine: Engine) -> None:
        self.text = text
        self._engine = engine
        self._waiting: Waiting | None = None
        self._is_answered = False
        self._answer: Outcome | None = None
        self._early: Outcome | None = None
        self._alive = engine.now
        self._watch: Timer | None = None

    def ask(self, waiting: Waiting) -> None:
        """The task waits for the outcome of its call."""
        self._waiting = waiting
        if self._answer is not None:
            waiting.end(self._answer)

    def answer(self, outcome: Outcome) -> None:
        """The outcome of the call is known; only the first one counts."""
        if self._answer is None:
            self._answer = outcome
            if self._waiting is not None and not self._is_answered:
                self._waiting.end(outcome)

    def bind(self, waiting: Waiting) -> None:
        """The task waits for its end now."""
        self._waiting = waiting
        self._is_answered = True
        if self._early is not None:
            waiting.end(self._early)

    def end(self, outcome: Outcome) -> None:
        """End the task, as soon as its call is answered."""
        if self._waiting is None or not self._is_answered:
            self._early = self._early or outcome
        else:
            self._waiting.end(outcome)

    def cut(self, reason: object) -> None:
        """End the task for a reason of its own, whatever it waits for."""
        if self._waiting is not None:
            self._waiting.end(reason)

    def beat(self) -> None:
        """The task is alive."""
        self._alive = self._engine.now

    def watch(self, seconds: float, lost: Callable[[], None]) -> None:
        """Call ``lost`` when no heartbeat came for so many seconds."""

        def look() -> None:
            if self._engine.now >= self._alive + seconds:
                lost()
            else:
                self._watch = self._engine.at(self._alive + seconds, look)

        self.beat()
        self._watch = self._engine.at(self._alive + seconds, look)

    def close(self) -> None:
        """The task is over: nothing reaches it any more."""
        self._waiting = None
        if self._watch is not None:
            self._watch.cancel()


class Tokens:
    """Every task that waits, by its token; ``on_end`` is told when one is over."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tokens: dict[str, Token] = {}
        self.on_end: Callable[[str], None] = _nobody

    def new(self, text: str) -> Token:
        """A token for a task that is about to be called."""
        self._tokens[text] = token = Token(text, self._engine)
        return token

    def forget(self, token: Token) -> None:
        """The task is over."""
        token.close()
        self._tokens.pop(token.text, None)
        self.on_end(token.text)

    def has(self, token: str) -> bool:
        """Return whether a task waits for this token."""
        return token in self._tokens

    def answer(self, token: str, outcome: Outcome) -> None:
        """Bring the outcome of a call that was `Pending`."""
        self._later(token, 0.0, lambda task: task.answer(outcome))

    def succeed(self, token: str, output: Any, *, after: float = 0.0) -> None:
        """End a task with an output."""
        self._later(token, after, lambda task: task.end(Succeeded(output)))

    def fail(
        self, token: str, error: str | None = None, cause: str | None = None, *, after: float = 0.0
    ) -> None:
        """End a task with an error."""
        self._later(token, after, lambda task: task.end(Failed(error, cause)))

    def heartbeat(self, token: str, *, after: float = 0.0) -> None:
        """Say that a task is alive."""
        self._later(token, after, Token.beat)

    def _later(self, text: str, after: float, act: Callable[[Token], None]) -> None:
        def now() -> None:
            token = self._tokens.get(text)
            if token is not None:
                act(token)

        self._engine.at(self._engine.now + after, now)
