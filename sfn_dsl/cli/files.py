"""Writing a command's result to a file, wholly or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sfn_dsl.errors import SfnError


def write_atomically(file: str, text: str) -> None:
    """Put text into a file; whatever happens meanwhile, it holds the old text or the new one.

    A file that is there keeps its permissions, and a symbolic link keeps pointing where it does;
    another name of the same file (a hard link) keeps the old text. What is no file, such as a pipe
    or a device, is written to. Raises SfnError where nothing can be written.
    """
    if not file or Path(file).is_dir():
        raise SfnError(f"'{file}' is a directory; name a file to write to")
    try:
        if Path(file).exists() and not Path(file).is_file():
            Path(file).write_bytes(text.encode())
        else:
            _replace(Path(os.path.realpath(file)), text)
    except OSError as error:
        reason = error.strerror or error
        raise SfnError(f"'{file}' cannot be written: {reason}; name another file") from error


def _replace(path: Path, text: str) -> None:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise


def _mode(path: Path) -> int:
    """The permissions of a file that is there, or those that a new one gets."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
