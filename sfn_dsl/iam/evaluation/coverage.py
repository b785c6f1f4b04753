"""How much of what is asked about a thing holds for: all of it, none of it, or not surely either.

A permission may be asked for on a pattern of resources, and a condition may look at what nobody
knows before the call is made. So nothing here is yes or no: `Extent.SOME` stands for a part, and
for what is not known, and is never taken for a yes.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Final

import attrs


class Extent(enum.Enum):
    """For how many of the calls in question something holds."""

    ALL = "all"
    NONE = "none"
    SOME = "some"


@attrs.frozen
class Match:
    """An extent, and for `Extent.SOME` why it is neither all nor none."""

    extent: Extent
    why: tuple[str, ...] = ()

    def __invert__(self) -> Match:
        return Match(_OPPOSITE[self.extent], self.why)


_OPPOSITE: Final = {
    Extent.ALL: Extent.NONE,
    Extent.NONE: Extent.ALL,
    Extent.SOME: Extent.SOME,
}

ALL: Final = Match(Extent.ALL)
NONE: Final = Match(Extent.NONE)


def some(why: str) -> Match:
    """A match that holds for a part, or of which nobody knows."""
    return Match(Extent.SOME, (why,))


def every(matches: Iterable[Match]) -> Match:
    """What holds where each of the matches does; all of it when there are none."""
    return ~_union(~match for match in matches)


def either(matches: Iterable[Match]) -> Match:
    """What holds where at least one of the matches does; none of it when there are none.

    Two parts may well make a whole, but whether they do is not looked at.
    """
    return _union(matches)


def _union(matches: Iterable[Match]) -> Match:
    unsure = []
    for match in matches:
        if match.extent is Extent.ALL:
            return ALL
        if match.extent is Extent.SOME:
            unsure.append(match)
    return Match(Extent.SOME, tuple(_reasons(unsure))) if unsure else NONE


def _reasons(matches: Iterable[Match]) -> Iterator[str]:
    yield from dict.fromkeys(reason for match in matches for reason in match.why)
