"""What may be known of a JSON value before anything runs: a lattice of shapes.

A `Record` is an object with known members, closed when it surely has no others. What is not known
is an open record without members, so that what is written into it later is known all the same.
Where ways meet, `join` keeps for each member the way on which it is missing. (ASL reference,
section 2.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, TypeAlias

import attrs

# What is larger or deeper is taken for unknown; this bounds the work at each state.
_LARGEST: Final = 64
_DEEPEST: Final = 12


@attrs.frozen
class Scalar:
    """A string, number or boolean; it has no members."""


@attrs.frozen
class Listing:
    """An array; of its elements nothing is known."""


class Member(NamedTuple):
    """One member of a record.

    ``lacking`` is the pointer of a transition on whose way the member is missing, None when no such
    way is known. With ``doubted`` that way's data is unknown, and nothing in the machine writes the
    member there. ``caught`` tells that a catcher's ResultPath wrote it.
    """

    shape: Shape
    lacking: str | None = None
    caught: bool = False
    doubted: bool = False


@attrs.frozen
class Record:
    """An object; ``lacking`` names a way on which it has no members but those listed.

    ``recorded`` tells that its members were seen in a service's answers, which may come to hold
    more.
    """

    members: Mapping[str, Member]
    is_open: bool = False
    lacking: str | None = None
    recorded: bool = False
    size: int = attrs.field(default=1, eq=False)
    depth: int = attrs.field(default=1, eq=False)


Shape: TypeAlias = Record | Listing | Scalar

UNKNOWN: Final = Record({}, is_open=True)
NOTHING: Final = Record({})
SCALAR: Final = Scalar()
LISTING: Final = Listing()


def record(
    members: Mapping[str, Member],
    *,
    is_open: bool = False,
    lacking: str | None = None,
    recorded: bool = False,
) -> Record:
    """A record, or the unknown where it would be too large or too deep to follow."""
    size, depth = 1, 0
    for member in members.values():
        size += _size(member)
        if isinstance(member.shape, Record) and member.shape.depth > depth:
            depth = member.shape.depth
    if size > _LARGEST or depth >= _DEEPEST:
        return UNKNOWN
    return Record(members, is_open, lacking, recorded, size, depth + 1)


def answer(names: str) -> Record:
    """What a service answers with: these members, of which no more is known."""
    return record({name: Member(UNKNOWN) for name in names.split()}, recorded=True)


def _with(shape: Record, name: str, member: Member) -> Record:
    """The record with one member set; its size and depth follow from what they were."""
    known = shape.members.get(name)
    size = shape.size + _size(member) - (_size(known) if known else 0)
    depth = max(shape.depth, member.shape.depth + 1 if isinstance(member.shape, Record) else 1)
    if size > _LARGEST or depth > _DEEPEST:
        return UNKNOWN
    members = {**shape.members, name: member}
    return Record(members, shape.is_open, shape.lacking, shape.recorded, size, depth)


def _size(member: Member) -> int:
    return member.shape.size if isinstance(member.shape, Record) else 1


def write(
    shape: Shape, steps: tuple[str | int, ...], value: Shape, *, caught: bool = False
) -> Shape:
    """The shape after a value is written to a place in it, as ResultPath does."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if not isinstance(shape, Record) or not isinstance(first, str) or len(steps) > _DEEPEST:
        return UNKNOWN
    inner = value
    if rest:
        known = shape.members.get(first)
        there = known.shape if known and not known.lacking else UNKNOWN
        if known is None and not shape.is_open:
            there = NOTHING
        inner = write(there, rest, value)
    return _with(shape, first, Member(inner, caught=caught and not rest))


def assume(
    shape: Shape, steps: tuple[str | int, ...], *, even_where_missing: bool = False
) -> Shape:
    """The shape once a place in it has been read: what was read is there, on every way."""
    if not steps or not isinstance(shape, Record) or len(steps) > _DEEPEST:
        return shape
    first = steps[0]
    if not isinstance(first, str):
        return shape
    known = shape.members.get(first)
    if known is None and not shape.is_open and not even_where_missing:
        return shape
    there = known.shape if known and not known.doubted else UNKNOWN
    inner = assume(there, steps[1:], even_where_missing=even_where_missing)
    if known and not known.lacking and inner is there:
        return shape
    return _with(shape, first, Member(inner))


def without_doubt(shape: Shape) -> Shape:
    """The shape behind a Choice, whose tests may tell apart the ways on which data is missing."""
    if not isinstance(shape, Record):
        return shape
    members = {name: _trusted(member) for name, member in shape.members.items()}
    changed = any(members[name] is not member for name, member in shape.members.items())
    if not changed and shape.lacking is None:
        return shape
    return record(members, is_open=shape.is_open, recorded=shape.recorded)


def _trusted(member: Member) -> Member:
    if member.lacking is not None:
        return Member(UNKNOWN)
    shape = without_doubt(member.shape)
    return member if shape is member.shape else member._replace(shape=shape)
