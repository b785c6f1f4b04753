"""Finding a Lambda function's handler, and having its code and environment in place while it runs.

Several functions may have modules of the same name, ``app.py`` above all, each in a folder of its
own: the modules of a folder are known only while code of that folder runs.
"""

from __future__ import annotations

import builtins
import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.spelling import nearest

Handler = Callable[[Any, Any], Any]

_EXAMPLE: Final = 'handler("package.module.function")'
# By the folder and the environment that they were imported with, which modules often read then.
_MODULES: Final[dict[tuple[str, ...], dict[str, ModuleType]]] = {}


def find_handler(function: str, folder: Path | None) -> Handler:
    """The handler that ``package.module.function`` names. Raises AnswerError without one."""
    module_name, _, name = function.replace("/", ".").rpartition(".")
    if not name or not all(module_name.split(".")):
        raise AnswerError(f"'{function}' is not the name of a handler; write {_EXAMPLE}")
    module = _module(module_name, folder)
    found = getattr(module, name, None)
    if not callable(found):
        near = nearest(name, [key for key, value in vars(module).items() if callable(value)])
        instead = f"write '{module_name}.{near}'" if near else f"write {_EXAMPLE}"
        what = "has no" if found is None else "is called, and is not a function:"
        raise AnswerError(f"the module '{module_name}' {what} '{name}'; {instead}")
    handler: Handler = found
    return handler


def code_root(handler: Handler, folder: Path | None) -> str:
    """The folder that AWS would have as /var/task: from which the handler's module is imported."""
    if folder is not None:
        return str(folder)
    file = inspect.getsourcefile(inspect.unwrap(handler)) if inspect.isroutine(handler) else None
    if file is None:
        return ""
    path = Path(file)
    parts = (getattr(handler, "__module__", None) or "").split(".")
    if path.stem == "__init__":
        path = path.parent
    if path.with_suffix("").parts[-len(parts) :] == tuple(parts):
        return str(path.parents[len(parts) - 1])
    return str(Path(file).parent)


@contextmanager
def code_in_place(
    folder: Path | None, environment: Mapping[str, str], own: Mapping[str, str]
) -> Iterator[None]:
    """Have a function's folder on the path and its environment variables while the block runs.

    ``own`` are those of the variables that are the function's, and the same at each call.
    """
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        if folder is None:
            yield
        else:
            with _modules_of(str(folder), tuple(map(str, sorted(own.items())))):
                yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _module(name: str, folder: Path | None) -> ModuleType:
    if name.partition(".")[0] in sys.builtin_module_names:
        raise AnswerError(f"'{name}' is a module of Python itself; name your function's module")
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise AnswerError(
                f"the module '{name}' cannot be imported: {error}; install what it needs"
            ) from error
        place = f" in '{folder}'" if folder else ""
        instead = (
            "the name of a module there" if folder else f'{_EXAMPLE[:-1]}, folder="its folder")'
        )
        raise AnswerError(f"there is no module '{error.name}'{place}; write {instead}") from error
    except (Exception, SystemExit) as error:  # the module's own code, which may do anything
        raise AnswerError(
            f"the module '{name}' cannot be imported: {type(error).__name__}: {error}; mend it, or "
            "write another answer"
        ) from error


@contextmanager
def _modules_of(folder: str, environment: tuple[str, ...]) -> Iterator[None]:
    """Know a folder's own modules by their names, and hide others that have these names."""
    names = {entry.partition(".")[0] for entry in os.listdir(folder)}  # noqa: PTH208  # names only
    hidden = _taken(names)
    key = (folder, *environment)
    sys.modules.update(_MODULES.get(key, {}))
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        if folder in sys.path:
            sys.path.remove(folder)
        _MODULES[key] = _taken(names)
        sys.modules.update(hidden)


def _taken(names: set[str]) -> dict[str, ModuleType]:
    own = names - set(sys.stdlib_module_names) - set(vars(builtins))
    found = [name for name in sys.modules if name.partition(".")[0] in own]
    return {name: sys.modules.pop(name) for name in found}
