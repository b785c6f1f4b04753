"""What Python says of a mistake in an author's file, and what to write instead."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Final, TypeVar

from sfn_dsl.errors import AuthoringError
from sfn_dsl.origin import Position
from sfn_dsl.python_files.imports import directory_of, place_of
from sfn_dsl.spelling import nearest

Made = TypeVar("Made")

_PACKAGE: Final = __name__.partition(".")[0]
_PYTHONS_OWN: Final = r"\. Did you mean '\w+'\?$"
_MOST_NAMED: Final = 4
_VALUES: Final = "a workflow is a value, which is not changed; write {0}=... where it is made"


def described(error: BaseException, file: str) -> str:
    """An exception of the author's code on one line, with what to write where that is known.

    Whatever the exception does when it is looked at, there is a description. Credentials are left
    out, which a client of the author's may quote.
    """
    # Nothing else of aws is needed here, and only for a mistake.
    from sfn_dsl.aws.secrets import without_credentials

    try:
        said = _described(error, file)
    except KeyboardInterrupt:
        raise
    except BaseException as second:
        said = f"{_named(error)}, which cannot be shown: it raises {_named(second)}"
    return without_credentials(said)


def _described(error: Any, file: str) -> str:
    kind = type(error)
    if issubclass(kind, SystemExit):
        code = _shown(lambda: repr(error.code))
        return f"the file exited the program ({code}) instead of defining a workflow"
    if issubclass(kind, SyntaxError):
        return f"this is not valid Python: {_shown(lambda: str(error.msg))}"
    if issubclass(kind, RecursionError):
        return "the workflow is nested too deeply, or a function calls itself without end"
    if issubclass(kind, AuthoringError):
        return _shown(lambda: str(error.message))
    try:
        message = str.__str__(str(error))
    except KeyboardInterrupt:
        raise
    except BaseException as second:  # from __str__ of the author's exception
        return f"{_named(error)}, which cannot be shown: its __str__ raises {_named(second)}"
    said = f"{_named(error)}: {message}" if message else _named(error)
    # An exception may lack what its class has, or have anything in its place.
    suggestion = tried(lambda: _suggestion(error, message, file), "")
    # From Python 3.13 on, the message contains a suggestion itself.
    return f"{re.sub(_PYTHONS_OWN, '', said)}; {suggestion}" if suggestion else said


def syntax_error_at(error: SyntaxError, file: str) -> Position:
    """Where an error of syntax is; an author may raise one with anything in it."""
    name, line, column = error.filename, error.lineno, error.offset
    return Position(
        name if type(name) is str and name else file,
        line if type(line) is int and line > 0 else 1,
        column if type(column) is int and column > 0 else 1,
    )


def traceback_of(error: BaseException) -> TracebackType | None:
    """The traceback of an exception, whose class may have its own idea of it."""
    found: TracebackType | None = vars(BaseException)["__traceback__"].__get__(error)
    return found


def tried(make: Callable[[], Made], otherwise: Made) -> Made:
    """What a function makes of an author's object, or else where that raises anything."""
    try:
        return make()
    except KeyboardInterrupt:
        raise
    except BaseException:
        return otherwise


def _shown(show: Callable[[], str]) -> str:
    """A text about an author's object as a plain one: a class of the author's formats itself."""
    return tried(lambda: str.__str__(show()), "which cannot be shown")


def _named(error: BaseException) -> str:
    # Past a metaclass, which may do anything when it is asked.
    name: str = vars(type)["__name__"].__get__(type(error))
    return str.__str__(name)


def _suggestion(error: BaseException, message: str, file: str) -> str:
    """What to write instead, "" where nobody knows."""
    if _named(error) == "NoRegionError":  # of botocore, for a client that the author's code makes
        return "set AWS_DEFAULT_REGION, or make the client with region_name=..."
    for kind, suggest in _SUGGESTIONS:
        if issubclass(type(error), kind):
            return suggest(error, message, file)
    return ""


# A name that a value, a class or a module does not have.


def _attribute(error: Any, _: str, file: str) -> str:
    if _named(error) == "FrozenInstanceError":
        return _VALUES.format(_assigned(error) or "field")
    obj, name = error.obj, error.name
    if name is None or not _is_ours(obj):
        return ""
    near = nearest(name, _public(obj))
    # A member of the data is as likely as a slip in one of the few short names that a path has.
    if type(obj).__name__ == "PathOperand" and not (near and near.startswith(name[:3])):
        return f"write path('{obj.path.text}.{name}')"
    if near:
        return f"did you mean '{near}'?"
    if isinstance(obj, type) and obj.__name__ == "States":
        return "write the name of an error of your own as a string"
    return ""


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


def _import(error: Any, message: str, file: str) -> str:
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


_MODULES: Final = ("tasks", "distributed", "intrinsics")


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


def _name(error: Any, _: str, file: str) -> str:
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


# An argument that is not taken, or is missing.

_UNEXPECTED: Final = r"(\w+)(?:\.__init__)?\(\) got an unexpected keyword argument '(\w+)'"
_POSITIONAL: Final = r"(\w+)\.__init__\(\) takes .*positional argument"
_MISSING: Final = r"(\w+)(?:\.__init__)?\(\) missing \d+ required [\w-]+ arguments?: "
_OPERANDS: Final = r"unsupported operand type\(s\) for \S+: '(\w+)' and '(\w+)'"
_UNSET_CALLED: Final = "'Unset' object is not callable"


