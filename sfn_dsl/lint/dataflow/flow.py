"""What is known when a state is entered, and how it changes (ASL reference, sections 2.4, 2.5)."""

from __future__ import annotations

from typing import Final, NamedTuple

from sfn_dsl.lint.dataflow.joins import Side, join
from sfn_dsl.lint.dataflow.shapes import NOTHING, UNKNOWN, Shape, without_doubt

_MOST_CAUGHT: Final = 50


class Flow(NamedTuple):
    """The shapes of the data and of the variables.

    ``caught`` holds the names that a catcher's ResultPath may have written by now: a task that is
    handed one may well give it back. None where they are too many to follow.
    """

    data: Shape = UNKNOWN
    variables: Shape = NOTHING
    caught: frozenset[str] | None = frozenset()

    def with_caught(self, name: str) -> frozenset[str] | None:
        """The names that were caught, with one more."""
        if self.caught is None or len(self.caught) >= _MOST_CAUGHT:
            return None
        return self.caught | {name}

    def trusted(self) -> Flow:
        """The flow behind a Choice."""
        return self._replace(data=without_doubt(self.data), variables=without_doubt(self.variables))


ANY_FLOW: Final = Flow(UNKNOWN, UNKNOWN, None)


def meet(one: Flow, other: Flow, first: str, route: str) -> Flow:
    """What holds where a way, by the pointer of its transition, joins those that came before."""
    if one is other:
        return one
    here, there = Side(first, one.caught), Side(route, other.caught)
    caught = None
    if one.caught is not None and other.caught is not None:
        caught = one.caught | other.caught
        caught = caught if len(caught) <= _MOST_CAUGHT else None
    return Flow(
        join(one.data, other.data, here, there),
        join(one.variables, other.variables, Side(first), Side(route)),
        caught,
    )
