"""The files that a template names: which of them are read, since a stranger may have written it.

A template comes with a pull request, and what cannot be read as a definition is told with its
place. So only regular files are read, below the folder of the template or the working directory,
and symbolic links count by what they lead to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.origin import Position

MOST_BYTES: Final = 16 * 1024 * 1024
"""Much more than a definition may have, however much white space is in it."""

_UNREADABLE: Final = "SFN106"
# Below these, a regular file may be the environment of a process, or a device.
_OF_THE_SYSTEM: Final = ("/proc", "/sys", "/dev")


def read_beside(directory: Path, name: str, position: Position | None) -> bytes:
    """The bytes of a file that a template in a directory names.

    Raises SourceError (SFN106), at the template's line, for a file elsewhere, for one that is not a
    regular file, for one that is too large, and for one that cannot be read.
    """
    path = directory / name
    try:
        real = path.resolve()
        if not is_within(real, directory, Path.cwd()):
            refuse(
                _UNREADABLE,
                f"'{path}' is outside the template's folder and the working directory; move the "
                "file there, or run this in a folder that holds both",
                position,
            )
        return _bytes(real, path, position)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that lead in a ring
        reason = error.strerror if isinstance(error, OSError) else error
        refuse(_UNREADABLE, f"'{path}' cannot be read: {reason}; check the path", position)


def is_within(real: Path, *folders: Path) -> bool:
    """Return whether a resolved path is below one of the folders, and not a file of the system."""
    if any(real.is_relative_to(place) for place in _OF_THE_SYSTEM):
        return False
    return any(real.is_relative_to(folder.resolve()) for folder in folders)


def is_definition(document: Any) -> bool:
    """Return whether a document is meant to be a definition, however wrong, and may be shown."""
    return isinstance(document, dict) and not {"StartAt", "States"}.isdisjoint(document)


def without_text(error: SourceError, file: str) -> SourceError:
    """What is wrong with the text of a file that others chose, without any of that text.

    It may be a file of secrets, of which a parser's message quotes names and values.
    """
    return SourceError([_without_text(found, file) for found in error.diagnostics])


def _without_text(found: Diagnostic, file: str) -> Diagnostic:
    is_inside = found.position is not None and found.position.file == file
    if found.code not in _WRONG or not is_inside:
        return found
    message = (
        f"{_WRONG[found.code]}; no more is said of a file that a template or a link names: write "
        f"the path of a definition, or validate '{file}' itself where its text may be shown"
    )
    return attrs.evolve(found, message=message)


# What reading says of a text: a finding of any other code is about what was read.
_WRONG: Final[Mapping[str, str]] = {
    "SFN102": "this is not UTF-8 text",
    "SFN103": "this is not valid JSON or YAML",
    "SFN104": "an object has two members of one name",
    "SFN105": "a definition is an object, and this is none",
    "SFN801": "this is nested or repeated beyond what can be read",
}


def _bytes(real: Path, path: Path, position: Position | None) -> bytes:
    # A pipe does not wait for a writer, and what has become a link meanwhile is not followed.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(real, flags | getattr(os, "O_BINARY", 0)), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            refuse(
                _UNREADABLE,
                f"'{path}' is not a regular file with a definition; check the path",
                position,
            )
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        refuse(
            _UNREADABLE,
            f"'{path}' has more than {MOST_BYTES // 2**20} MB, and a definition at most 1 MB; "
            "write the path of a definition",
            position,
        )
    return data
