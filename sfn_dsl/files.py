"""Files that are written: each has its old content or the new one, and never a half."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from sfn_dsl.errors import SfnError

# Most commands print, and start without what writes files.
if TYPE_CHECKING:
    from pathlib import Path

_STREAMS: Final = ("/dev/std", "/dev/fd/", "/proc/self/fd/")


def write_atomically(file: str, text: str) -> None:
    """Write text to a file, which has either its old content or the new one at any moment.

    An existing file keeps its permissions, and a symbolic link keeps its target; another hard link
    to the file keeps the old content. Anything but a regular file, such as a pipe or a device, is
    written to in place, and so is the file behind ``/dev/stdout``. Raises SfnError for a directory,
    and for a file that cannot be written.
    """
    from pathlib import Path

    try:
        if not file or file.endswith(os.sep) or Path(file).is_dir():
            raise SfnError(f"'{file}' is a directory; name a file to write to")
        if file.startswith(_STREAMS) or (Path(file).exists() and not Path(file).is_file()):
            _append(Path(file), text)
        else:
            _replace(Path(os.path.realpath(file)), text)
    except (OSError, ValueError) as error:  # a name may hold what no file system has
        why = str(getattr(error, "strerror", None) or error).lower()
        raise SfnError(f"'{file}' cannot be written: {why}; name another file") from error


def _append(file: Path, text: str) -> None:
    # Appends, since the file behind /dev/stdout may have content already.
    with file.open("ab") as stream:
        stream.write(encoded(text))


def _replace(path: Path, text: str) -> None:
    import tempfile
    from pathlib import Path

    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(encoded(text))
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise


def _mode(path: Path) -> int:
    """The permissions of an existing file, or those of a new one."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def encoded(text: str) -> bytes:
    """Text as UTF-8, whatever is in it."""
    # A lone surrogate, which JSON can hold and UTF-8 cannot, stays the escape that JSON has for it.
    return text.encode("utf-8", "backslashreplace")