def _arguments(error: BaseException, message: str, file: str) -> str:
    if message == _UNSET_CALLED:
        return "a field is written where the state is made, as in Pass('A', next='B'); or a >> b"
    if found := re.match(_MISSING, message):
        return _missing(found[1])
    if of_runtime := _of_runtime(message):
        return of_runtime
    if (found := re.match(_OPERANDS, message)) and {found[1], found[2]} & _joined():
        return "states are joined by '>>' alone, as in a >> b"
    found = re.match(_UNEXPECTED, message) or re.match(_POSITIONAL, message)
    made = found and _classes().get(found[1])
    if not (found and made):
        return ""
    if found.re.pattern == _POSITIONAL:
        return "write it as name=value"
    word = found[2]
    if word in ("next", "end") and not {"next", "end"} & set(_parameters(made)):
        return _ENDED.get(found[1], "")
    near = nearest(word, _parameters(made))
    if near:
        return f"did you mean '{near}'?"
    # A field of a state is another state's; what a Map is made of has fields of the same names.
    known = _joined() & _classes().keys() if found[1] in _joined() else _classes().keys()
    takers = [
        name for name, each in _classes().items() if name in known and word in _parameters(each)
    ]
    return f"it is for {' and '.join(takers)}" if 0 < len(takers) <= _MOST_NAMED else ""


_ENDED: Final = {
    "Choice": "it goes on by its rules: write When(condition, state), or default=...",
    "Fail": "nothing follows a Fail, which ends its machine with an error; leave it out",
    "Succeed": "nothing follows a Succeed, which ends its machine; leave it out",
    "StateMachine": "write it in the last state, as in Pass('Last', end=True)",
}

# What Python says where a function of its own gets a value that an execution works out.
_WRONG_VALUE: Final = (
    (r"sequence item \d+: expected str instance, (\w+) found$", "join"),
    (r"Object of type (\w+) is not JSON serializable", "json"),
    (r"unhashable type: '(\w+)'$|cannot use '(\w+)' as a (?:set|dict)", "hash"),
    (r"bad operand type for unary ~: '(method)'$", "call"),
    (r".*\bnot '?(\w+)'?$", "other"),
    (r".*'(\w+)'(?: object| and '|$)", "other"),
)
_RUNTIME_ADVICE: Final = {
    "join": "write intrinsics.format('{}, {}', first, second), or jsonata('$join(...)') in a "
    "JSONata state",
    "json": "write the object as it is; where text is wanted, "
    "intrinsics.json_to_string(path('$.a'))",
    "hash": "write any_of(path('$.a') == 'x', path('$.a') == 'y') for a test, a list for several "
    "values, and text for the name of a member",
    "other": "write intrinsics.format('... {} ...', value) for text, or the value as it is",
}


def _of_runtime(message: str) -> str:
    """What to write where Python's own functions get a value of an execution, or a machine."""
    for pattern, kind in _WRONG_VALUE:
        found = re.match(pattern, message)
        name = next(filter(None, found.groups()), "") if found else ""
        if name == "method" and kind == "call":
            return "a test is called, as in ~path('$.a').is_present()"
        if name in _runtime_values():
            return f"it is known only while an execution runs; {_RUNTIME_ADVICE[kind]}"
        if kind == "json" and name in _classes():
            return "write compile_workflow(machine) for the text of a machine"
    return ""


def _runtime_values() -> set[str]:
    from sfn_dsl.expressions.runtime_value import RuntimeValue

    pending, found = [RuntimeValue], {"Path"}
    while pending:
        inner = pending.pop().__subclasses__()
        found |= {one.__name__ for one in inner}
        pending += inner
    return found


_EXAMPLES: Final = {
    "name": "'Name'",
    "states": "[...]",
    "choices": "[When(...)]",
    "machine": "StateMachine([...])",
    "error_equals": "States.ALL",
}


def _joined() -> set[str]:
    from sfn_dsl.model.state import State

    return {"Chain", *(name for name, made in _classes().items() if issubclass(made, State))}


def _missing(name: str) -> str:
    """The call with what it needs."""
    import inspect

    called = _classes().get(name) or _task(name)
    if called is None:
        return ""
    needed = [
        _EXAMPLES.get(one.name, one.name)
        if one.kind is one.POSITIONAL_OR_KEYWORD
        else f"{one.name}=..."
        for one in inspect.signature(called).parameters.values()
        if one.default is one.empty and one.kind is not one.VAR_KEYWORD
    ]
    return f"write {name}({', '.join(needed)})"


def _task(name: str) -> Callable[..., Any] | None:
    """The function of a service task of that name, of those that are loaded."""
    prefix = f"{_PACKAGE}.tasks."
    modules = (module for key, module in list(sys.modules.items()) if key.startswith(prefix))
    found = (vars(module).get(name) for module in modules)
    return next((one for one in found if callable(one) and not isinstance(one, type)), None)


def _classes() -> Mapping[str, type]:
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


def _parameters(made: type) -> Iterable[str]:
    import inspect

    return list(inspect.signature(made).parameters)


_SUGGESTIONS: Final[tuple[tuple[type[BaseException], Callable[[Any, str, str], str]], ...]] = (
    (AttributeError, _attribute),
    (ImportError, _import),
    (NameError, _name),
    (TypeError, _arguments),
)
