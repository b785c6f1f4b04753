"""Which Python files of a folder may hold workflows, told by their syntax trees: nothing is run.

A folder also holds scripts that do something when they are run. A file with a workflow imports
``sfn_dsl`` or ``stepfunctions``, itself or through modules of the project; the rest is passed over,
unless ``[tool.sfn_dsl] workflows`` of the project lists it.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sfn_dsl.configuration.document import configuration_file
from sfn_dsl.configuration.workflows import listed_workflows

_PACKAGES: Final = frozenset({"sfn_dsl", "stepfunctions"})
_PROJECT: Final = "pyproject.toml"
_MOST_BYTES: Final = 16 * 2**20


class WorkflowFiles:
    """Tells files that may hold workflows from others; each file and each project is read once."""

    def __init__(self, folder: Path) -> None:
        top = folder.resolve()
        projects = (place for place in (top, *top.parents) if (place / _PROJECT).is_file())
        self._root = next(projects, top)
        self._imports: dict[Path, _Imports | None] = {}
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
        seen, pending = {file}, [file]
        while pending:
            current = pending.pop()
            imports = self._imports_of(current)
            if imports is None:  # no Python: told when it is run, if it was meant to be a workflow
                if current == file and _names_package(file):
                    return True
                continue
            if imports.leads_to_package:
                return True
            found = set(self._modules(current, imports)) - seen
            seen |= found
            pending += found
        return False

    def _imports_of(self, file: Path) -> _Imports | None:
        if file not in self._imports:
            self._imports[file] = _read(file)
        return self._imports[file]

    def _modules(self, file: Path, imports: _Imports) -> Iterator[Path]:
        """The files of the project that a file imports, with the packages around them."""
        for level, name in imports.names:
            parts = name.split(".") if name else []
            # A relative name starts at the package of the file, and each further dot above that.
            starts = [file.parents[level - 1]] if 0 < level <= len(file.parents) else []
            for start in starts if level else self._places(file):
                yield from _files_of(start, parts)

    def _places(self, file: Path) -> Iterator[Path]:
        """Where a module of the project may stand: beside the file, and above it in the project."""
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

    @property
    def leads_to_package(self) -> bool:
        return any(not level and name.split(".")[0] in _PACKAGES for level, name in self.names)

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


def _names_package(file: Path) -> bool:
    """Return whether the text of a file that cannot be parsed names one of the packages."""
    try:
        with file.open("rb") as stream:
            source = stream.read(_MOST_BYTES)
    except OSError:
        return False
    return any(package.encode() in source for package in _PACKAGES)


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
