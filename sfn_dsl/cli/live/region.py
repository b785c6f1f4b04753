"""Lines below all other output on standard error, which are redrawn several times a second.

The cursor is never hidden, so that nothing has to be restored, however the process ends.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, Final, Self

from sfn_dsl.cli.streams import StandardError
from sfn_dsl.cli.terminal import STYLES, Style, encodes, has_colour
from sfn_dsl.definition.text import one_line

# Most commands end before anything is drawn.
if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.live import Live
    from rich.text import Text

Part = tuple[str, Style | None]
Line = Sequence[Part]
Lines = Callable[[int | None], Sequence[Line]]
"""The lines to show now, at most so many; all of them, None, are what stays at the end."""

_SECONDS: Final = 0.125
_CUT: Final = "..."
# What a terminal can have; of COLUMNS and LINES anything else says nothing.
_A_SIZE: Final = re.compile(r"[1-9][0-9]{0,3}")


class Region:
    """Draws lines until it is left; they are computed each time.

    Nothing is drawn at first, so that what ends at once shows only its last lines. Texts
    may hold anything: each line stays one line, and is cut to the width of the terminal.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._lock = RLock()
        self._closed = Event()
        self._live: Live | None = None
        self._is_last = False
        self._is_drawing = self._is_in_line = False
        self._stream = sys.stderr
        self._process = os.getpid()

    def __enter__(self) -> Self:
        if isinstance(self._stream, StandardError):
            self._stream.room = self._room
        Thread(target=self._draw_again, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed.set()
            self._is_last = bool(self._lines(None))
            if self._is_last:
                self._draw()
            self._stop(keep=self._is_last)
            if isinstance(self._stream, StandardError):
                self._stream.room = None

    @contextmanager
    def above(self) -> Iterator[None]:
        """For what writes to the terminal, so that it stands above the lines and stays there."""
        with self._lock:
            was_drawn = self._live is not None
            self._stop(keep=False)
            yield
            if was_drawn:
                self._draw()

    @contextmanager
    def _room(self, text: str) -> Iterator[None]:
        """For a text that anybody writes, at any moment."""
        if (
            os.getpid() != self._process
        ):  # a child draws nothing, and its lock may never be released
            yield
            return
        with self._lock:
            if self._is_drawing:
                yield
                return
            self._stop(keep=False)
            yield
            if text:
                self._is_in_line = not text.endswith("\n")

    def _draw_again(self) -> None:
        while not self._closed.wait(_SECONDS):
            with self._lock:
                if not self._closed.is_set():
                    self._draw()

    def _draw(self) -> None:
        if self._is_in_line and not self._is_last:
            return  # somebody has begun a line, which would be drawn over
        self._is_drawing = True
        try:
            self._refresh()
        finally:
            self._is_drawing = False

    def _refresh(self) -> None:
        if self._is_in_line:
            self._stream.write("\n")
            self._is_in_line = False
        if self._live is None:
            from rich.live import Live

            console = _console()
            console.size = _size()  # which Live asks for lines by
            self._live = Live(
                console=console,
                auto_refresh=False,
                redirect_stdout=False,
                redirect_stderr=False,
                get_renderable=lambda: self._shown(console),
            )
            self._live.start()
        self._live.console.size = _size()
        self._live.refresh()

    def _stop(self, *, keep: bool) -> None:
        if self._live is None:
            return
        self._is_drawing = True
        try:
            self._live.transient = not keep
            self._live.stop()
            self._live = None
        finally:
            self._is_drawing = False

    def _shown(self, console: Console) -> Group:
        from rich.console import Group

        # A line below stays free, for the cursor.
        most = None if self._is_last else max(1, console.height - 1)
        return Group(*(_text(line, max(1, console.width - 1)) for line in self._lines(most)))


def _console() -> Console:
    from rich.console import Console as RichConsole

    class OpenConsole(RichConsole):
        def show_cursor(self, show: bool = True) -> bool:
            return False  # a process that is killed would leave it hidden

    return OpenConsole(
        file=sys.stderr,
        force_terminal=True,
        force_interactive=True,
        color_system="standard",
        no_color=not has_colour(err=True),
        markup=False,
        highlight=False,
        emoji=False,
        # It would read COLUMNS and LINES itself, and fails where they are no numbers of a size.
        _environ={},
    )


def _size() -> tuple[int, int]:
    """The columns and lines of the terminal, which may change at any time."""
    try:
        columns, lines = os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):
        columns, lines = 0, 0
    given = (os.environ.get("COLUMNS", ""), os.environ.get("LINES", ""))
    columns, lines = (
        int(text) if _A_SIZE.fullmatch(text) else own
        for text, own in zip(given, (columns, lines), strict=True)
    )
    return columns or 80, lines or 24


def _text(line: Line, width: int) -> Text:
    from rich.text import Text

    text = Text(no_wrap=True, overflow="crop")
    for part, style in line:
        text.append(one_line(part), STYLES[style] if style and has_colour(err=True) else None)
    if text.cell_len > width:
        text.truncate(max(0, width - len(_CUT)), overflow="crop")
        text.append(_CUT)
    return text


def bar(share: float, width: int = 20) -> str:
    """A share from 0 to 1 as a bar."""
    full, empty = "█░" if encodes("█░", err=True) else "#-"
    filled = round(min(max(share, 0.0), 1.0) * width)
    return full * filled + empty * (width - filled)
