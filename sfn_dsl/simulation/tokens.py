"""The tasks that wait, by their tokens: what SendTaskSuccess and its like reach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sfn_dsl.simulation.effects import Failed, Outcome, Succeeded
from sfn_dsl.simulation.engine import Engine, Timer, Waiting


class Token:
    """A task that may be ended from outside, also before it has begun to wait."""

    __slots__ = ("_alive", "_early", "_engine", "_waiting", "_watch", "text")

    def __init__(self, text: str, engine: Engine) -> None:
        self.text = text
        self._engine = engine
        self._waiting: Waiting | None = None
        self._early: Outcome | None = None
        self._alive = engine.now
        self._watch: Timer | None = None

    def bind(self, waiting: Waiting) -> None:
        """The task waits now."""
        self._waiting = waiting
        if self._early is not None:
            waiting.end(self._early)

    def end(self, outcome: Outcome) -> None:
        """End the task."""
        if self._waiting is None:
            self._early = self._early or outcome
        else:
            self._waiting.end(outcome)

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
    """Every task that waits, by its token."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tokens: dict[str, Token] = {}

    def new(self, text: str) -> Token:
        """A token for a task that is about to be called."""
        self._tokens[text] = token = Token(text, self._engine)
        return token

    def forget(self, token: Token) -> None:
        """The task is over."""
        token.close()
        self._tokens.pop(token.text, None)

    def has(self, token: str) -> bool:
        """Return whether a task waits for this token."""
        return token in self._tokens

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
