"""The files that a folder stands for where a command takes any number of sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

PYTHON: Final = (".py",)
DEFINITIONS: Final = (".asl.json", ".asl.yaml", ".asl.yml")

_INSTALLED: Final = ("node_modules", "site-packages")


def files_in(folder: Path, endings: tuple[str, ...] = PYTHON) -> Iterator[Path]:
    """The files with such an ending in a folder and below, without hidden and installed ones."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "__")) or entry.name in _INSTALLED:
            continue
        if entry.is_dir() and not entry.is_symlink() and not (entry / "pyvenv.cfg").exists():
            yield from files_in(entry, endings)
        elif entry.name.endswith(endings) and entry.is_file():
            yield entry
