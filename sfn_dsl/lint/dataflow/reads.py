"""What reading a place in a value comes to (ASL reference, sections 2.1 and 3.3)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import attrs

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.lint.dataflow.shapes import UNKNOWN, Listing, Member, Record, Scalar, Shape

_LONGEST: Final = 50


class Outcome(NamedTuple):
    """The shape of what is read, and how surely it is there.

    ``missing`` names the first step that leads nowhere on any way. ``partly`` is the member that is
    not there on every way, and ``step`` its name. ``known`` is False where only the data itself,
    which comes from outside, can have brought it. ``recorded`` tells that the judgement rests on
    what a service has been seen to answer, or on its being an array.
    """

    shape: Shape
    step: str | None = None
    missing: bool = False
    partly: Member | None = None
    known: bool = True
    recorded: bool = False


class Read(NamedTuple):
    """One path that a state reads: where it stands, and what comes of it.

    ``certain`` tells that the state cannot do without reading it. ``steps`` lead from the data, or
    from the variable when there is one.
    """

    pointer: str
    text: str
    steps: tuple[str | int, ...]
    outcome: Outcome
    variable: str | None = None
    certain: bool = True
    of_input: bool = True


def look_up(shape: Shape, steps: tuple[str | int, ...]) -> Outcome:
    """What the steps lead to."""
    known = True
    for step in steps[:_LONGEST]:
        if isinstance(step, int):
            return Outcome(UNKNOWN)
        if isinstance(shape, (Listing, Scalar)):
            return Outcome(UNKNOWN, step, missing=True, recorded=isinstance(shape, Listing))
        outcome = _member(shape, step)
        if outcome.missing or outcome.partly:
            return outcome
        shape, known = outcome.shape, known and outcome.known
    return Outcome(shape if len(steps) <= _LONGEST else UNKNOWN, known=known)


def _member(shape: Record, name: str) -> Outcome:
    member = shape.members.get(name)
    if member is not None:
        partly = member if member.lacking else None
        return Outcome(member.shape, name, partly=partly, recorded=shape.recorded)
    if shape.lacking:
        partly = Member(UNKNOWN, lacking=shape.lacking)
        return Outcome(UNKNOWN, name, partly=partly, recorded=shape.recorded)
    missing = not shape.is_open
    return Outcome(UNKNOWN, name, missing=missing, known=False, recorded=shape.recorded)


@attrs.frozen
class Route:
    """What a path leads through: its steps, None where it may lead to several places.

    ``variable`` is the name it starts from, None for the data and for the context object.
    """

    text: str
    steps: tuple[str | int, ...] | None
    variable: str | None
    reads_context: bool

    @property
    def is_into_data(self) -> bool:
        """Tell whether the path starts from the data and leads to one place."""
        return self.steps is not None and self.variable is None and not self.reads_context


def route_of(path: Path) -> Route:
    """What a path leads through."""
    return _route(path.text)


def read_path(text: object) -> Route | None:
    """What a path leads through, by its text; None for any other text, and for placeholders."""
    if not isinstance(text, str) or "${" in text:
        return None
    try:
        return _route(text)
    except AuthoringError:
        return None


@lru_cache(maxsize=1024)
def _route(text: str) -> Route:
    path = Path(text)
    return Route(text, path.steps, path.variable, path.reads_context)
