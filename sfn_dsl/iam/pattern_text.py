"""The text of a pattern, read: wildcards, the fields of an ARN, policy variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from sfn_dsl.iam.patterns import Pattern, Token, Wild

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
    return Pattern(text, tuple(text))


@lru_cache(maxsize=4096)
def wild(text: str) -> Pattern:
    """A pattern whose wildcards reach as far as they like."""
    return Pattern(text, tuple(_FREE.get(character, character) for character in text))


def action(text: str) -> Pattern:
    """A pattern of actions, of which capitals make no difference."""
    found = wild(text.lower())
    return Pattern(text, found.tokens)


def text_with_variables(text: str, variables: Variables, *, is_wild: bool) -> Pattern:
    """The value of a condition, in which variables stand for what they are known to be."""
    units = list(_units(text, variables))
    wilds = _FREE if is_wild else {}
    return _pattern(text, units, (wilds.get(unit, unit) for unit in units))


def arn(text: str, variables: Variables | None = None, *, strict: bool = False) -> Pattern:
    """A pattern of ARNs, as in a policy's Resource; the fields it leaves out may be anything.

    ``strict`` is how conditions compare ARNs: field by field, so that no wildcard leaves its own.
    """
    units = list(text if variables is None else _units(text, variables))
    found = _pattern(text, units, _fields(units, strict=strict))
    if units[:4] != list("arn:") or units.count(":") >= _FIELDS - 1 or units[-1] == "*":
        return found
    # IAM adds the fields left out, as "*"; but a "*" before may reach into them, and then no
    # field is left out after all. Which of the two it is IAM does not say.
    if "*" in units:
        tokens = (*found.tokens, Wild.MANY)
        return Pattern(text, tokens, found.doubt or "leaves out fields of the ARN after a '*'")
    return Pattern(text, (*found.tokens, ":", Wild.MANY), found.doubt)


def _fields(units: list[str], *, strict: bool) -> Iterator[Token]:
    """The tokens of an ARN: in all fields but the last, wildcards are held within the field."""
    if units == ["*"]:
        yield Wild.MANY
        return
    field = 0
    for place, unit in enumerate(units):
        if unit == ":" and field < _FIELDS - 1:
            field += 1
        ends_field = place + 1 == len(units) or units[place + 1] == ":"
        reaches = field == _FIELDS - 1 or (unit == "*" and ends_field and not strict)
        yield (_FREE if reaches else _HELD).get(unit, unit)


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


def _pattern(text: str, units: list[str], tokens: Iterator[Token]) -> Pattern:
    unknown = next((unit for unit in units if len(unit) > 1 and unit[2:-1] not in _ESCAPES), "")
    doubt = f"depends on the value of '{unknown}'" if unknown else ""
    return Pattern(text, tuple(map(_settled, tokens)), doubt)


def _settled(token: Token) -> Token:
    """A token with the escape taken off; an unknown variable may be anything."""
    if isinstance(token, Wild) or len(token) == 1:
        return token
    return token[2:-1] if token[2:-1] in _ESCAPES else Wild.MANY
