"""The patterns of IAM policies: what they are made of, and how two of them overlap.

``*`` stands for any characters and ``?`` for one, in an ARN surely for those of one field between
two colons, and perhaps for more. What a definition asks for may be a pattern too, since a topic
that is chosen at run time is written ``arn:aws:sns:eu-west-1:123456789012:*``. So patterns are held
to patterns, by the automata that they are.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import attrs

from sfn_dsl.iam.evaluation.coverage import ALL, NONE, Match, some


class Wild(enum.Enum):
    """A part of a pattern that is not one known character; ``IN_FIELD`` ones match no colon."""

    ONE = "?"
    MANY = "*"
    ONE_IN_FIELD = "? without ':'"
    MANY_IN_FIELD = "* without ':'"


Token = str | Wild
"""A character, or what stands for characters."""

_REPEATING: Final = frozenset({Wild.MANY, Wild.MANY_IN_FIELD})
_IN_FIELD: Final = frozenset({Wild.ONE_IN_FIELD, Wild.MANY_IN_FIELD})
_OTHER: Final = "\ufffe"  # stands for every character that neither pattern names
_MOST_STEPS: Final = 5_000


@attrs.frozen(cache_hash=True)
class Pattern:
    """A text with wildcards, as it is written and as what it is made of.

    Where it is not known for sure what a pattern matches, ``tokens`` match everything that it
    might, ``sure`` only what it does (None for nothing), and ``doubt`` says why, as the rest of a
    sentence.
    """

    text: str
    tokens: tuple[Token, ...]
    sure: tuple[Token, ...] | None
    doubt: str = ""

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def compared(asked: Pattern, held: Pattern) -> Match:
    """For how much of what `asked` stands for `held` stands too."""
    inner = asked.tokens if asked.sure is None else asked.sure
    if not overlap(asked.tokens, held.tokens):
        return NONE
    if held.sure is not None and contains(held.sure, inner):
        return ALL
    if held.doubt and contains(held.tokens, inner):
        return some(f"'{held}' {held.doubt}")
    return some(f"'{held}' is only a part of '{asked}'")


def overlap(one: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    """Tell whether there is a text that both match."""
    alike = _common(one, other)
    seen = {(alike, alike)}
    pending = [(alike, alike)]
    while pending:
        i, j = pending.pop()
        if i == len(one) and j == len(other):
            return True
        for pair in _pairs(one, i, other, j):
            if pair not in seen:
                seen.add(pair)
                pending.append(pair)
    return False


def contains(outer: tuple[Token, ...], inner: tuple[Token, ...]) -> bool:
    """Tell whether `outer` matches each text that `inner` does; False where it takes too long.

    `inner` is walked in each way it can be, while all places are kept where `outer` may be then.
    """
    outer, inner = _apart(outer, inner)
    alphabet = _alphabet(outer)
    start = (0, _closed(outer, {0}))
    seen = {start}
    pending = [start]
    while pending:
        i, places = pending.pop()
        if not places or len(seen) > _MOST_STEPS:
            return False
        if i == len(inner):
            if len(outer) not in places:
                return False
            continue
        for state in _walked(inner, i, outer, places, alphabet):
            if state not in seen:
                seen.add(state)
                pending.append(state)
    return True


def _apart(
    one: tuple[Token, ...], other: tuple[Token, ...]
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Two patterns without the characters that both begin and end with."""
    begin = _common(one, other)
    one, other = one[begin:], other[begin:]
    end = _common(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _common(one: tuple[Token, ...], other: tuple[Token, ...]) -> int:
    """How many characters two patterns begin with alike, before either has a wildcard."""
    alike = 0
    for token, opposite in zip(one, other, strict=False):
        if token != opposite or not isinstance(token, str):
            break
        alike += 1
    return alike


def _pairs(
    one: tuple[Token, ...], i: int, other: tuple[Token, ...], j: int
) -> Iterator[tuple[int, int]]:
    """Where two patterns may be after one more character, or none, from places i and j."""
    if i < len(one) and one[i] in _REPEATING:
        yield i + 1, j
    if j < len(other) and other[j] in _REPEATING:
        yield i, j + 1
    if i == len(one) or j == len(other):
        return
    character = next((token for token in (one[i], other[j]) if isinstance(token, str)), _OTHER)
    if _takes(one[i], character) and _takes(other[j], character):
        yield _next(one, i), _next(other, j)


def _walked(
    inner: tuple[Token, ...],
    i: int,
    outer: tuple[Token, ...],
    places: frozenset[int],
    alphabet: frozenset[str],
) -> Iterator[tuple[int, frozenset[int]]]:
    token = inner[i]
    if token in _REPEATING:
        yield i + 1, places
    for character in {token} if isinstance(token, str) else alphabet:
        if _takes(token, character):
            ahead = {
                _next(outer, j) for j in places if j < len(outer) and _takes(outer[j], character)
            }
            yield _next(inner, i), _closed(outer, ahead)


def _next(tokens: tuple[Token, ...], i: int) -> int:
    """The place after the token at i has taken a character; one that repeats stays where it is."""
    return i if tokens[i] in _REPEATING else i + 1


def _takes(token: Token, character: str) -> bool:
    if isinstance(token, str):
        return token == character
    return token not in _IN_FIELD or character != ":"


def _closed(tokens: tuple[Token, ...], places: set[int]) -> frozenset[int]:
    """The places, and those reached from them without a character, as ``*`` may match none."""
    found = set(places)
    for place in places:
        while place < len(tokens) and tokens[place] in _REPEATING:
            place += 1
            found.add(place)
    return frozenset(found)


def _alphabet(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset({":", _OTHER, *(token for token in tokens if isinstance(token, str))})
