"""How places, values and lists of names are said in a message."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from typing import Any

from sfn_dsl.definition.definition import type_names

LONGEST_SHOWN = 40

Path = tuple[str | int, ...]


def named(path: Path) -> str:
    """A place by the name of its field."""
    if not path:
        return "the definition"
    token = path[-1]
    if isinstance(token, int):
        return f"element {token} of {named(path[:-1])}"
    return f"'{cut(token)}'"


def shown(value: Any) -> str:
    """A value as a message shows it: text and numbers as they are, the rest by its kind."""
    if isinstance(value, str):
        return f"'{cut(value)}'" if value else "empty"
    if isinstance(value, (dict, list)):
        return type_names[type(value)] if value else f"an empty {type_names[type(value)][3:]}"
    return cut(json.dumps(value))


def cut(text: str) -> str:
    """Text at a length that a message can bear, with what does not print escaped."""
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return shown if shown.isprintable() else json.dumps(shown)[1:-1]


def listed(names: Iterable[Any], word: str, *, quote: bool = True) -> str:
    """Several names in words: `one, two and three`."""
    *others, last = [f"'{name}'" if quote else str(name) for name in names]
    return f"{', '.join(others)} {word} {last}" if others else last


def closest(word: str, choice: Iterable[str]) -> str | None:
    """The member of a choice that a word is probably a misspelling of."""
    by_folded = {candidate.casefold(): candidate for candidate in choice}
    close = difflib.get_close_matches(word.casefold()[:LONGEST_SHOWN], by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else None
