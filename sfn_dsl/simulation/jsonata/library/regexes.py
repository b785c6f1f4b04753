"""Regular expressions as functions: each finds a match, and a match has the function ``next``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Callee, call
from sfn_dsl.simulation.jsonata.values import UNDEFINED


def pattern(parsed: re.Pattern[str]) -> re.Pattern[str]:
    """The expression with classes of characters as AWS has them, which know ASCII alone."""
    return re.compile(parsed.pattern, parsed.flags & (re.IGNORECASE | re.MULTILINE) | re.ASCII)


class Regex(Callee):
    """A function that gives the first match of a regular expression in a string."""

    __slots__ = ("_pattern",)
    arity = 1

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """The match as an object, or undefined."""
        text = args[0] if args else UNDEFINED
        return self.found(text, 0) if isinstance(text, str) else UNDEFINED

    def found(self, text: str, position: int) -> Any:
        """The first match from a position on."""
        match = self._pattern.search(text, position)
        if match is None:
            return UNDEFINED
        return {
            "match": match[0],
            "start": match.start(),
            "end": match.end(),
            "groups": [UNDEFINED if group is None else group for group in match.groups()],
            "next": Following(self, text, match.end()),
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
        found = self._regex.found(self._text, self._position)
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
