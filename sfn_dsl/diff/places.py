"""Which state a pointer leads into.

Parsed from the whole document on, for inside a state anything may be called ``States`` too.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from sfn_dsl.definition.pointers import child, tokens


@attrs.frozen
class Place:
    """A place in a definition, told by the states around it.

    ``route`` holds the names of the states from the outermost to the innermost and, between two
    of them, the way into the nested machine. ``state`` is the innermost state's pointer, None
    outside of all states. ``inside`` holds the tokens from there on.
    """

    route: tuple[str, ...]
    state: str | None
    inside: tuple[str, ...]


def place(pointer: str) -> Place:
    """The place that a pointer names."""
    rest = tokens(pointer)
    route: list[str] = []
    state, read = None, 0
    at = 0
    while rest[at : at + 1] == ("States",) and at + 1 < len(rest):
        route += [*_way_in(rest[read:at]), rest[at + 1]]
        at = read = at + 2
        state = "".join(child("", token) for token in rest[:read])
        at += _machine_tokens(rest[at:])
    return Place(tuple(route), state, rest[read:])


def _machine_tokens(rest: Sequence[str]) -> int:
    """How many tokens lead from a state into a machine inside it."""
    if rest[:1] == ("Branches",):
        return 2
    return 1 if rest[:1] in (("ItemProcessor",), ("Iterator",)) else 0


def _way_in(way: Sequence[str]) -> list[str]:
    return [f"branch {way[1]}"] if way[:1] == ("Branches",) else ["each item"] if way else []
