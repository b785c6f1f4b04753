"""A folder that keeps the embedded AWS across restarts: one process at a time, one database."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sfn_dsl.errors import SfnError
from sfn_dsl.local.stepfunctions.database import Database

FORMAT: Final = 1
"""Raised when what older versions wrote can no longer be read, or the other way round."""

_FILE, _LOCK = "state.sqlite", "lock"
_ABOUT: Final = "about the state"
_BEGIN_ANEW: Final = "move the folder away to begin anew"


@contextmanager
def kept_in(folder: Path) -> Iterator[Database]:
    """The database of a folder, which is made if it is not there, until the block ends.

    Raises SfnError if another process has the folder, or it cannot be written or read.
    """
    with _locked(folder):
        file = folder / _FILE
        try:
            database = Database(file)
            try:
                _check(database, folder)
                file.chmod(0o600)  # what applications put into their queues is in it
                yield database
            finally:
                database.close()
        except sqlite3.DatabaseError as error:
            why = " ".join(str(error).split())
            raise SfnError(
                f"the state in '{folder}' cannot be read ({why}); restore it from a copy, or "
                f"{_BEGIN_ANEW}"
            ) from error


def _check(database: Database, folder: Path) -> None:
    with database.transaction() as connection:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)
    about: dict[str, Any] | None = database.get(_ABOUT, "format")
    if about is None:
        database.put(_ABOUT, "format", {"version": FORMAT})
    elif about.get("version") != FORMAT:
        raise SfnError(
            f"the state in '{folder}' was written by another version of sfn_dsl (format "
            f"{about.get('version')}, and this one reads {FORMAT}); use that version, or "
            f"{_BEGIN_ANEW}"
        )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the lock ends with it, however it ends."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stream = (folder / _LOCK).open("a+b")
    except OSError as error:
        reason = str(error.strerror).lower()
        raise SfnError(f"cannot keep state in '{folder}': {reason}; name another folder") from error
    with stream:
        if not _lock(stream.fileno()):
            raise SfnError(
                f"another local AWS keeps its state in '{folder}'; end it first, or name another "
                "folder"
            )
        yield


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    os.set_inheritable(descriptor, False)
    return True
