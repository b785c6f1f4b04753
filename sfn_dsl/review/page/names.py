"""Names of states as a page shows them."""

from __future__ import annotations

from typing import Final

from sfn_dsl.definition.text import one_line
from sfn_dsl.graph.words import visible

_LONGEST: Final = 200


def quoted(name: str) -> str:
    """The name of a state on one line, in quotes where it could not be seen."""
    return one_line(visible(name))


def named(name: str) -> str:
    """The same, of a very long name the beginning."""
    shown = quoted(name)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
