"""What may be known of a JSON value before anything runs: a lattice of shapes.

A `Record` is an object with known members, closed if it is known to have no others. What is not
known is an open record without members, so that what is written into it later is known all the
same. Where routes meet, `join` keeps for each member the route on which it is missing. (ASL
reference, section 2.)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

# What is larger or deeper is treated as unknown; this bounds the work at each state.
_LARGEST: Final = 64
_DEEPEST: Final = 12


class Scalar:
    """A string, number or boolean; it has no members."""


class Listing:
    """An array; nothing is known of its elements."""


class Member(NamedTuple):
    """One member of a record.

    ``missing_on`` is the pointer of a transition on whose route the member is missing, None if no
    such route is known. With ``doubted`` the data of that route is unknown, and nothing in the
    machine writes the member there. ``caught`` says that a catcher's ResultPath wrote it.
    """

    shape: Shape
    missing_on: str | None = None
    caught: bool = False
    doubted: bool = False


class Record:
    """An object; ``missing_on`` is a route on which it has no members but those listed.

    ``recorded`` says that its members were observed in a service's responses, which may contain
    more in future. ``unsure`` says that some part of it may be missing on some route.
    """

    __slots__ = ("depth", "is_open", "members", "missing_on", "recorded", "size", "unsure")

    def __init__(
        self,
        members: Mapping[str, Member],
        is_open: bool = False,
        missing_on: str | None = None,
        recorded: bool = False,
        size: int = 1,
        depth: int = 1,
        unsure: bool = False,
    ) -> None:
        self.members = members
        self.is_open = is_open
        self.missing_on = missing_on
        self.recorded = recorded
        self.size = size
        self.depth = depth
        self.unsure = unsure

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._known == other._known

    __hash__ = None  # type: ignore[assignment]  # members are a dict

    @property
    def _known(self) -> tuple[object, ...]:
        return (self.members, self.is_open, self.missing_on, self.recorded)


Shape: TypeAlias = Record | Listing | Scalar

UNKNOWN: Final = Record({}, is_open=True)
NOTHING: Final = Record({})
SCALAR: Final = Scalar()
LISTING: Final = Listing()


_PLAIN: Final = {shape: Member(shape) for shape in (SCALAR, LISTING)}
_UNKNOWN_MEMBER: Final = Member(UNKNOWN)


def member_of(shape: Shape) -> Member:
    """A member that is there on every route; the same value for the same plain shape."""
    if shape is UNKNOWN:
        return _UNKNOWN_MEMBER
    return Member(shape) if isinstance(shape, Record) else _PLAIN[shape]


def record(
    members: Mapping[str, Member],
    *,
    is_open: bool = False,
    missing_on: str | None = None,
    recorded: bool = False,
) -> Record:
    """A record, or the unknown if it would be too large or too deep to follow."""
    size, depth, unsure = 1, 0, missing_on is not None
    for member in members.values():
        shape = member.shape
        if member.missing_on is not None:
            unsure = True
        if isinstance(shape, Record):
            size += shape.size
            depth = max(depth, shape.depth)
            unsure = unsure or shape.unsure
        else:
            size += 1
    if size > _LARGEST or depth >= _DEEPEST:
        return UNKNOWN
    return Record(members, is_open, missing_on, recorded, size, depth + 1, unsure)


def response(names: str) -> Record:
    """A service's response: these members, of which no more is known."""
    return record({name: Member(UNKNOWN) for name in names.split()}, recorded=True)


def _with(shape: Record, name: str, member: Member) -> Record:
    """The record with one member that is there set; its size and depth follow from the old ones."""
    known = shape.members.get(name)
    if known is not None and known.shape is member.shape and known == member:
        return shape
    size = shape.size + _size(member) - (_size(known) if known else 0)
    depth, unsure = shape.depth, shape.unsure
    if isinstance(member.shape, Record):
        depth = max(depth, member.shape.depth + 1)
        unsure = unsure or member.shape.unsure
    if size > _LARGEST or depth > _DEEPEST:
        return UNKNOWN
    members = {**shape.members, name: member}
    return Record(members, shape.is_open, shape.missing_on, shape.recorded, size, depth, unsure)


def _size(member: Member) -> int:
    return member.shape.size if isinstance(member.shape, Record) else 1


