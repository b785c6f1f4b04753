"""What the terminal behind a standard stream can show: colour, and lines that are redrawn.

Each stream is treated separately. ``NO_COLOR`` (no-color.org) goes before ``FORCE_COLOR``
(force-color.org), as in Python itself; both count where they are not empty. ``FORCE_COLOR`` gives
colour and moves no cursor, as for the logs of a build. ``TERM=dumb`` has neither.

Colours are of the 16 that a person chooses for a terminal, without black and white, so that they
can be read on any background. No meaning depends on colour alone.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Final, Literal

import click

Style = Literal[
    "error", "warning", "info", "added", "removed", "changed", "moved", "heading", "done",
    "running", "faint", "key", "string", "number", "constant",
]  # fmt: skip

# In the words of rich.
STYLES: Final[dict[Style, str]] = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "added": "green",
    "removed": "red",
    "changed": "yellow",
    "moved": "cyan",
    "heading": "bold",
    "done": "green",
    "running": "bold cyan",
    "faint": "dim",
    "key": "cyan",
    "string": "green",
    "number": "magenta",
    "constant": "magenta",
}

_DUMB: Final = ("dumb", "unknown")


def has_colour(*, err: bool = False) -> bool:
    """Return whether standard output, or standard error, is shown in colour."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_redrawn(err=err)


def is_redrawn(*, err: bool = False) -> bool:
    """Return whether lines that were written to a stream can be redrawn."""
    stream = sys.stderr if err else sys.stdout
    return stream.isatty() and os.environ.get("TERM", "").lower() not in _DUMB


def encodes(text: str, *, err: bool = False) -> bool:
    """Return whether a stream has these characters."""
    try:
        text.encode((sys.stderr if err else sys.stdout).encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def styled(text: str, style: Style, *, err: bool = False) -> str:
    """A text of one line in a style, as it is where the stream has no colour.

    The text must be safe to show: what is in it is written as it is.
    """
    if not text or not has_colour(err=err):
        return text
    before, after = _codes(style)
    return f"{before}{text}{after}"


def write(text: str, *, err: bool = False) -> None:
    """Write text that is safe to show, with the styles that it has."""
    click.echo(text, nl=False, err=err, color=has_colour(err=err))


@cache
def _codes(style: Style) -> tuple[str, str]:
    """What a terminal is sent before and after a text of a style."""
    # Only what has colour needs rich.
    from rich.color import ColorSystem
    from rich.style import Style as RichStyle

    before, _, after = (
        RichStyle.parse(STYLES[style]).render("-", color_system=ColorSystem.STANDARD).partition("-")
    )
    return before, after
