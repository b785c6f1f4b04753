"""How many of the requests in question something applies to: all, none, or only some.

A permission may be required on a pattern of resources, and a condition may depend on what nobody
knows before the request is made. `Coverage.PARTIAL` stands for both, and never counts as a yes.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Final

import attrs


class Coverage(enum.Enum):
    """How many of the requests in question something applies to."""

    ALL = "all"
    NONE = "none"
    PARTIAL = "partial"


@attrs.frozen
class Match:
    """A coverage and, for `Coverage.PARTIAL`, the reasons."""

    coverage: Coverage
    why: tuple[str, ...] = ()

    def __invert__(self) -> Match:
        return Match(_OPPOSITE[self.coverage], self.why)


_OPPOSITE: Final = {
    Coverage.ALL: Coverage.NONE,
    Coverage.NONE: Coverage.ALL,
    Coverage.PARTIAL: Coverage.PARTIAL,
}

ALL: Final = Match(Coverage.ALL)
NONE: Final = Match(Coverage.NONE)


def partly(why: str) -> Match:
    """A match of some requests, or of an unknown number of them."""
    return Match(Coverage.PARTIAL, (why,))


def every(matches: Iterable[Match]) -> Match:
    """A match of what every one of the given ones matches; of everything if there are none."""
    return ~_union(~match for match in matches)


def either(matches: Iterable[Match]) -> Match:
    """A match of what any one of the given ones matches; of nothing if there are none.

    Two partial matches may add up to a whole one, which is not checked.
    """
    return _union(matches)


def _union(matches: Iterable[Match]) -> Match:
    partial = []
    for match in matches:
        if match.coverage is Coverage.ALL:
            return ALL
        if match.coverage is Coverage.PARTIAL:
            partial.append(match)
    return Match(Coverage.PARTIAL, tuple(_reasons(partial))) if partial else NONE


def _reasons(matches: Iterable[Match]) -> Iterator[str]:
    yield from dict.fromkeys(reason for match in matches for reason in match.why)
