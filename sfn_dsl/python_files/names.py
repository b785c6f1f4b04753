"""Names that there are not: of attributes, modules and variables, and what to write instead."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from sfn_dsl.errors import Mistake
from sfn_dsl.python_files.imports import directory_of, place_of
from sfn_dsl.python_files.tracebacks import name_of, traceback_of
from sfn_dsl.spelling import nearest

_PACKAGE: Final = __name__.partition(".")[0]
_MODULES: Final = ("tasks", "distributed", "intrinsics")
_VALUES: Final = "a workflow is a value, which is not changed; write {0}=... where it is made"

# A name that a value, a class or a module does not have.


def missing_attribute(error: Any, _: str, file: str) -> tuple[Mistake, str]:
    """What an AttributeError is about, and what to write instead."""
    if name_of(error) == "FrozenInstanceError":
        return Mistake.CHANGED_VALUE, _VALUES.format(_assigned(error) or "field")
    obj, name = error.obj, error.name
    if name is None or not (_is_ours(obj) or isinstance(obj, ModuleType)):
        return Mistake.FAILING_SOURCE, ""
    if not _is_ours(obj):
        return Mistake.UNKNOWN_NAME, ""
    near = nearest(name, _public(obj))
    # A member of the data is as likely as a slip in one of the few short names that a path has.
    if type(obj).__name__ == "PathOperand" and not (near and near.startswith(name[:3])):
        return Mistake.INDEXED_BY_PYTHON, f"write path('{obj.path.text}.{name}')"
    if near:
        return Mistake.UNKNOWN_NAME, f"did you mean '{near}'?"
    is_error = isinstance(obj, type) and obj.__name__ == "States"
    own = "write the name of an error of your own as a string" if is_error else ""
    return Mistake.UNKNOWN_NAME, own


def _assigned(error: BaseException) -> str:
    """The attribute that was to be assigned."""
    trace = traceback_of(error)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = trace.tb_frame.f_locals.get("name", "") if trace else ""
    return name if isinstance(name, str) else ""


def _public(obj: object) -> list[str]:
    return [name for name in dir(obj) if not name.startswith("_")]


def _is_ours(obj: object) -> bool:
    """Return whether an object is this package's: a module, a class, or a value of a class."""
    if isinstance(obj, ModuleType):
        return _is_of_package(obj.__name__)
    made = obj if isinstance(obj, type) else type(obj)
    return _is_of_package(made.__module__)


def _is_of_package(name: str) -> bool:
    return name.partition(".")[0] == _PACKAGE


# A module that there is not, and a name that is in another one.


def missing_import(error: Any, message: str, file: str) -> tuple[Mistake, str]:
    """What an ImportError is about, and what to write instead."""
    is_of_name = message.startswith("cannot import name ")
    code = Mistake.UNKNOWN_NAME if is_of_name else Mistake.MISSING_MODULE
    return code, _instead_of_import(error, message, file)


def _instead_of_import(error: Any, message: str, file: str) -> str:
    if "relative import" in message:
        return (
            "a relative import stays within a package: add an __init__.py to each folder of it, or "
            "a pyproject.toml to the project's folder"
        )
    wanted = re.match(r"cannot import name '(\w+)'", message)
    name, module = (wanted[1] if wanted else ""), error.name or ""
    if _is_of_package(module):
        return _in_package(module, name)
    if wanted:
        return ""
    return _sibling(module, file) if "." in module else _elsewhere(module, file)


def _in_package(module: str, name: str) -> str:
    """What to import in place of a name of this package."""
    if not name:
        near = nearest(module, (f"{_PACKAGE}.{one}" for one in _MODULES))
        return f"did you mean '{near}'?" if near else ""
    for home in (_PACKAGE, *(f"{_PACKAGE}.{one}" for one in _MODULES)):
        if home != module and name in _public(_module(home)):
            return f"write from {home} import {name}"
    near = nearest(name, _public(_module(module)))
    return f"did you mean '{near}'?" if near else ""


def _module(name: str) -> ModuleType:
    import importlib

    return importlib.import_module(name)


def _sibling(module: str, file: str) -> str:
    """A module of the same package with a similar name."""
    package, _, name = module.rpartition(".")
    place = place_of(file)
    for folder in map(Path, (*place.first, *place.last)):
        inside = folder.joinpath(*package.split("."))
        near = nearest(name, [one.stem for one in inside.glob("*.py")])
        if near:
            return f"did you mean '{package}.{near}'?"
    return ""


def _elsewhere(name: str, file: str) -> str:
    """Where a module stands that is not found, above the author's file."""
    folder = Path(directory_of(file))
    for above in (folder, *folder.parents):
        is_there = (above / f"{name}.py").is_file() or next((above / name).glob("*.py"), None)
        if name and is_there:
            return (
                f"it is in '{above}', which is not known as the project's folder; add a "
                "pyproject.toml there, or run this there"
            )
    return ""


# A name that was not imported.


def missing_variable(error: Any, _: str, file: str) -> tuple[Mistake, str]:
    """What a NameError is about, and what to write instead."""
    return Mistake.UNKNOWN_NAME, _instead_of_variable(error)


def _instead_of_variable(error: Any) -> str:
    name = error.name or ""
    for home in (_PACKAGE, *(f"{_PACKAGE}.{one}" for one in _MODULES[:2])):
        if name in _public(_module(home)):
            return f"write from {home} import {name}"
    # What the author has defined is as likely to be meant as what this package has.
    trace = traceback_of(error)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    own = {**trace.tb_frame.f_globals, **trace.tb_frame.f_locals} if trace else {}
    near = nearest(name, [*own, *_public(_module(_PACKAGE)), *dir(builtins)])
    return f"did you mean '{near}'?" if near else ""
