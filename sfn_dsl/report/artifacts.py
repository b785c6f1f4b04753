"""The names of the files that findings are about, as other programs take them."""

from __future__ import annotations

from pathlib import Path, PurePath


def path_from_here(file: str) -> str | None:
    """A file's path with slashes, relative where it is in the current folder.

    None for what is no file: standard input, an ARN, what was made in memory.
    """
    if file.startswith(("<", "arn:")) or not file:
        return None
    path = PurePath(file)
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return path.as_posix()
