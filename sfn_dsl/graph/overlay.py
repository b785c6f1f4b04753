"""What a picture shows besides the graph: marks on states and transitions, each with a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import attrs

MarkKind = Literal["added", "removed", "changed", "error", "warning", "info", "reached", "missed"]

SIGNS: Final[Mapping[MarkKind, str]] = {
    "added": "+",
    "removed": "\N{MINUS SIGN}",
    "changed": "~",
    "error": "\N{MULTIPLICATION SIGN}",
    "warning": "!",
    "info": "i",
    "reached": "\N{CHECK MARK}",
    "missed": "\N{WHITE CIRCLE}",
}
"""A sign for each kind, as no meaning is told by colour alone."""


@attrs.frozen
class Mark:
    """A mark: what it is, and a few words on it, such as ``changed: TimeoutSeconds``."""

    kind: MarkKind
    label: str


@attrs.frozen
class Overlay:
    """The marks of a picture by the pointers of what they mark, and what they are about."""

    title: str
    marks: Mapping[str, Mark] = attrs.field(factory=dict)

    def mark(self, pointer: str) -> Mark | None:
        """The mark of a state or a transition."""
        return self.marks.get(pointer)

    @property
    def kinds(self) -> list[MarkKind]:
        """The kinds of mark that there are, in the order of `SIGNS`: what a legend explains."""
        used = {mark.kind for mark in self.marks.values()}
        return [kind for kind in SIGNS if kind in used]


NOTHING: Final = Overlay("")
"""An overlay without marks."""
