"""One evaluation of an expression: what it reads, its bindings, and what it may use up."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any, Final, TypeAlias

from sfn_dsl.simulation.jsonata.errors import MEMORY, TIMEOUT, LimitError
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.roots import Roots

SECONDS: Final = 10.0
"""What ends an evaluation whose few steps each take long, which no ordinary one comes near."""

_INTERVAL: Final = 64
"""Steps between two looks at the clock."""

ITEMS: Final = 873_782
"""Items of one array that AWS's memory suffices for."""

UNIT: Final = 8
"""Characters that count as one item."""

TOTAL: Final = 8 * ITEMS
"""Items of all arrays that one evaluation makes."""


class Missing:
    """The type of MISSING."""

    __slots__ = ()


MISSING: Final = Missing()
"""There is no such binding; one may well be of UNDEFINED."""


class Frame:
    """The bindings of a block, or of one call of a function."""

    __slots__ = ("names", "parent")

    def __init__(self, parent: Frame | None, names: dict[str, Any]) -> None:
        self.parent = parent
        self.names = names

    def find(self, name: str) -> Any:
        """The value bound to a name, here or further out; MISSING where there is none."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.names:
                return frame.names[name]
            frame = frame.parent
        return MISSING


class Evaluation:
    """The state of one evaluation.

    ``depth`` is how deeply the call that is being evaluated is nested, ``deepest`` how deeply any
    expression may be. ``irregular``: the result may hold what JSON does not have.
    """

    __slots__ = (
        "_checkpoint",
        "_deadline",
        "_kept",
        "_most_steps",
        "_weights",
        "deepest",
        "depth",
        "irregular",
        "made",
        "roots",
        "states",
        "steps",
        "variables",
    )

    def __init__(self, states: StatesRoot, roots: Roots) -> None:
        self.states = states
        self.roots = roots
        self.variables = roots.variables
        self.depth = 0
        self.steps = 0
        self.made = 0
        self.irregular = False
        limits = roots.limits
        self.deepest = limits.expression_depth
        self._most_steps = limits.expression_steps
        self._checkpoint = min(_INTERVAL, self._most_steps)
        self._deadline = perf_counter() + SECONDS
        self._weights: dict[int, int] = {}
        self._kept: list[Any] = []

    def spend(self, steps: int) -> None:
        """Count steps. Raises LimitError past the limit."""
        self.steps += steps
        if self.steps > self._checkpoint:
            self._check()

    def _check(self) -> None:
        if self.steps > self._most_steps or perf_counter() > self._deadline:
            raise LimitError(TIMEOUT)
        self._checkpoint = min(self.steps + _INTERVAL, self._most_steps)

    def allot(self, items: int) -> None:
        """Count the items of an array that is to be made. Raises LimitError past the limits."""
        self.made += items
        if items > ITEMS or self.made > TOTAL:
            raise LimitError(MEMORY)

    def allot_text(self, characters: int) -> None:
        """Count the characters of a string that is to be made. Raises LimitError."""
        self.allot(characters // UNIT)

    def weigh(self, made: list[Any] | dict[str, Any]) -> None:
        """Count all that is in an array or object that is made, however deep.

        What is in it more than once counts each time: few steps would else make a value that
        takes ages to go through. Raises LimitError past the limit.
        """
        total = 0
        for child in made.values() if isinstance(made, dict) else made:
            if isinstance(child, list | dict):
                total += self._weight(child)
        total += len(made)
        if total > ITEMS:
            raise LimitError(MEMORY)
        self._weights[id(made)] = total
        self._kept.append(made)

    def _weight(self, value: list[Any] | dict[str, Any]) -> int:
        """The weight of what was made here; of what was not, its members count as one each."""
        known = self._weights.get(id(value))
        if known is not None:
            return known
        children = value.values() if isinstance(value, dict) else value
        found = self._weights
        return len(value) + (sum(found.get(id(each), 0) for each in children) if found else 0)


Node: TypeAlias = Any
"""A node of the parser's tree."""

Run: TypeAlias = Callable[[Evaluation, Any, Frame], Any]
"""A node as a function of the evaluation, the context item, and the bindings in force."""
