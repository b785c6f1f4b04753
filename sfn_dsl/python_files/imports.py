"""What an author's file can import: its project, as ``python -m`` has it, and its neighbours.

Python knows modules by names that another project, or another folder, may use for its own modules.
So the modules of a project are in sys.modules only while files of the same folder are run, and a
file that extends sys.path extends it for the files of its folder only.
"""
# ruff: noqa: PTH109, PTH112, PTH113, PTH117, PTH118, PTH119, PTH120, PTH206, PTH208

from __future__ import annotations

import importlib
import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from types import FrameType, ModuleType
from typing import Final, NamedTuple

_PROJECT: Final = "pyproject.toml"
_INIT: Final = "__init__.py"
_SOURCES: Final = "src"
_IMPORTLIB: Final = importlib.__file__


class Place(NamedTuple):
    """Where a file stands: its package, and the folders in which what it imports is looked up.

    ``package`` is empty where the file is in none. What is in ``first`` goes before what is
    installed, what is in ``last`` behind it.
    """

    package: str
    first: tuple[str, ...]
    last: tuple[str, ...]


def place_of(file: str) -> Place:
    """Where a file stands: in its folder, its package, and the project that both belong to.

    The root of a project is the folder with its pyproject.toml, in which modules may also stand
    below ``src``; without one, the first folder above the file that is no package; and without
    either, the working directory.
    """
    folder = directory_of(file)
    project = next((one for one in _upwards(folder) if _has(one, _PROJECT)), None)
    root, parts = _package(folder, project)
    is_package = _has(folder, _INIT)
    # Beside a package's modules, those of its folder would hide what is installed.
    first = [_package(folder, None)[0]] if is_package else [folder]
    first.append(root)
    if project:
        sources = os.path.join(project, _SOURCES)
        first += [project, *([sources] if os.path.isdir(sources) else [])]
    here = _working_directory()
    last = [folder] if is_package else []
    if here and _is_below(folder, here):
        last.append(here)
        parts = parts if parts or project else _parts(folder, here)
    front = tuple(dict.fromkeys(first))
    return Place(".".join(parts), front, tuple(one for one in last if one not in front))


def directory_of(file: str) -> str:
    """The folder of a file, of a link the one that it leads to, as Python has it for a script."""
    return os.path.dirname(os.path.realpath(file))


def _package(folder: str, project: str | None) -> tuple[str, list[str]]:
    """The folder that a file's package is imported from, and the parts of the package's name."""
    tops = {project, os.path.join(project, _SOURCES)} if project else set()
    parts: list[str] = []
    for one in _upwards(folder):
        is_inside = project is not None and one not in tops and _is_below(one, project)
        name = os.path.basename(one)
        if not (is_inside or _has(one, _INIT)) or not name.isidentifier():
            return one, parts
        parts.insert(0, name)
    return folder, []


def _parts(folder: str, root: str) -> list[str]:
    parts = [] if folder == root else os.path.relpath(folder, root).split(os.sep)
    return parts if all(map(str.isidentifier, parts)) else []


def _working_directory() -> str | None:
    try:
        return os.path.realpath(os.getcwd())
    except OSError:  # it was deleted
        return None


def _upwards(folder: str) -> Iterator[str]:
    above = os.path.dirname(folder)
    yield folder
    while above != folder:
        yield above
        folder, above = above, os.path.dirname(above)


def _is_below(folder: str, top: str) -> bool:
    return folder == top or folder.startswith(top.rstrip(os.sep) + os.sep)


def _has(folder: str, name: str) -> bool:
    return os.path.isfile(os.path.join(folder, name))


class _Libraries:
    """Finds what libraries import where they are installed, before the project is looked at.

    The project's folders go first for the author's code, as they do for a script. What this package
    and the libraries need while that code runs is no affair of the project, which may have a
    ``random.py`` or a ``bisect.py`` that nobody means to run.
    """

    def __init__(self, path: list[str]) -> None:
        self._path = path
        # Python imports modules to tell where it is installed; this would ask for that in turn.
        _installed()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is not None or not _is_of_library(_importer()):
            return None
        return PathFinder.find_spec(fullname, self._path, target)


