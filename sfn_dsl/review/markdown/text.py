"""What an author wrote, as Markdown that shows it and does nothing else.

A comment on GitHub acts on more than Markdown: names after ``@`` are told of it, ``#12`` and
addresses become links, ``$`` begins formulas. So prose has every sign as a character reference,
which is never structure, and everything else of an author's stands in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sfn_dsl.definition.text import one_line

_PLAIN: Final = frozenset(" ,()'\";?…-/=+")
_WORD_SPACE: Final = "\N{ZERO WIDTH SPACE}"  # what keeps a name from being one for GitHub
_TICKS: Final = re.compile("`+")
_STOP: Final = re.compile(r"[.:](?=$|\s)")


def prose(text: str) -> str:
    """Text within a line of prose: letters, digits, some signs as they are, all else as codes."""
    line = one_line(text)
    ends = {found.start() for found in _STOP.finditer(line)}
    return "".join(
        c if c.isalnum() or c in _PLAIN or at in ends else _coded(c) for at, c in enumerate(line)
    )


def _coded(character: str) -> str:
    code = f"&#{ord(character)};"
    return code + _WORD_SPACE if character in "@#" else code


def code(text: str) -> str:
    """Text as code within a line."""
    line = one_line(text) or " "
    ticks = "`" * (_longest_run(line) + 1)
    space = " " if line.startswith("`") or line.endswith("`") or not line.strip() else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def fence(lines: Iterable[str]) -> str:
    """What begins and ends a block of code with these lines in it."""
    longest = max((_longest_run(line) for line in lines), default=0)
    return "`" * max(3, longest + 1)


def _longest_run(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)
