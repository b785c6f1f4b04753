"""Where ways meet: what is known of the data whichever way it came (ASL reference, section 2)."""

from __future__ import annotations

from typing import Final, NamedTuple

from sfn_dsl.lint.dataflow.shapes import (
    LISTING,
    NOTHING,
    UNKNOWN,
    Member,
    Record,
    Scalar,
    Shape,
    record,
)

_NOT_KNOWN: Final = Member(UNKNOWN)


class Side(NamedTuple):
    """One of two ways: a transition's pointer, and the names that catchers wrote on it so far.

    ``caught`` is None where that is not followed, so that any name may have been caught.
    """

    route: str
    caught: frozenset[str] | None = None


def join(one: Shape, other: Shape, here: Side, there: Side) -> Shape:
    """What holds for a value that has the one shape or the other."""
    if one is other or one == other:
        return one
    if one == LISTING or other == LISTING:
        return UNKNOWN
    left, right = _record(one), _record(other)
    members = {
        name: _member(name, left, right, here, there) for name in {**left.members, **right.members}
    }
    return record(
        members,
        is_open=left.is_open or right.is_open,
        lacking=_rest(left, right, here, there),
        recorded=left.recorded or right.recorded,
    )


def _record(shape: Shape) -> Record:
    if isinstance(shape, Record):
        return shape
    return NOTHING if isinstance(shape, Scalar) else UNKNOWN


def _rest(left: Record, right: Record, here: Side, there: Side) -> str | None:
    """The way on which there is nothing but what is known, where on another there may be."""
    if left.is_open == right.is_open:
        return (left.lacking or right.lacking) if left.is_open else None
    return (left.lacking or there.route) if left.is_open else (right.lacking or here.route)


def _member(name: str, left: Record, right: Record, here: Side, there: Side) -> Member:
    one, other = left.members.get(name), right.members.get(name)
    if one is other and one:
        return one
    if one and other:
        return _both(one, other, here, there)
    if one:
        return _only(name, one, right, there)
    return _only(name, other or _NOT_KNOWN, left, here)


def _both(one: Member, other: Member, here: Side, there: Side) -> Member:
    unsure = [member for member in (one, other) if member.lacking]
    unsure.sort(key=lambda member: member.doubted)
    return Member(
        join(one.shape, other.shape, Side(here.route), Side(there.route)),
        lacking=unsure[0].lacking if unsure else None,
        caught=one.caught and other.caught,
        doubted=bool(unsure) and unsure[0].doubted,
    )


def _only(name: str, member: Member, others: Record, side: Side) -> Member:
    """A member that only one of the two records has; ``side`` is the way of the one without."""
    if member.lacking and not member.doubted:
        return member
    if not others.is_open:
        return member._replace(lacking=side.route, doubted=False)
    if others.lacking:
        return member._replace(lacking=others.lacking, doubted=False)
    if member.caught and side.caught is not None and name not in side.caught:
        return member._replace(lacking=member.lacking or side.route, doubted=True)
    return _NOT_KNOWN
