"""What a paused line of states waits for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sfn_dsl.simulation.engine import Engine


class Waiting:
    """A pause; the first to end it wins, the others do nothing."""

    __slots__ = ("_engine", "_go_on")

    def __init__(self, engine: Engine, go_on: Callable[[Any], None]) -> None:
        self._engine = engine
        self._go_on: Callable[[Any], None] | None = go_on

    @property
    def is_over(self) -> bool:
        """Return whether the pause has ended."""
        return self._go_on is None

    def end(self, value: Any = None) -> None:
        """Go on with a value."""
        go_on, self._go_on = self._go_on, None
        if go_on is not None:
            self._engine.soon(partial(go_on, value))

    def give_up(self) -> None:
        """Never go on."""
        self._go_on = None
