"""The patterns of IAM policies: how they are written, and how two of them overlap.

``*`` stands for any characters and ``?`` for one. In an ARN they match for certain within one field
between two colons, and perhaps beyond it. What a definition requires may be a pattern too: a topic
chosen at run time is ``arn:aws:sns:eu-west-1:123456789012:*``. So patterns are compared with
patterns, as automata.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import attrs

from sfn_dsl.iam.evaluation.coverage import ALL, NONE, Match, partly

PolicyVariables = Mapping[str, str]
"""The values of policy variables that are known, by the names of context keys in lower case."""

_VARIABLE: Final = re.compile(r"\$\{([^{}]*)\}")
_ESCAPES: Final = frozenset("*?$")
_FIELDS: Final = 6


class Wild(enum.Enum):
    """A wildcard of a pattern; the ``IN_FIELD`` ones do not match a colon."""

    ONE = "?"
    MANY = "*"
    ONE_IN_FIELD = "? without ':'"
    MANY_IN_FIELD = "* without ':'"


Token = str | Wild
"""A character or a wildcard."""

_FREE: Final = {"*": Wild.MANY, "?": Wild.ONE}
_WITHIN_FIELD: Final = {"*": Wild.MANY_IN_FIELD, "?": Wild.ONE_IN_FIELD}

_REPEATING: Final = frozenset({Wild.MANY, Wild.MANY_IN_FIELD})
_IN_FIELD: Final = frozenset({Wild.ONE_IN_FIELD, Wild.MANY_IN_FIELD})
_OTHER: Final = "\ufffe"  # any character that neither pattern names
_MOST_STEPS: Final = 5_000
_MOST_PAIRS: Final = 200_000
_MOST_WORK: Final = 1_000_000


@attrs.frozen(cache_hash=True)
class Pattern:
    """A text with wildcards, and its tokens.

    If it is not certain what a pattern matches, ``tokens`` match everything that it may match and
    ``certain`` only what it does (None: nothing for certain). ``doubt`` then says why, as the rest
    of a sentence.
    """

    text: str
    tokens: tuple[Token, ...]
    certain: tuple[Token, ...] | None
    doubt: str = ""

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def compare_patterns(requested: Pattern, granted: Pattern) -> Match:
    """How much of what `requested` stands for `granted` matches."""
    inner = requested.tokens if requested.certain is None else requested.certain
    if not overlap(requested.tokens, granted.tokens):
        return NONE
    if granted.certain is not None and contains(granted.certain, inner):
        return ALL
    if granted.doubt and contains(granted.tokens, inner):
        return partly(f"'{granted}' {granted.doubt}")
    return partly(f"'{granted}' is only a part of '{requested}'")


def overlap(one: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    """Return whether any text matches both; True if it takes too long to tell."""
    alike = _common(one, other)
    seen = {(alike, alike)}
    pending = [(alike, alike)]
    while pending:
        i, j = pending.pop()
        if (i == len(one) and j == len(other)) or len(seen) > _MOST_PAIRS:
            return True
        for pair in _pairs(one, i, other, j):
            if pair not in seen:
                seen.add(pair)
                pending.append(pair)
    return False


def contains(outer: tuple[Token, ...], inner: tuple[Token, ...]) -> bool:
    """Return whether `outer` matches every text that `inner` matches; False if it takes too long.

    Each path through `inner` is walked, keeping all positions at which `outer` may be.
    """
    outer, inner = _apart(outer, inner)
    if outer == (Wild.MANY,):
        return True
    alphabet = _alphabet(outer)
    start = (0, _closed(outer, {0}))
    seen = {start}
    pending = [start]
    work = 0
    while pending:
        i, places = pending.pop()
        work += len(places) * (1 if i == len(inner) or isinstance(inner[i], str) else len(alphabet))
        if not places or len(seen) > _MOST_STEPS or work > _MOST_WORK:
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
    """Two patterns without their common prefix and suffix."""
    begin = _common(one, other)
    one, other = one[begin:], other[begin:]
    end = _common(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _common(one: tuple[Token, ...], other: tuple[Token, ...]) -> int:
    """The length of the common prefix of two patterns, up to the first wildcard."""
    alike = 0
    for token, opposite in zip(one, other, strict=False):
        if token != opposite or not isinstance(token, str):
            break
        alike += 1
    return alike


def _pairs(
    one: tuple[Token, ...], i: int, other: tuple[Token, ...], j: int
) -> Iterator[tuple[int, int]]:
    """The positions after at most one more character, from positions i and j."""
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
    """The position after the token at i consumed a character; a repeating token stays."""
    return i if tokens[i] in _REPEATING else i + 1


def _takes(token: Token, character: str) -> bool:
    if isinstance(token, str):
        return token == character
    return token not in _IN_FIELD or character != ":"


def _closed(tokens: tuple[Token, ...], places: set[int]) -> frozenset[int]:
    """The positions, and those reached without a character, as ``*`` may match nothing."""
    found = set(places)
    for place in places:
        while place < len(tokens) and tokens[place] in _REPEATING:
            place += 1
            found.add(place)
    return frozenset(found)


def _alphabet(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset({":", _OTHER, *(token for token in tokens if isinstance(token, str))})


@lru_cache(maxsize=4096)
def literal_pattern(text: str) -> Pattern:
    """A pattern that matches exactly this text."""
    return _certain(text, tuple(text))


@lru_cache(maxsize=4096)
def wildcard_pattern(text: str) -> Pattern:
    """A pattern whose wildcards match any characters."""
    return _certain(text, tuple(_FREE.get(character, character) for character in text))


@lru_cache(maxsize=4096)
def action_pattern(text: str) -> Pattern:
    """A pattern of actions, which are case-insensitive."""
    return attrs.evolve(wildcard_pattern(text.lower()), text=text)


def value_pattern(text: str, variables: PolicyVariables, *, is_wild: bool) -> Pattern:
    """The value of a condition, with the known values of variables in it."""
    units = list(_units(text, variables))
    tokens = _settled(units, _FREE if is_wild else {})
    return _pattern(text, units, tokens, tokens)


def arn_pattern(text: str, variables: PolicyVariables | None = None) -> Pattern:
    """A pattern of ARNs, as in a policy's Resource.

    It is certain to match field by field, with ``*`` for omitted fields. A wildcard may also match
    beyond its field: IAM's documentation says so for some of them, and reimplementations of IAM's
    evaluation disagree on which.
    """
    if variables is None or "${" not in text:
        return _arn(text, tuple(text))
    return _arn(text, tuple(_units(text, variables)))


@lru_cache(maxsize=4096)
def _arn(text: str, units: tuple[str, ...]) -> Pattern:
    reaching = _settled(units, _FREE)
    if units == ("*",) or units[:4] != tuple("arn:"):
        return _pattern(text, units, reaching, reaching)
    by_field = tuple(_fields(units))
    if units.count(":") < _FIELDS - 1 and "*" not in units:
        reaching = by_field  # IAM completes it, and no wildcard can match beyond a field
    elif units.count(":") < _FIELDS - 1:
        reaching = (*reaching, Wild.MANY)
    return _pattern(text, units, reaching, by_field)


def arn_pattern_by_fields(text: str, variables: PolicyVariables | None = None) -> Pattern:
    """A pattern of ARNs as conditions compare them: wildcards match within their field."""
    return _by_fields(arn_pattern(text, variables))


@lru_cache(maxsize=4096)
def _by_fields(pattern: Pattern) -> Pattern:
    return pattern if pattern.certain is None else _certain(pattern.text, pattern.certain)


def _fields(units: Sequence[str]) -> Iterator[Token]:
    """The tokens of an ARN: wildcards match within their field, except in the last one."""
    field = 0
    for unit in units:
        if unit == ":":
            field += 1
        yield from _settled([unit], _WITHIN_FIELD if field < _FIELDS - 1 else _FREE)
    for left_out in range(field + 1, _FIELDS):
        yield from (":", Wild.MANY if left_out == _FIELDS - 1 else Wild.MANY_IN_FIELD)


def _units(text: str, variables: PolicyVariables) -> Iterator[str]:
    """The characters of a text; an escaped character or an unknown variable is one unit."""
    end = 0
    for found in _VARIABLE.finditer(text):
        yield from text[end : found.start()]
        yield from _value(found[0], found[1], variables)
        end = found.end()
    yield from text[end:]


def _value(written: str, inside: str, variables: PolicyVariables) -> Iterator[str]:
    named, comma, default = inside.partition(",")
    default = default.strip()
    is_default = len(default) > 1 and default[0] == default[-1] == "'" and default.count("'") == 2
    name = named.strip().lower() if is_default or not comma else ""
    if inside in _ESCAPES or name not in variables:
        yield written
        return
    # A value is literal, so its own wildcards are escaped.
    for character in variables[name]:
        yield f"${{{character}}}" if character in _ESCAPES else character


def _settled(units: Sequence[str], wilds: Mapping[str, Wild]) -> tuple[Token, ...]:
    """Units as tokens: an escaped character is literal, an unknown variable matches anything."""
    return tuple(
        wilds.get(unit, unit)
        if len(unit) == 1
        else (unit[2:-1] if unit[2:-1] in _ESCAPES else Wild.MANY)
        for unit in units
    )


def _pattern(
    text: str, units: Sequence[str], tokens: tuple[Token, ...], certain: tuple[Token, ...]
) -> Pattern:
    unknown = next((unit for unit in units if len(unit) > 1 and unit[2:-1] not in _ESCAPES), "")
    if unknown:
        return Pattern(text, tokens, None, f"depends on the value of '{unknown}'")
    doubt = "" if tokens == certain else "only matches if its '*' matches beyond a ':'"
    return Pattern(text, tokens, certain, doubt)


def _certain(text: str, tokens: tuple[Token, ...]) -> Pattern:
    return Pattern(text, tokens, tokens)