def write(
    shape: Shape, steps: tuple[str | int, ...], value: Shape, *, caught: bool = False
) -> Shape:
    """The shape after a value is written to a path in it, as by ResultPath."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if not isinstance(shape, Record) or not isinstance(first, str) or len(steps) > _DEEPEST:
        return UNKNOWN
    inner = value
    if rest:
        known = shape.members.get(first)
        there = known.shape if known and not known.missing_on else UNKNOWN
        if known is None and not shape.is_open:
            there = NOTHING
        inner = write(there, rest, value)
    is_caught = caught and not rest
    return _with(shape, first, Member(inner, caught=True) if is_caught else member_of(inner))


def assume(
    shape: Shape, steps: tuple[str | int, ...], *, even_where_missing: bool = False
) -> Shape:
    """The shape once a path in it has been read: what was read exists, on every route."""
    if shape is UNKNOWN:
        return _read(steps).shape
    if not steps or not isinstance(shape, Record) or len(steps) > _DEEPEST:
        return shape
    first = steps[0]
    if not isinstance(first, str):
        return shape
    known = shape.members.get(first)
    if known is None:
        is_there = shape.is_open or even_where_missing
        return _with(shape, first, _read(steps[1:])) if is_there else shape
    there = UNKNOWN if known.doubted else known.shape
    inner = assume(there, steps[1:], even_where_missing=even_where_missing)
    if not known.missing_on and inner is there:
        return shape
    return _with(shape, first, member_of(inner))


# The same paths are read in state after state, of data of which nothing else is known.
@lru_cache(maxsize=4096)
def _read(steps: tuple[str | int, ...]) -> Member:
    """A member of which nothing is known but that a path in it has been read."""
    if not steps or not isinstance(steps[0], str) or len(steps) > _DEEPEST:
        return _UNKNOWN_MEMBER
    return member_of(_with(UNKNOWN, steps[0], _read(steps[1:])))


def without_doubt(shape: Shape) -> Shape:
    """The shape after a Choice, whose tests may distinguish the routes on which data is missing."""
    if not isinstance(shape, Record) or not shape.unsure:
        return shape
    members = {name: _trusted(member) for name, member in shape.members.items()}
    return record(members, is_open=shape.is_open, recorded=shape.recorded)


def _trusted(member: Member) -> Member:
    if member.missing_on is not None:
        return _UNKNOWN_MEMBER
    shape = without_doubt(member.shape)
    return member if shape is member.shape else member._replace(shape=shape)


class Side(NamedTuple):
    """One of two routes: a transition's pointer, and the names that catchers wrote on it so far.

    ``caught`` is None if that is not tracked, so that any name may have been caught.
    """

    route: str
    caught: frozenset[str] | None = None


def join(one: Shape, other: Shape, here: Side, there: Side) -> Shape:
    """What is known of a value that has one shape or the other."""
    if one is other or one == other:
        return one
    if one is LISTING or other is LISTING:
        return UNKNOWN
    left, right = _record(one), _record(other)
    members = {
        name: _member(name, left, right, here, there) for name in {**left.members, **right.members}
    }
    return record(
        members,
        is_open=left.is_open or right.is_open,
        missing_on=_rest(left, right, here, there),
        recorded=left.recorded or right.recorded,
    )


def _record(shape: Shape) -> Record:
    if isinstance(shape, Record):
        return shape
    return NOTHING if isinstance(shape, Scalar) else UNKNOWN


def _rest(left: Record, right: Record, here: Side, there: Side) -> str | None:
    """The route without unknown members, if the other may have some."""
    if left.is_open == right.is_open:
        return (left.missing_on or right.missing_on) if left.is_open else None
    return (left.missing_on or there.route) if left.is_open else (right.missing_on or here.route)


def _member(name: str, left: Record, right: Record, here: Side, there: Side) -> Member:
    one, other = left.members.get(name), right.members.get(name)
    if one is other and one:
        return one
    if one and other:
        return _both(one, other, here, there)
    if one:
        return _only(name, one, right, there)
    return _only(name, other or _UNKNOWN_MEMBER, left, here)


def _both(one: Member, other: Member, here: Side, there: Side) -> Member:
    unsure = [member for member in (one, other) if member.missing_on]
    unsure.sort(key=lambda member: member.doubted)
    return Member(
        join(one.shape, other.shape, Side(here.route), Side(there.route)),
        missing_on=unsure[0].missing_on if unsure else None,
        caught=one.caught and other.caught,
        doubted=bool(unsure) and unsure[0].doubted,
    )


def _only(name: str, member: Member, others: Record, side: Side) -> Member:
    """A member that only one of the two records has; ``side`` is the route of the other."""
    if member.missing_on and not member.doubted:
        return member
    if not others.is_open:
        return member._replace(missing_on=side.route, doubted=False)
    if others.missing_on:
        return member._replace(missing_on=others.missing_on, doubted=False)
    if member.caught and side.caught is not None and name not in side.caught:
        return member._replace(missing_on=member.missing_on or side.route, doubted=True)
    return _UNKNOWN_MEMBER
