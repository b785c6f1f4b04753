"""Which Python files of a folder may hold workflows, told by their syntax trees: nothing is run.

A folder also holds scripts that do something when they are run. A file with a workflow imports
``sfn_dsl`` or ``stepfunctions``, itself or through modules of the project; the rest is passed over,
unless ``[tool.sfn_dsl] workflows`` of the project lists it. A module of the project that has the
name of one of these packages is the project's own, and looked into like any other.
"""

from __future__ import annotations

import ast
import filecmp
import re
import sysconfig
import warnings
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from sfn_dsl.configuration.document import configuration_file
from sfn_dsl.configuration.workflows import listed_workflows
from sfn_dsl.python_files.imports import place_of

_PACKAGES: Final = frozenset({"sfn_dsl", "stepfunctions"})
# In a file that is no Python: such a line is hardly anything else.
_IMPORT: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?[ \t]*(?:from[ \t]+|"
    rb"import[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*)"
    rb"(sfn_dsl|stepfunctions)\b",
    re.MULTILINE,
)
_PROJECT: Final = "pyproject.toml"
_MOST_BYTES: Final = 16 * 2**20


class WorkflowFiles:
    """Tells files that may hold workflows from others; each file and each project is read once."""

    def __init__(self, folder: Path) -> None:
        top = folder.resolve()
        projects = (place for place in (top, *top.parents) if (place / _PROJECT).is_file())
        self._root = next(projects, top)
        self._imports: dict[Path, _Imports | None] = {}
        self._folders: dict[Path, tuple[Path, ...]] = {}
        self._projects: dict[Path, Path | None] = {}
        self._listed: dict[Path | None, frozenset[Path]] = {None: frozenset()}

    def has(self, file: Path) -> bool:
        """Return whether a file is one that is run for its workflows.

        Raises SfnError for a list of the project that cannot be.
        """
        return self._is_listed(file) or self._leads_to_package(file.resolve())

    def _is_listed(self, file: Path) -> bool:
        folder = file.absolute().parent
        if folder not in self._projects:
            self._projects[folder] = configuration_file(folder)
        project = self._projects[folder]
        if project and project not in self._listed:
            self._listed[project] = listed_workflows(project)
        return file.resolve() in self._listed[project]

    def _leads_to_package(self, file: Path) -> bool:
        """Return whether a file imports one of the packages, through however many modules."""
        places = self._places(file)
        if self._imports_of(file) is None:  # no Python: told when it is run, if it was meant to be
            return any(not _is_own(name, {name}, places, file) for name in _named_packages(file))
        seen, pending = {file}, [file]
        while pending:
            current = pending.pop()
            imports = self._imports_of(current)
            if imports is None:
                continue
            # Python looks where the file that is run stands; it may add where the module does.
            here = dict.fromkeys([*places, *self._places(current)])
            if any(
                not _is_own(name, imports.of_package(name), here, current)
                for name in _PACKAGES
                if imports.of_package(name)
            ):
                return True
            found = set(_modules(current, imports, here)) - seen
            seen |= found
            pending += found
        return False

    def _imports_of(self, file: Path) -> _Imports | None:
        if file not in self._imports:
            self._imports[file] = _read(file)
        return self._imports[file]

    def _places(self, file: Path) -> tuple[Path, ...]:
        """Where a module of the project may stand: beside the file, and above it in the project."""
        folder = file.parent
        if folder not in self._folders:
            place = place_of(str(file))
            known = (*map(Path, place.first), *self._above(file), *map(Path, place.last))
            self._folders[folder] = tuple(dict.fromkeys(known))
        return self._folders[folder]

    def _above(self, file: Path) -> Iterator[Path]:
        for place in file.parents:
            yield place
            yield place / "src"
            is_top = place == self._root or (place / _PROJECT).is_file()
            if is_top and not (place / "__init__.py").is_file():
                return


