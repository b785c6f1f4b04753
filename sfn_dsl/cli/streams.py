"""The standard streams: making sure that they exist, and going on if one of them breaks."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_OUT: Final = 1
_ERR: Final = 2


class _Outlet(io.FileIO):
    """A standard stream whose reader may go away: the rest is discarded, the command continues.

    The reader is a program that ends, another machine, or a terminal that hangs up. So a deployment
    is not cut short because nobody reads its messages any more. Any other failure to write to
    standard output is an error; a failure to write to standard error is ignored, since there is no
    place left to report it.
    """

    def write(self, data: ReadableBuffer) -> int:
        try:
            return super().write(data)
        except OSError as error:
            is_left = self._is_left(error)
            discard(self.fileno())
            if self.fileno() == _OUT and not is_left:
                raise OSError(error.errno, error.strerror, "<standard output>") from error
            return memoryview(data).nbytes

    def _is_left(self, error: OSError) -> bool:
        """Return whether an error says that nobody reads any more."""
        if isinstance(error, ConnectionError):
            return True
        # A terminal that has hung up does not say any more that it is one.
        return error.errno == errno.EIO and stat.S_ISCHR(os.fstat(self.fileno()).st_mode)


class StandardError(io.TextIOWrapper):
    """Standard error, on which something may be drawn that makes room for what else is written.

    So it also stands above when an author's code writes it.
    """

    room: Callable[[str], AbstractContextManager[None]] | None = None
    """Entered for the time that a text is written."""

    def write(self, text: str, /) -> int:
        """Write text, at once where room is made for it."""
        if self.room is None:
            return super().write(text)
        with self.room(text):
            count = super().write(text)
            self.flush()
        return count


def prepare() -> None:
    """Open the three streams: one that was closed reads as empty, and discards what is written."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open to the end
    sys.stdout = _outlet(sys.stdout, _OUT)
    sys.stderr = _outlet(sys.stderr, _ERR)


def discard(descriptor: int) -> None:
    """Discard what is written to a descriptor from now on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _outlet(stream: TextIO | None, descriptor: int) -> TextIO:
    """The same stream, whose reader may close it; one that is not a file stays as it is."""
    if stream is not None and not _is_of(stream, descriptor):
        return stream
    raw = _Outlet(descriptor, "w", closefd=False)
    kind = StandardError if descriptor == _ERR else io.TextIOWrapper
    return kind(
        io.BufferedWriter(raw),
        encoding=stream.encoding if stream else "utf-8",
        # Characters that the terminal's encoding lacks are shown as escapes.
        errors="backslashreplace",
        line_buffering=descriptor == _ERR or raw.isatty(),
    )


def _is_of(stream: TextIO, descriptor: int) -> bool:
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    return type(raw) is io.FileIO and raw.fileno() == descriptor
