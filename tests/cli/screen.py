"""A terminal whose screen a test can read: what was written to it, and what a person sees."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pyte

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A pseudo terminal, which is read all the time; close what writes to it, then look at it."""

    def __init__(self, columns: int, lines: int) -> None:
        self.reader, self.writer = os.openpty()
        tty.setraw(self.writer)  # a line feed stays one, so that bytes compare
        self.resize(columns, lines)
        self.size = (columns, lines)
        self.raw = b""
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.writer, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def stream(self, encoding: str = "utf-8") -> TextIO:
        return os.fdopen(
            os.dup(self.writer), "w", encoding=encoding, errors="backslashreplace", buffering=1
        )

    def close(self) -> None:
        os.close(self.writer)
        self._thread.join(timeout=20)
        os.close(self.reader)

    def wait_for(self, text: str) -> bool:
        """Wait until a text was written, and tell whether it was."""
        with self._news:
            return self._news.wait_for(lambda: text in self.text, timeout=60)

    @property
    def text(self) -> str:
        """What was written, with its escapes."""
        return self.raw.decode(errors="replace")

    @property
    def seen(self) -> list[str]:
        """The lines that a person sees, those that were scrolled out included."""
        screen = pyte.HistoryScreen(*self.size, history=10_000)
        screen.set_mode(pyte.modes.LNM)  # as the terminal's driver turns line feeds around
        pyte.ByteStream(screen).feed(self.raw)
        above = [_line(row, self.size[0]) for row in screen.history.top]
        return [line.rstrip() for line in "\n".join([*above, *screen.display]).rstrip().split("\n")]

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self.reader, 65536)
            except OSError:  # nobody writes any more
                return
            if not data:
                return
            with self._news:
                self.raw += data
                self._news.notify_all()


def _line(row: Any, columns: int) -> str:
    return "".join(row[column].data for column in range(columns))


@contextmanager
def terminal(columns: int = 100, lines: int = 24) -> Iterator[Terminal]:
    """A terminal, which can be looked at after the block."""
    made = Terminal(columns, lines)
    try:
        yield made
    finally:
        made.close()


def plain(text: str) -> str:
    """Text without escapes."""
    return ESCAPE.sub("", text)


@contextmanager
def program(*arguments: str, cwd: Path) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    """`sfn` as a process whose messages go to a terminal."""
    given = {**os.environ, "TERM": "xterm-256color"}
    with terminal() as made:
        child = subprocess.Popen(
            [sys.executable, "-m", "sfn_dsl", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=made.writer,
            cwd=cwd,
            env=given,
        )
        try:
            yield made, child
        finally:
            child.kill()
            child.wait(timeout=20)
