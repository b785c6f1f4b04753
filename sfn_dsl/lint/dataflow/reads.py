"""What is known of a value that a path reads (ASL reference, sections 2.1 and 3.3)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import attrs

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.lint.dataflow.shapes import UNKNOWN, Listing, Member, Record, Shape

_LONGEST: Final = 50


@attrs.define
class Outcome:
    """The shape of what is read, and how certain it is that it exists.

    ``missing`` says that ``step`` finds nothing on any route. ``partly`` is the member that does
    not exist on every route, and ``step`` its name. ``known`` is False if only data from outside
    can contain it. ``recorded`` says that this rests on observed responses of a service, or on the
    value being an array.
    """

    shape: Shape
    step: str | None = None
    missing: bool = False
    partly: Member | None = None
    known: bool = True
    recorded: bool = False


@attrs.define
class Read:
    """One path that a state reads: where it is, and what is known of its value.

    ``certain`` says that the state always reads it. ``steps`` start from the data, or from the
    variable if there is one.
    """

    pointer: str
    text: str
    steps: tuple[str | int, ...]
    outcome: Outcome
    variable: str | None = None
    certain: bool = True
    of_input: bool = True

    def in_doubt(self) -> Read:
        """The same path where the state may not read it."""
        return attrs.evolve(self, certain=False)


# Nearly all that a machine reads is something of which nothing is known.
_KNOWN: Final = Outcome(UNKNOWN)
_FROM_OUTSIDE: Final = Outcome(UNKNOWN, known=False)


def look_up(shape: Shape, steps: tuple[str | int, ...]) -> Outcome:
    """What the steps select."""
    known = True
    for step in steps if len(steps) <= _LONGEST else steps[:_LONGEST]:
        if isinstance(step, int):
            return _KNOWN
        if not isinstance(shape, Record):
            return Outcome(UNKNOWN, step, missing=True, recorded=isinstance(shape, Listing))
        member = shape.members.get(step)
        if member is None:
            if shape.missing_on or not shape.is_open:
                return _absent(shape, step)
            shape, known = UNKNOWN, False
        elif member.missing_on:
            return Outcome(member.shape, step, partly=member, recorded=shape.recorded)
        else:
            shape = member.shape
    if shape is UNKNOWN or len(steps) > _LONGEST:
        return _KNOWN if known else _FROM_OUTSIDE
    return Outcome(shape, known=known)


def _absent(shape: Record, name: str) -> Outcome:
    """What is read by a name that no member has, of a record that is known to have no others."""
    if shape.missing_on:
        partly = Member(UNKNOWN, missing_on=shape.missing_on)
        return Outcome(UNKNOWN, name, partly=partly, recorded=shape.recorded)
    return Outcome(UNKNOWN, name, missing=True, known=False, recorded=shape.recorded)


class Route(NamedTuple):
    """The steps of a path, None if it may select several nodes.

    ``variable`` is the name it starts from, None for the data and for the context object.
    """

    text: str
    steps: tuple[str | int, ...] | None
    variable: str | None
    reads_context: bool

    @property
    def is_into_data(self) -> bool:
        """Return whether the path starts from the data and selects a single node."""
        return self.steps is not None and self.variable is None and not self.reads_context


def route_of(path: Path) -> Route:
    """The steps of a path."""
    return Route(path.text, path.steps, path.variable, path.reads_context)


def read_path(text: object) -> Route | None:
    """The steps of a path by its text; None for any other text, and for placeholders."""
    return _read(text) if isinstance(text, str) else None


@lru_cache(maxsize=4096)
def _read(text: str) -> Route | None:
    if "${" in text:
        return None
    try:
        return route_of(Path(text))
    except AuthoringError:
        return None
