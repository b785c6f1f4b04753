"""Calls with arguments that are not taken, missing, or of a wrong kind, and what to write instead.

Python's own message is read: nothing else says which function and which argument it is about.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sfn_dsl.errors import Mistake
from sfn_dsl.spelling import nearest

_PACKAGE: Final = __name__.partition(".")[0]
_MOST_NAMED: Final = 4

_UNEXPECTED: Final = r"(\w+)(?:\.__init__)?\(\) got an unexpected keyword argument '(\w+)'"
_POSITIONAL: Final = r"(\w+)\.__init__\(\) takes .*positional argument"
_MISSING: Final = r"(\w+)(?:\.__init__)?\(\) missing \d+ required [\w-]+ arguments?: "
_OPERANDS: Final = r"unsupported operand type\(s\) for \S+: '(\w+)' and '(\w+)'"
_UNSET_CALLED: Final = "'Unset' object is not callable"


def wrong_arguments(error: BaseException, message: str, file: str) -> tuple[Mistake, str]:
    """What a TypeError is about, and what to write instead."""
    if message == _UNSET_CALLED:
        return Mistake.CHANGED_VALUE, (
            "a field is written where the state is made, as in Pass('A', next='B'); or a >> b"
        )
    if found := re.match(_MISSING, message):
        return Mistake.MISSING_ARGUMENT, _missing(found[1])
    if of_runtime := _of_runtime(message):
        return of_runtime
    if (found := re.match(_OPERANDS, message)) and {found[1], found[2]} & _joined():
        return Mistake.UNJOINABLE, "states are joined by '>>' alone, as in a >> b"
    if found := re.match(_UNEXPECTED, message):
        return Mistake.UNKNOWN_ARGUMENT, _instead_of(found[1], found[2])
    if found := re.match(_POSITIONAL, message):
        is_known = found[1] in _classes()
        return Mistake.UNKNOWN_ARGUMENT, "write it as name=value" if is_known else ""
    return Mistake.FAILING_SOURCE, ""


def _instead_of(called: str, word: str) -> str:
    """What to write in place of a keyword that a class does not take."""
    made = _classes().get(called)
    if made is None:
        return ""
    if word in ("next", "end") and not {"next", "end"} & set(_parameters(made)):
        return _ENDED.get(called, "")
    near = nearest(word, _parameters(made))
    if near:
        return f"did you mean '{near}'?"
    # A field of a state is another state's; what a Map is made of has fields of the same names.
    known = _joined() & _classes().keys() if called in _joined() else _classes().keys()
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


_RUNTIME_CODES: Final = {
    "join": Mistake.JOINED_BY_PYTHON,
    "json": Mistake.JOINED_BY_PYTHON,
    "hash": Mistake.COMPUTED_BY_PYTHON,
    "other": Mistake.COMPUTED_BY_PYTHON,
}


def _of_runtime(message: str) -> tuple[Mistake, str] | None:
    """What to write where Python's own functions get a value of an execution, or a machine."""
    for pattern, kind in _WRONG_VALUE:
        found = re.match(pattern, message)
        name = next(filter(None, found.groups()), "") if found else ""
        if name == "method" and kind == "call":
            advice = "a test is called, as in ~path('$.a').is_present()"
            return Mistake.NOT_A_CONDITION, advice
        if name in _runtime_values():
            advice = f"it is known only while an execution runs; {_RUNTIME_ADVICE[kind]}"
            return _RUNTIME_CODES[kind], advice
        if kind == "json" and name in _classes():
            advice = "write compile_workflow(machine) for the text of a machine"
            return Mistake.WRONG_ARGUMENT_TYPE, advice
    return None


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