def _importer() -> str:
    """The file of the code that is importing something, "" where there is none."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith("<frozen importlib") and file != _IMPORTLIB:
            return file
        frame = frame.f_back
    return ""


@cache
def _is_of_library(file: str) -> bool:
    if file.startswith("<frozen "):
        return True
    if not os.path.isabs(file):
        return False
    real = os.path.realpath(file)
    parts = real.split(os.sep)
    return (
        "site-packages" in parts
        or "dist-packages" in parts
        or any(_is_below(real, folder) for folder in _installed())
    )


class Imports:
    """What the files of one place have imported, and how they have extended sys.path."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.modules: dict[str, ModuleType] = {}
        self._first: list[str] = list(place.first)
        self._last: list[str] = list(place.last)

    @contextmanager
    def active(self) -> Iterator[None]:
        """Have the place's folders on the path, and its own modules known, while the block runs."""
        path, before = sys.path, list(sys.path)
        hidden = self._hide_others()
        sys.path[:] = [*self._first, *before, *self._last]
        finder = _Libraries(before)
        sys.meta_path.insert(0, finder)
        known = set(sys.modules)
        for name, module in self.modules.items():
            sys.modules.setdefault(name, module)
        _ACTIVE.append(self)
        try:
            yield
        finally:
            _ACTIVE.pop()
            with suppress(ValueError):  # the file may have changed the list
                sys.meta_path.remove(finder)
            self._keep_path(before)
            sys.path, sys.path[:] = path, before
            self.modules = self._own(known)
            for name in self.modules:
                del sys.modules[name]
            sys.modules.update(hidden)

    def _keep_path(self, before: list[str]) -> None:
        """Keep what the file has put on the path, for what it imports later."""
        now, own, others = list(sys.path), {*self._first, *self._last}, set(before)
        added = [one for one in now if one not in own and one not in others]
        start = now.index(self._first[0]) if self._first[0] in now else 0
        ahead = [one for one in added if now.index(one) < start]
        self._first = [*ahead, *self._first]
        self._last = [*self._last, *(one for one in added if one not in ahead)]

    def _own(self, known: Set[str]) -> dict[str, ModuleType]:
        """The modules that stand in the place's folders, with submodules of packages there.

        What was known before is not the place's, nor are later parts of it: this package may be
        run from its own repository.
        """
        folders = self._folders()
        tops = {name: name.partition(".")[0] for name in set(sys.modules) - known}
        tops = {name: top for name, top in tops.items() if top not in known}
        own = {top for top in set(tops.values()) if _stands_in(folders, sys.modules.get(top))}
        return {name: sys.modules[name] for name, top in tops.items() if top in own}

    def _hide_others(self) -> dict[str, ModuleType]:
        """Remove modules of other places that are known by a name which this place has too.

        What is installed stays, as it does for a script.
        """
        folders = self._folders()
        foreign = {folder for other in _ACTIVE for folder in other._folders()} - folders
        tops = {
            top
            for top in {name.partition(".")[0] for name in sys.modules}
            if _stands_in(foreign, sys.modules.get(top))
        }
        tops |= {
            name
            for name in self._names()
            if _is_of_project(module := sys.modules.get(name)) and not _stands_in(folders, module)
        }
        found = [name for name in sys.modules if name.partition(".")[0] in tops]
        return {name: sys.modules.pop(name) for name in found}

    def _folders(self) -> set[str]:
        places = (*self._first, *self._last)
        return {*places, *map(os.path.realpath, places)}

    def _names(self) -> set[str]:
        """The names of what can be imported from the place's folders."""
        names: set[str] = set()
        for folder in self._first:
            try:
                names |= {entry.partition(".")[0] for entry in os.listdir(folder)}
            except OSError:
                continue
        return names


_KNOWN: Final[dict[Place, Imports]] = {}
# Those whose files are being run: one file may load another.
_ACTIVE: Final[list[Imports]] = []


def imports_of(file: str) -> Imports:
    """What the files that stand where a file does have imported; they share it."""
    return _KNOWN.setdefault(place := place_of(file), Imports(place))


def _stands_in(folders: set[str], module: ModuleType | None) -> bool:
    """Return whether a module was found in one of the folders, also through a symbolic link."""
    places = _places_of(module)
    return any(
        os.path.dirname(path) in folders for p in places for path in (p, os.path.realpath(p))
    )


def _places_of(module: ModuleType | None) -> list[str]:
    try:
        paths = list(getattr(module, "__path__", ()))
        return [path for path in paths or [getattr(module, "__file__", None)] if path]
    except Exception:  # a module that stands for another may refuse any attribute
        return []


def _is_of_project(module: ModuleType | None) -> bool:
    """Return whether a module is neither installed nor one of Python's own."""
    places = _places_of(module)
    return bool(places) and not any(
        _is_below(os.path.realpath(place), folder) for place in places for folder in _installed()
    )


@cache
def _installed() -> tuple[str, ...]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    found = (sysconfig.get_path(name) for name in names)
    own = os.path.dirname(os.path.dirname(__file__))
    return tuple({os.path.realpath(one) for one in (*found, own) if one})