class _Imports(ast.NodeVisitor):
    """What a file imports when it is run: the number of leading dots, and the dotted name."""

    def __init__(self, tree: ast.Module) -> None:
        self.names: set[tuple[int, str]] = set()
        self.visit(tree)

    def of_package(self, package: str) -> set[str]:
        """The names of a package and of what is in it that are imported, relative ones aside."""
        return {name for level, name in self.names if not level and _top(name) == package}

    def visit_Import(self, node: ast.Import) -> None:
        self.names |= {(0, alias.name) for alias in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        self.names.add((node.level, module))
        # What is imported from a package may be a module of it.
        self.names |= {(node.level, f"{module}.{alias.name}".strip(".")) for alias in node.names}

    def visit_If(self, node: ast.If) -> None:
        test = node.test
        name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
        # What only type checkers import does not run.
        for statement in node.orelse if name == "TYPE_CHECKING" else [*node.body, *node.orelse]:
            self.visit(statement)


def _read(file: Path) -> _Imports | None:
    """What a file imports, None where it is not Python."""
    try:
        with file.open("rb") as stream:
            source = stream.read(_MOST_BYTES)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd text in a file that may never be run
            return _Imports(ast.parse(source, str(file)))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _named_packages(file: Path) -> set[str]:
    """The packages that a file imports which cannot be parsed, as far as its lines show that."""
    try:
        with file.open("rb") as stream:
            source = stream.read(_MOST_BYTES)
    except OSError:
        return set()
    return {name.decode() for name in _IMPORT.findall(source)}


def _modules(file: Path, imports: _Imports, places: Iterable[Path]) -> Iterator[Path]:
    """The files of the project that a file imports, with the packages around them."""
    for level, name in imports.names:
        parts = name.split(".") if name else []
        # A relative name starts at the package of the file, and each further dot above that.
        starts = [file.parents[level - 1]] if 0 < level <= len(file.parents) else []
        for start in starts if level else places:
            yield from _files_of(start, parts)


def _is_own(package: str, names: Collection[str], places: Iterable[Path], file: Path) -> bool:
    """Return whether what a file imports as one of the packages is the project's own module.

    Where there are both, the package that is installed may be meant, and is not known to be: a
    script that does something would be run by mistake.
    """
    return any(_is_own_at(place, package, names, file) for place in places)


def _is_own_at(place: Path, package: str, names: Collection[str], file: Path) -> bool:
    top, module = place / package / "__init__.py", place / f"{package}.py"
    if top.is_file():
        return not _is_installed(top, package)
    # What a module imports by its own name is another one.
    if module.is_file():
        return module.resolve() != file
    # A folder that is no package of itself gives way to an installed one.
    return any(
        next(_files_of(place, name.split(".")), None) and not _installed(name) for name in names
    )


def _is_installed(top: Path, package: str) -> bool:
    """Return whether a package of the project is the installed one, or a copy of it."""
    installed = _installed(package)
    try:
        return installed is not None and filecmp.cmp(top, installed, shallow=False)
    except OSError:
        return False


@cache
def _installed(name: str) -> Path | None:
    """The file of a module of one of the packages, None where it is not installed."""
    own = Path(__file__).parents[2]
    libraries = [Path(sysconfig.get_path(each)) for each in ("purelib", "platlib")]
    for place in [own] if _top(name) == "sfn_dsl" else libraries:
        *_, found = [Path(), *_files_of(place, name.split("."))]
        last = name.rpartition(".")[2]
        if last in {found.stem, found.parent.name}:  # else it is an attribute of a module
            return found
    return None


def _top(name: str) -> str:
    return name.partition(".")[0]


def _files_of(start: Path, parts: list[str]) -> Iterator[Path]:
    """The files that Python runs for a module whose name is looked up in a folder."""
    place = start
    for index, part in enumerate(parts):
        package, module = place / part / "__init__.py", place / f"{part}.py"
        if package.is_file():
            yield package.resolve()
        elif module.is_file():
            if index == len(parts) - 1:
                yield module.resolve()
            return
        place /= part
    if not parts and (place / "__init__.py").is_file():
        yield (place / "__init__.py").resolve()
