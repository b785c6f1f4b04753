"""JSON pointers (RFC 6901), which name the parts of a definition."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce


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
