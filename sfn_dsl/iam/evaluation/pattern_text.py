"""The text of a pattern, read: wildcards, the fields of an ARN, policy variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import attrs

from sfn_dsl.iam.evaluation.patterns import Pattern, Token, Wild

Variables = Mapping[str, str]
"""The values of policy variables that are known, by the names of context keys in lower case."""

_VARIABLE: Final = re.compile(r"\$\{([^{}]*)\}")
_DEFAULTED: Final = re.compile(r"\s*(?P<name>[^,]*?)\s*(?:,\s*'(?P<default>[^']*)'\s*)?")
_ESCAPES: Final = frozenset("*?$")
_FIELDS: Final = 6
_FREE: Final = {"*": Wild.MANY, "?": Wild.ONE}
_HELD: Final = {"*": Wild.MANY_IN_FIELD, "?": Wild.ONE_IN_FIELD}


@lru_cache(maxsize=4096)
def plain(text: str) -> Pattern:
    """The pattern that stands for a text alone."""
    return _sure(text, tuple(text))


@lru_cache(maxsize=4096)
def wild(text: str) -> Pattern:
    """A pattern whose wildcards reach as far as they like."""
    return _sure(text, tuple(_FREE.get(character, character) for character in text))


@lru_cache(maxsize=4096)
def action(text: str) -> Pattern:
    """A pattern of actions, of which capitals make no difference."""
    return attrs.evolve(wild(text.lower()), text=text)


def text_with_variables(text: str, variables: Variables, *, is_wild: bool) -> Pattern:
    """The value of a condition, in which variables stand for what they are known to be."""
    units = list(_units(text, variables))
    tokens = _settled(units, _FREE if is_wild else {})
    return _pattern(text, units, tokens, tokens)


def arn(text: str, variables: Variables | None = None) -> Pattern:
    """A pattern of ARNs, as in a policy's Resource.

    It surely matches what it does field by field, with ``*`` for the fields that it leaves out.
    A wildcard may also reach beyond its field: IAM's documentation says so of some, and those who
    have built IAM's evaluation again do not agree on which.
    """
    if variables is None or "${" not in text:
        return _arn(text, tuple(text))
    return _arn(text, tuple(_units(text, variables)))


@lru_cache(maxsize=4096)
def _arn(text: str, units: tuple[str, ...]) -> Pattern:
    reaching = _settled(units, _FREE)
    if units == ("*",) or units[:4] != tuple("arn:"):
        return _pattern(text, units, reaching, reaching)
    held = tuple(_fields(units))
    if units.count(":") < _FIELDS - 1 and "*" not in units:
        reaching = held  # IAM adds what is left out, and nothing reaches
    elif units.count(":") < _FIELDS - 1:
        reaching = (*reaching, Wild.MANY)
    return _pattern(text, units, reaching, held)


def arn_by_fields(text: str, variables: Variables | None = None) -> Pattern:
    """A pattern of ARNs as conditions compare them: no wildcard leaves its field."""
    return _by_fields(arn(text, variables))


@lru_cache(maxsize=4096)
def _by_fields(pattern: Pattern) -> Pattern:
    return pattern if pattern.sure is None else _sure(pattern.text, pattern.sure)


def _fields(units: Sequence[str]) -> Iterator[Token]:
    """The tokens of an ARN: in all fields but the last, wildcards are held within the field."""
    field = 0
    for unit in units:
        if unit == ":":
            field += 1
        yield from _settled([unit], _HELD if field < _FIELDS - 1 else _FREE)
    for left_out in range(field + 1, _FIELDS):
        yield from (":", Wild.MANY if left_out == _FIELDS - 1 else Wild.MANY_IN_FIELD)


def _units(text: str, variables: Variables) -> Iterator[str]:
    """Characters one by one, but an escaped one or an unknown variable as it is written."""
    end = 0
    for found in _VARIABLE.finditer(text):
        yield from text[end : found.start()]
        yield from _value(found[0], found[1], variables)
        end = found.end()
    yield from text[end:]


def _value(written: str, inside: str, variables: Variables) -> Iterator[str]:
    parts = _DEFAULTED.fullmatch(inside)
    name = parts["name"].lower() if parts else ""
    if inside in _ESCAPES or name not in variables:
        yield written
        return
    # A value is taken for what it is, so its own wildcards are escaped.
    for character in variables[name]:
        yield f"${{{character}}}" if character in _ESCAPES else character


def _settled(units: Sequence[str], wilds: Mapping[str, Wild]) -> tuple[Token, ...]:
    """Units as tokens: an escaped character is itself, an unknown variable may be anything."""
    return tuple(
        wilds.get(unit, unit)
        if len(unit) == 1
        else (unit[2:-1] if unit[2:-1] in _ESCAPES else Wild.MANY)
        for unit in units
    )


def _pattern(
    text: str, units: Sequence[str], tokens: tuple[Token, ...], sure: tuple[Token, ...]
) -> Pattern:
    unknown = next((unit for unit in units if len(unit) > 1 and unit[2:-1] not in _ESCAPES), "")
    if unknown:
        return Pattern(text, tokens, None, f"depends on the value of '{unknown}'")
    doubt = "" if tokens == sure else "only matches if its '*' reaches beyond a ':'"
    return Pattern(text, tokens, sure, doubt)


def _sure(text: str, tokens: tuple[Token, ...]) -> Pattern:
    return Pattern(text, tokens, tokens)
