"""The parts of a comment, and how they are cut so that it fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from sfn_dsl.counting import counted
from sfn_dsl.review.markdown.text import fence

LONGEST_LINE: Final = 1_500
"""The most characters of a line that an author can make as long as they like."""

_OPEN: Final = 25  # a longer block is folded up


@attrs.frozen
class Section:
    """A part of a comment under its own heading.

    ``lines`` may be cut at the end, ``lead`` is what stands before them in any case. With a
    ``language`` they are a block of code, without one the items of a list. ``command`` prints all
    of them.
    """

    title: str
    lead: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    language: str | None = None
    command: str = ""

    def text(self, most: int | None = None) -> str:
        """The section, with no more of its lines than have `most` characters together."""
        kept = self.lines if most is None else _beginning(self.lines, most)
        parts = [f"### {self.title}", *self.lead]
        if kept:
            parts.append(self._block(kept))
        if len(kept) < len(self.lines):
            left = counted(len(self.lines) - len(kept), "more line")
            whole = f"; all of it: {self.command}" if self.command else ""
            parts.append(f"_{left} left out, as a comment has room for no more{whole}_")
        return "\n\n".join(parts)

    @property
    def size(self) -> int:
        """How many characters its lines have."""
        return sum(len(line) + 1 for line in self.lines)

    def _block(self, lines: Sequence[str]) -> str:
        body = "\n".join(lines)
        if self.language is not None:
            ticks = fence(lines)
            body = f"{ticks}{self.language}\n{body}\n{ticks}"
        if len(lines) <= _OPEN or self.language == "mermaid":
            return body
        told = counted(len(lines), "line")
        return f"<details><summary>{told}</summary>\n\n{body}\n\n</details>"


def clipped(line: str) -> str:
    """A line of which no more is kept than a comment can do with."""
    left = len(line) - LONGEST_LINE
    return line if left <= 0 else f"{line[:LONGEST_LINE]}… ({left} more characters)"


def fitting(head: str, sections: Sequence[Section], most: int) -> str:
    """A comment of at most `most` characters; the longest sections are cut first, all alike."""
    whole = "\n\n".join([head, *(section.text() for section in sections)]) + "\n"
    if len(whole) <= most:
        return whole
    bare = "\n\n".join([head, *(section.text(0) for section in sections)])
    # What a block needs around its lines: fences as long as a line, and what folds it up.
    around = sum(80 + 2 * len(fence(section.lines)) for section in sections)
    room = most - len(bare) - around
    share = _share([section.size for section in sections], room)
    return "\n\n".join([head, *(section.text(share) for section in sections)])[: most - 1] + "\n"


def _share(sizes: Sequence[int], room: int) -> int:
    """The most that each may have, so that all together have no more than `room`."""
    left = max(room, 0)
    for number, size in enumerate(sorted(sizes)):
        share = left // (len(sizes) - number)
        if size > share:
            return share
        left -= size
    return max(sizes, default=0)


def _beginning(lines: Sequence[str], most: int) -> tuple[str, ...]:
    total = 0
    for number, line in enumerate(lines):
        total += len(line) + 1
        if total > most:
            return tuple(lines[:number])
    return tuple(lines)
