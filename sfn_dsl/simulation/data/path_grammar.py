"""The steps of a path that is not a Reference Path, read from its text.

ASL reference, section 3.2, as the Java library Jayway JsonPath 2.0 reads it, which AWS's texts and
answers show to be in use.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NoReturn, TypeAlias

import attrs

from sfn_dsl.errors import AuthoringError

Operator: TypeAlias = Literal[
    "==", ">=", "<=", "!=", "<", ">", "=~", "in", "nin", "contains", "size", "empty"
]


@attrs.frozen
class Names:
    """``.name``, ``['name']``; with several names (``['a','b']``) an object of those there are."""

    names: tuple[str, ...]


@attrs.frozen
class Indices:
    """``[0]``; several (``[0,2]``) select a list."""

    indices: tuple[int, ...]


@attrs.frozen
class FromEnd:
    """``[(@.length-1)]``: the element so many places before the end."""

    distance: int


@attrs.frozen
class Slice:
    """``[1:3]``, ``[:3]``, ``[1:]``."""

    start: int | None
    stop: int | None


@attrs.frozen
class Wildcard:
    """``.*`` and ``[*]``."""


@attrs.frozen
class Scan:
    """``..``: the step after it, wherever it fits."""


@attrs.frozen
class Filter:
    """``[?(test)]``."""

    test: Test


Step: TypeAlias = Names | Indices | FromEnd | Slice | Wildcard | Scan | Filter


@attrs.frozen
class Operand:
    """One side of a comparison: a path from ``@`` or ``$``, or else a literal.

    A literal is text, whatever it was: ``0`` and ``'0'`` are the same.
    """

    root: Literal["@", "$", ""]
    steps: tuple[Step, ...] = ()
    literal: str | tuple[str, ...] | re.Pattern[str] = ""


@attrs.frozen
class Comparison:
    """``left operator right``."""

    left: Operand
    operator: Operator
    right: Operand


@attrs.frozen
class Exists:
    """``@.a``: the path finds something that is not null; ``!@.a`` is the negation."""

    path: Operand
    expected: bool


@attrs.frozen
class Junction:
    """``a && b`` and ``a || b``."""

    is_and: bool
    parts: tuple[Test, ...]


@attrs.frozen
class Negation:
    """``!(a)``."""

    part: Test


Test: TypeAlias = Comparison | Exists | Junction | Negation

_BARE: Final = re.compile(
    r"(?:\\.|[^),'\"\\.\[\]\s><!=*])(?:\\.|[^),'\"\\.\[\]\s><!=])*", re.DOTALL
)
_QUOTED: Final = r"'(?:\\.|[^'\\])*+'|\"(?:\\.|[^\"\\])*+\""
_BRACKET: Final = re.compile(
    rf"\[\s*(?:(?P<star>\*)|(?P<names>(?:{_QUOTED})(?:\s*,\s*(?:{_QUOTED}))*)"
    r"|(?P<slice>(?P<start>-?\d+)?\s*:\s*(?P<stop>-?\d+)?)"
    r"|(?P<indices>-?\d+(?:\s*,\s*-?\d+)*)"
    r"|\(\s*@\.length\s*-\s*(?P<distance>\d+)\s*\)|(?P<filter>\?\s*(?=\()))\s*(?(filter)|\])",
    re.DOTALL,
)
# A quote that does not close goes to the end, so that no text is gone through twice.
_ONE_QUOTED: Final = re.compile(
    r"'(?:\\.|[^'\\])*+(?:'|\\?\Z)|\"(?:\\.|[^\"\\])*+(?:\"|\\?\Z)", re.DOTALL
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_OPERATOR: Final = re.compile(r"\s*(==|>=|<=|!=|<|>|=~|(?:in|nin|contains|size|empty)\b)\s*")
_LITERAL: Final = re.compile(rf"{_QUOTED}|\[[^\]]*\]|[^\s)&|]+", re.DOTALL)
_ELEMENT: Final = re.compile(rf"{_QUOTED}|[^\s,]+", re.DOTALL)
_PATTERN: Final = re.compile(r"/((?:\\.|[^/\\])*)/(i?)", re.DOTALL)


def parse_steps(text: str, at: int) -> tuple[tuple[Step, ...], int]:
    """The steps from a place in a text on, and where they end. Raises AuthoringError."""
    steps: list[Step] = []
    while at < len(text) and text[at] in ".[":
        if text.startswith("..", at):
            steps.append(Scan())
            at += 2
        elif text[at] == ".":
            at += 1
        step, at = _step(text, at)
        steps.append(step)
    return tuple(steps), at


def _step(text: str, at: int) -> tuple[Step, int]:
    if text.startswith("[", at):
        return _bracket(text, at)
    if text.startswith("*", at):
        return Wildcard(), at + 1
    name = _BARE.match(text, at)
    if name is None:
        _refuse(text, at)
    return Names((_unescaped(name[0]),)), name.end()


def _bracket(text: str, at: int) -> tuple[Step, int]:
    found = _BRACKET.match(text, at)
    if found is None:
        _refuse(text, at)
    if found["filter"]:
        return _filter(text, found.end())
    return _selection(found), found.end()


def _selection(found: re.Match[str]) -> Step:
    if found["star"]:
        return Wildcard()
    if found["names"]:
        quoted = _ONE_QUOTED.findall(found["names"])
        return Names(tuple(_unescaped(name[1:-1]) for name in quoted))
    if found["slice"]:
        start, stop = (int(end) if end else None for end in (found["start"], found["stop"]))
        return Slice(start, stop)
    if found["distance"]:
        return FromEnd(int(found["distance"]))
    return Indices(tuple(map(int, found["indices"].split(","))))


def _filter(text: str, at: int) -> tuple[Step, int]:
    test, at = _any_of(text, at + 1)
    closing = re.compile(r"\s*\)\s*\]").match(text, at)
    if closing is None:
        _refuse(text, at)
    return Filter(test), closing.end()


def _any_of(text: str, at: int) -> tuple[Test, int]:
    parts, at = _joined(text, at, "||")
    return (parts[0] if len(parts) == 1 else Junction(False, tuple(parts))), at


def _all_of(text: str, at: int) -> tuple[Test, int]:
    parts, at = _joined(text, at, "&&")
    return (parts[0] if len(parts) == 1 else Junction(True, tuple(parts))), at


def _joined(text: str, at: int, operator: str) -> tuple[list[Test], int]:
    read = _all_of if operator == "||" else _one_test
    part, at = read(text, at)
    parts = [part]
    while text.startswith(operator, _skip(text, at)):
        part, at = read(text, _skip(text, at) + len(operator))
        parts.append(part)
    return parts, at


def _one_test(text: str, at: int) -> tuple[Test, int]:
    at = _skip(text, at)
    negated = text.startswith("!", at)
    if negated:
        at = _skip(text, at + 1)
    if text.startswith("(", at):
        test, at = _any_of(text, at + 1)
        at = _skip(text, at)
        if not text.startswith(")", at):
            _refuse(text, at)
        return (Negation(test) if negated else test), at + 1
    left, at = _operand(text, at)
    operator = _OPERATOR.match(text, at)
    if operator is None or negated:
        if not left.root:
            _refuse(text, at)
        return Exists(left, not negated), at
    right, at = _operand(text, operator.end())
    name: Operator = operator[1]  # type: ignore[assignment]  # what the expression matches
    return Comparison(left, name, right), at


def _operand(text: str, at: int) -> tuple[Operand, int]:
    at = _skip(text, at)
    if text.startswith("@", at):
        steps, at = parse_steps(text, at + 1)
        return Operand("@", steps), at
    if text.startswith("$", at):
        steps, at = parse_steps(text, at + 1)
        return Operand("$", steps), at
    if pattern := _PATTERN.match(text, at):
        return Operand("", literal=_compiled(pattern)), pattern.end()
    literal = _LITERAL.match(text, at)
    if literal is None:
        _refuse(text, at)
    return Operand("", literal=_literal(literal[0])), literal.end()


def _literal(text: str) -> str | tuple[str, ...]:
    if text.startswith("["):
        return tuple(_unquoted(part) for part in _ELEMENT.findall(text[1:-1]))
    return _unquoted(text)


def _unquoted(text: str) -> str:
    return _unescaped(text[1:-1]) if text[0] in "'\"" else text


def _compiled(pattern: re.Match[str]) -> re.Pattern[str]:
    flags = re.ASCII | (re.IGNORECASE if pattern[2] else 0)
    try:
        return re.compile(pattern[1], flags)
    except re.error as mistake:
        raise AuthoringError(f"'{pattern[0]}' is not a regular expression: {mistake}") from None


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(r"\1", name)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _refuse(text: str, at: int) -> NoReturn:
    raise AuthoringError(f"'{text}' is not a path: '{text[at:]}' cannot be read")
