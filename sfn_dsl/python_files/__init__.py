"""Running an author's Python file, and locating errors in it."""
# ruff: noqa: PTH100, PTH109, PTH119, PTH123

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.python_files.errors import findings
from sfn_dsl.python_files.imports import imports_of, place_of


def run_file(file: str) -> dict[str, Any]:
    """Run a Python file in its project, and return the names it defines.

    What it prints goes to standard error, since standard output is for a command's result.
    Raises SourceError, with the author's line, if it fails.
    """
    module = ModuleType(_name_of(file))
    # As Python has it for a script. The code keeps the name that messages say it by.
    module.__file__ = os.path.abspath(file)
    _place(module, file)
    try:
        with open(file, "rb") as stream:
            source = stream.read()
    except OSError as error:
        refuse("SFN106", f"'{file}' cannot be read: {error.strerror}", None)
    with running(file), _importable(module):
        code = compile(source, file, "exec")
        exec(code, module.__dict__)  # noqa: S102 - running the author's file is the purpose
    return vars(module)


def _name_of(file: str) -> str:
    """The name by which a file is known while it is run."""
    name = os.path.basename(file)
    stem = name.removesuffix(".py")
    # A library that imports Python's own module of this name means that one.
    return name if stem in sys.stdlib_module_names else stem


def made_elsewhere(values: Iterable[object], file: str) -> set[int]:
    """The ids of the values that a module has too which a file can have imported them from.

    That is a module of its project, or one that is installed, as the project itself may be.
    """
    wanted = set(map(id, values))
    modules = [*imports_of(file).modules.values(), *list(sys.modules.values())]
    return {key for one in modules for key in wanted.intersection(map(id, _values_of(one)))}


def _values_of(module: object) -> Iterable[object]:
    # Anything may be in sys.modules, such as a module that loads itself once it is looked at.
    if not issubclass(type(module), ModuleType):
        return ()
    return list(object.__getattribute__(module, "__dict__").values())


def _place(module: ModuleType, file: str) -> None:
    """Tell a module its package, to which its relative imports refer, as ``python -m`` does."""
    package = place_of(file).package
    name = f"{package}.{module.__name__}" if package else module.__name__
    module.__spec__ = ModuleSpec(name, None, origin=module.__file__)
    module.__package__ = package


@contextmanager
def running(file: str) -> Iterator[None]:
    """Run the author's code in the block: in its project, printing to stderr.

    Exceptions become a SourceError with the author's line.
    """
    try:
        with (
            _staying(),
            _without_arguments(file),
            imports_of(file).active(),
            _still_heard(),
            printing_to_standard_error(),
        ):
            yield
    except (SourceError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise SourceError(findings(error, file)) from error


@contextmanager
def _importable(module: ModuleType) -> Iterator[None]:
    """Put a module into sys.modules, unless its name is taken."""
    known = sys.modules.setdefault(module.__name__, module)
    try:
        yield
    finally:
        if known is module:
            sys.modules.pop(module.__name__, None)


@contextmanager
def _staying() -> Iterator[None]:
    """Return to the current directory afterwards, since file names are relative to it."""
    try:
        folder = os.getcwd()
    except OSError:  # it was deleted
        yield
        return
    try:
        yield
    finally:
        os.chdir(folder)


@contextmanager
def _without_arguments(file: str) -> Iterator[None]:
    """Keep the arguments of ``sfn`` from the author's code, which may read its own."""
    arguments = sys.argv
    sys.argv = [file]
    try:
        yield
    finally:
        sys.argv = arguments


@contextmanager
def _still_heard() -> Iterator[None]:
    """Restore standard error afterwards, even if it was replaced or closed."""
    stream = sys.stderr
    try:
        yield
    finally:
        if stream is not None and stream.closed:
            stream = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - stays open until the process ends
        sys.stderr = stream


@contextmanager
def printing_to_standard_error() -> Iterator[None]:
    """Redirect standard output to standard error, for child processes too."""
    with redirect_stdout(sys.stderr):
        try:
            saved = os.dup(1)
        except OSError:  # standard output is closed
            yield
            return
        try:
            os.dup2(2, 1)
            yield
        finally:
            os.dup2(saved, 1)
            os.close(saved)
