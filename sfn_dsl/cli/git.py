"""The git revision of a source, read from the repository's own files.

It is the description of a version unless one is given, so that a version can be traced back.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

_SHOWN = 12


def revision_of(file: str) -> str | None:
    """The revision of a file's or folder's repository, ``git 0123456789ab``; None outside of any.

    ``-dirty`` follows where git says that files have changed since; where there is no git to ask,
    nothing is said of that.
    """
    place = Path(file).absolute()
    folder = place if place.is_dir() else place.parent
    repository = next(filter(None, map(_git_folder, (folder, *folder.parents))), None)
    commit = _commit(repository) if repository else None
    if commit is None:
        return None
    return f"git {commit[:_SHOWN]}{'-dirty' if _is_dirty(folder) else ''}"


def _git_folder(folder: Path) -> Path | None:
    """The folder that git keeps for a working tree; a linked one has a file that names it."""
    git = folder / ".git"
    if git.is_dir():
        return git
    text = _text(git)
    return (folder / text.removeprefix("gitdir:").strip()) if text.startswith("gitdir:") else None


def _commit(git: Path) -> str | None:
    """What HEAD stands for: a commit, or a branch that stands for one."""
    head = _text(git / "HEAD")
    if not head.startswith("ref:"):
        return head or None
    name = head.removeprefix("ref:").strip()
    return next((commit for home in _homes(git) if (commit := _branch(home, name))), None)


def _homes(git: Path) -> Iterator[Path]:
    """Where branches are kept: for a linked working tree, with those of the main one."""
    yield git
    common = _text(git / "commondir")
    if common:
        yield git / common


def _branch(git: Path, name: str) -> str | None:
    loose = _text(git / name)
    if loose:
        return loose
    for line in _text(git / "packed-refs").splitlines():
        commit, _, packed = line.partition(" ")
        if packed == name:
            return commit
    return None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def _is_dirty(folder: Path) -> bool:
    try:
        done = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no"],  # noqa: S607 - whichever git the author uses
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return bool(done.stdout.strip())
