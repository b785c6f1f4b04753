"""Running an author's Python file, and locating errors in it."""
# ruff: noqa: PTH109, PTH119, PTH120, PTH123

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from types import ModuleType, TracebackType
from typing import Any, Final

from sfn_dsl.errors import AuthoringError, SourceError, refuse
from sfn_dsl.origin import Position, is_authors, of_frame
from sfn_dsl.spelling import nearest

# The modules that files of a directory have imported from that directory, by the directory.
_IMPORTED: Final[dict[str, dict[str, ModuleType]]] = {}

_UNEXPECTED: Final = r"(\w+)(?:\.__init__)?\(\) got an unexpected keyword argument '(\w+)'"

_POSITIONAL: Final = r"(\w+)\.__init__\(\) takes .*positional argument"
_PYTHONS_OWN: Final = r"\. Did you mean '\w+'\?$"
_MOST_NAMED: Final = 3


def run_file(file: str) -> dict[str, Any]:
    """Run a Python file with its directory on the path, and return the names it defines.

    What it prints goes to standard error, since standard output is for a command's result.
    Raises SourceError, with the author's line, if it fails.
    """
    module = ModuleType(os.path.basename(file).removesuffix(".py"))
    module.__file__ = file
    try:
        with open(file, "rb") as stream:
            source = stream.read()
    except OSError as error:
        refuse("SFN106", f"'{file}' cannot be read: {error.strerror}", None)
    with running(file), _importable(module):
        code = compile(source, file, "exec")
        exec(code, module.__dict__)  # noqa: S102 - running the author's file is the purpose
    return vars(module)


def imported_beside(file: str) -> list[ModuleType]:
    """The modules that the files of this file's directory have imported from that directory."""
    return list(_IMPORTED.get(_directory(file), {}).values())


@contextmanager
def running(file: str) -> Iterator[None]:
    """Run the author's code in the block: with its directory on the path, printing to stderr.

    Exceptions become a SourceError with the author's line.
    """
    try:
        with (
            _staying(),
            _without_arguments(file),
            _neighbours(_directory(file)),
            _still_heard(),
            _printing_to_standard_error(),
        ):
            yield
    except (SourceError, KeyboardInterrupt):
        raise
    except AuthoringError as error:
        refuse_from(error, error.message, error.position or _raised_at(error, file))
    except SyntaxError as error:
        position = Position(error.filename or file, error.lineno or 1, error.offset or 1)
        refuse_from(error, f"this is not valid Python: {error.msg}", position)
    except RecursionError as error:
        message = "the workflow is nested too deeply, or a function calls itself without end"
        refuse_from(error, message, _raised_at(error, file))
    except BaseException as error:
        refuse_from(error, _described(error), _raised_at(error, file))


def refuse_from(error: BaseException, message: str, position: Position | None) -> None:
    """Raise SourceError because of an exception of the author's code."""
    try:
        refuse("SFN107", message, position)
    except SourceError as refusal:
        raise refusal from error


@contextmanager
def _importable(module: ModuleType) -> Iterator[None]:
    """Put a module into sys.modules, unless its name is taken."""
    known = sys.modules.setdefault(module.__name__, module)
    try:
        yield
    finally:
        if known is module:
            sys.modules.pop(module.__name__, None)


def _directory(file: str) -> str:
    return os.path.dirname(os.path.realpath(file))


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
def _neighbours(directory: str) -> Iterator[None]:
    """Let a file import modules from its own directory.

    Python knows these modules by their bare names, which another directory may use for its own
    modules. So they are in sys.modules only while files of this directory are run.
    """
    sys.path.insert(0, directory)
    before = set(sys.modules)
    for name, module in _IMPORTED.get(directory, {}).items():
        sys.modules.setdefault(name, module)
    try:
        yield
    finally:
        sys.path.remove(directory)
        _IMPORTED[directory] = imported = _imported_from(directory, set(sys.modules) - before)
        for name in imported:
            del sys.modules[name]


def _imported_from(directory: str, names: Iterable[str]) -> dict[str, ModuleType]:
    """The modules that were imported from a directory, including submodules of packages in it."""
    tops = {name: name.partition(".")[0] for name in names}
    beside = {top for top in set(tops.values()) if _stands_in(directory, sys.modules.get(top))}
    return {name: sys.modules[name] for name, top in tops.items() if top in beside}


def _stands_in(directory: str, module: ModuleType | None) -> bool:
    """Return whether a module was found in a directory, also through a symbolic link."""
    places = list(getattr(module, "__path__", ())) or [getattr(module, "__file__", None) or ""]
    folders = (os.path.dirname(path) for p in places if p for path in (p, os.path.realpath(p)))
    return directory in folders


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
def _printing_to_standard_error() -> Iterator[None]:
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


def _described(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"the file exited the program ({error.code!r}) instead of defining a workflow"
    try:
        message = str(error)
    except Exception as second:  # from __str__ of the author's exception
        return f"{_named(error)}, which cannot be shown: its __str__ raises {_named(second)}"
    said = f"{_named(error)}: {message}" if message else _named(error)
    suggestion = _suggestion(message)
    # From Python 3.13 on, the message contains a suggestion itself.
    return (re.sub(_PYTHONS_OWN, "", said) if suggestion else said) + suggestion


def _named(error: BaseException) -> str:
    return type(error).__name__


def _suggestion(message: str) -> str:
    """A suggestion for an argument that a class of this package does not accept."""
    found = re.match(_UNEXPECTED, message) or re.match(_POSITIONAL, message)
    made = found and _classes().get(found[1])
    if not (found and made):
        return ""
    if found.re.pattern == _POSITIONAL:
        return "; write it as name=value"
    word = found[2]
    near = nearest(word, _arguments(made))
    if near:
        return f"; did you mean '{near}'?"
    takers = [name for name, each in _classes().items() if word in _arguments(each)]
    return f"; it is for {' and '.join(takers)}" if 0 < len(takers) <= _MOST_NAMED else ""


def _classes() -> dict[str, type]:
    """The classes with which authors build workflows, by name."""
    # Imported already if the file uses it, and otherwise only to explain a mistake.
    import sfn_dsl
    from sfn_dsl import distributed

    named = {name: getattr(sfn_dsl, name) for name in sfn_dsl.__all__} | vars(distributed)
    return {
        name: value
        for name, value in named.items()
        if isinstance(value, type) and not issubclass(value, Exception) and name[0].isupper()
    }


def _arguments(made: type) -> list[str]:
    import inspect

    return list(inspect.signature(made).parameters)


def _raised_at(error: BaseException, file: str) -> Position | None:
    """Where an error left the author's file, or else the innermost code outside this package."""
    frames = [entry for entry in _entries(error.__traceback__) if is_authors(entry.tb_frame)]
    inside = [entry for entry in frames if entry.tb_frame.f_code.co_filename == file]
    best = (inside or frames)[-1:]
    return of_frame(best[0].tb_frame.f_code, best[0].tb_lasti).position if best else None


def _entries(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next
