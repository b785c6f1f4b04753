"""Which state a pointer leads into.

Parsed from the whole document on, for inside a state anything may be called ``States`` too.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from sfn_dsl.definition.pointers import tokens


@attrs.frozen
class Place:
    """A place in a definition, told by the states around it.

    ``route`` holds the names of those states from the outermost to the innermost and, between two
    of them, the way into the nested machine. ``inside`` holds the tokens from the innermost on.
    """

    route: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def state(self) -> str:
        """The name of the innermost state, "" outside of all."""
        return self.route[-1] if self.route else ""

    @property
    def is_state(self) -> bool:
        """Tell whether this is a state itself, not a part of one and not outside of all."""
        return bool(self.route) and not self.inside


def place(pointer: str) -> Place:
    """The place that a pointer names."""
    rest = tokens(pointer)
    route: list[str] = []
    at, read = 0, 0
    while rest[at : at + 1] == ("States",) and at + 1 < len(rest):
        route += [*_way_in(rest[read:at]), rest[at + 1]]
        at = read = at + 2
        at += _machine_tokens(rest[at : at + 1])
    return Place(tuple(route), rest[read:])


def _machine_tokens(member: Sequence[str]) -> int:
    """How many tokens lead from a state into a machine inside it, by the first of them."""
    if member == ("Branches",):
        return 2
    return 1 if member in (("ItemProcessor",), ("Iterator",)) else 0


def _way_in(way: Sequence[str]) -> list[str]:
    if not way:
        return []
    return [f"branch {way[1]}"] if way[0] == "Branches" else ["each item"]
