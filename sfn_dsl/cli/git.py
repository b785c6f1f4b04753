"""The git revision of a source: the description of a version, unless another one is given."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

_SECONDS: Final = 20

# A repository may name programs for git to run, and it need not be the user's own.
_RUN_NOTHING: Final = ("-c", "core.fsmonitor=", "-c", f"core.hooksPath={os.devnull}")

# Anything else, such as the GIT_DIR that a git hook sees, may point to another repository.
_KEPT: Final = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES")


def revision_of(file: str) -> str | None:
    """The revision of the repository that a file or folder is in: ``git 0123456789ab``.

    ``-dirty`` follows if tracked files have changed since the commit. None if git is not
    installed or finds no commit, and for a repository that git refuses to read, such as another
    user's (safe.directory).
    """
    place = Path(file).absolute()
    folder = place if place.is_dir() else place.parent
    # Without any tag, so that a revision always has the same form.
    describe = ("describe", "--always", "--exclude=*", "--abbrev=12", "--dirty")
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the folder is the only variable part
            ["git", "-C", str(folder), *_RUN_NOTHING, *describe],  # noqa: S607 - the user's own git
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            text=True,
            timeout=_SECONDS,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return f"git {done.stdout.strip()}"


def _environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
