"""JSON pointers (RFC 6901) into a definition, and the states on the way to what they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple


def child(pointer: str, token: str | int) -> str:
    """The pointer of a member or an element of what `pointer` names."""
    if isinstance(token, int):
        return f"{pointer}/{token}"
    if "~" in token or "/" in token:
        token = token.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{token}"


def within(pointer: str, *tokens: str | int) -> str:
    """The pointer of a part of what `pointer` names, by the names and indices on the way to it."""
    return reduce(child, tokens, pointer)


def tokens(pointer: str) -> tuple[str, ...]:
    """The names and indices on the way from the whole document to what `pointer` names."""
    if not pointer:
        return ()
    return tuple(
        token.replace("~1", "/").replace("~0", "~")
        for token in pointer.removeprefix("/").split("/")
    )


def pointer_of(tokens: Iterable[str]) -> str:
    """The pointer of a part, by the names and indices on the way to it."""
    return within("", *tokens)


def parent(pointer: str) -> str:
    """The pointer of what holds the named part; the whole document holds itself."""
    return pointer.rpartition("/")[0]


class Place(NamedTuple):
    """A place in a definition, by the states around it.

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
    """The place that a pointer names.

    The pointer is read from its beginning, because a member inside a state may be called
    ``States`` too.
    """
    rest = tokens(pointer)
    route: list[str] = []
    at, read = 0, 0
    while rest[at : at + 1] == ("States",) and at + 1 < len(rest):
        route += [*_way_in(rest[read:at]), rest[at + 1]]
        at = read = at + 2
        at += _machine_tokens(rest[at : at + 1])
    return Place(tuple(route), rest[read:])


def _machine_tokens(member: Sequence[str]) -> int:
    """How many tokens there are between a state and a machine inside it, by the first of them."""
    if member == ("Branches",):
        return 2
    return 1 if member in (("ItemProcessor",), ("Iterator",)) else 0


def _way_in(way: Sequence[str]) -> list[str]:
    if not way:
        return []
    return [f"branch {way[1]}"] if way[0] == "Branches" else ["each item"]
