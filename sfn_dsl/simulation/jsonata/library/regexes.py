"""Regular expressions as functions: each finds a match, and a match has the function ``next``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

from sfn_dsl.simulation.jsonata.errors import InternalError, JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Callee, call
from sfn_dsl.simulation.jsonata.library.regex_machine import Machine
from sfn_dsl.simulation.jsonata.library.regex_syntax import Syntax, degree
from sfn_dsl.simulation.jsonata.values import UNDEFINED


class Pattern:
    """A regular expression, run by Python's engine where it cannot take long.

    Blanks, digits and word characters are those of ASCII alone, as AWS has it.
    """

    __slots__ = ("_compiled", "_degree", "_machine")

    def __init__(self, source: str, ignore_case: bool, multiline: bool) -> None:
        flags = re.IGNORECASE if ignore_case else 0
        flags |= re.MULTILINE if multiline else 0
        self._compiled = re.compile(source, flags | re.ASCII)
        self._machine: Machine | None = None
        self._degree = 99
        with suppress(ValueError):
            syntax = Syntax(source, ignore_case)
            tree = syntax.read()
            self._degree = degree(tree)
            self._machine = Machine(tree, syntax.groups, multiline)

    def search(self, ev: Evaluation, text: str, position: int) -> Found | None:
        """The first match from a position on.

        Raises LimitError where it takes too long, and InternalError for an expression that may,
        and is of a form that only Python knows.
        """
        if (len(text) - position + 1) ** self._degree <= _QUICK:
            match = self._compiled.search(text, position)
            return None if match is None else Found(match.start(), match.end(), match.groups())
        if self._machine is None:
            raise InternalError
        slots = self._machine.search(text, position, ev.spend)
        if slots is None:
            return None
        groups = range(2, 2 * (self._compiled.groups + 1), 2)
        return Found(
            slots[0],
            slots[1],
            [text[slots[at] : slots[at + 1]] if slots[at + 1] >= 0 else None for at in groups],
        )


_QUICK: Final = 10**7
"""Steps of Python's engine that take a fraction of a second."""


class Found(NamedTuple):
    """A match: where it starts and ends, and what its groups hold."""

    start: int
    end: int
    groups: Sequence[str | None]


class Regex(Callee):
    """A function that gives the first match of a regular expression in a string."""

    __slots__ = ("_pattern",)
    arity = 1

    def __init__(self, pattern: Pattern) -> None:
        self._pattern = pattern

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """The match as an object, or undefined."""
        text = args[0] if args else UNDEFINED
        return self.found(ev, text, 0) if isinstance(text, str) else UNDEFINED

    def found(self, ev: Evaluation, text: str, position: int) -> Any:
        """The first match from a position on."""
        match = self._pattern.search(ev, text, position)
        if match is None:
            return UNDEFINED
        return {
            "match": text[match.start : match.end],
            "start": match.start,
            "end": match.end,
            "groups": [UNDEFINED if group is None else group for group in match.groups],
            "next": Following(self, text, match.end),
        }


class Following(Callee):
    """A function that gives the match after another."""

    __slots__ = ("_position", "_regex", "_text")
    arity = 0

    def __init__(self, regex: Regex, text: str, position: int) -> None:
        self._regex = regex
        self._text = text
        self._position = position

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """The match as an object, or undefined. Raises JsonataError for an empty one."""
        if self._position >= len(self._text):
            return UNDEFINED
        found = self._regex.found(ev, self._text, self._position)
        if found is not UNDEFINED and not found["match"]:
            raise JsonataError("D1004")
        return found


def matches(ev: Evaluation, matcher: Any, text: str, name: str) -> Iterator[dict[str, Any]]:
    """All matches of a regular expression, or of a function that finds them in the same form."""
    found = call(ev, matcher, [text])
    while found is not UNDEFINED:
        if not isinstance(found, dict) or not found.keys() & {"start", "end", "groups", "next"}:
            raise JsonataError("T1010", token=name)
        ev.spend(1)
        yield found
        found = call(ev, found.get("next", UNDEFINED), [])
