"""The git revision of a source: the description of a version, unless another one is given.

A repository may name programs for git to run, and it need not be the user's own: one that was
unpacked from an archive, or a folder of a pull request that is laid out as a repository.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

_SECONDS: Final = 20

# What is set here wins over the configuration of the repository. A folder that is laid out as a
# repository itself, without a .git, is none, since anything with files in it may hold one.
_RUN_NOTHING: Final = {
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "safe.bareRepository": "explicit",
}

# An object that is missing would be fetched, by the programs that the repository names for that.
# Reading the index writes it again, where nothing hinders that.
_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}

# Anything else, such as the GIT_DIR that a git hook sees, may point to another repository.
_KEPT: Final = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES")

_COUNT: Final = "GIT_CONFIG_COUNT"
_OF_REPOSITORY: Final = frozenset({"local", "worktree"})
_REVISION: Final = ("describe", "--always", "--exclude=*", "--abbrev=12")
# Looking for changes inside of submodules runs git there, with the configuration of those.
_CHANGES: Final = (
    *("status", "--porcelain", "--untracked-files=no", "--no-renames"),
    "--ignore-submodules=dirty",
)
# A program without a name is none, and an empty truth value is false.
_FILTER_SETTINGS: Final = ("clean", "process", "required")
_FILTERS: Final = ("config", "--null", "--name-only", "--show-scope", "--get-regexp", r"^filter\.")


def revision_of(file: str) -> str | None:
    """The revision of the repository that a file or folder is in: ``git 0123456789ab``.

    ``-dirty`` follows if tracked files have changed since the commit, as far as that can be told
    without the filters that the repository configures. None if git is not installed or finds no
    commit, and for a repository that git refuses to read, such as another user's (safe.directory).
    """
    place = Path(file).absolute()
    ask = partial(_asked, place if place.is_dir() else place.parent)
    try:
        # Without any tag, so that a revision always has the same form.
        revision = ask(_REVISION, _RUN_NOTHING).strip()
        filters = _filters(ask(_FILTERS, _RUN_NOTHING, fails=(1,)))
        unfiltered = {f"{name}.{key}": "" for name in filters for key in _FILTER_SETTINGS}
        changes = ask(_CHANGES, _RUN_NOTHING | unfiltered)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return f"git {revision}-dirty" if changes else f"git {revision}"


def _filters(listed: str) -> set[str]:
    """The filters that the repository configures, rather than the user, even in part.

    git lists the scope and the name of each setting in turn.
    """
    fields = listed.split("\0")
    scopes = zip(fields[::2], fields[1::2], strict=False)
    return {name.rpartition(".")[0] for scope, name in scopes if scope in _OF_REPOSITORY}


def _asked(
    folder: Path, words: Iterable[str], settings: Mapping[str, str], fails: Iterable[int] = ()
) -> str:
    """What git says, with settings that win over its configuration.

    Raises OSError, ValueError or SubprocessError where it cannot say it, but for an exit code that
    is in `fails`.
    """
    done = subprocess.run(  # noqa: S603 - no shell, and the folder is the only variable part
        ["git", "-C", str(folder), *words],  # noqa: S607 - the user's own git
        env=_environment(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=_SECONDS,
    )
    if done.returncode not in fails:
        done.check_returncode()
    return done.stdout


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment with the settings, whose names may hold any character, behind the user's."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    start = int(kept.get(_COUNT) or 0)
    for number, (name, value) in enumerate(settings.items(), start):
        kept |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return {**kept, **_ENVIRONMENT, _COUNT: str(start + len(settings))}
