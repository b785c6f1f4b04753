"""Functions on objects, and on values of any type."""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.arrays import arguments
from sfn_dsl.simulation.jsonata.library.functions import Native, call
from sfn_dsl.simulation.jsonata.values import (
    UNDEFINED,
    Function,
    Sequence,
    field,
    is_number,
    stored,
    truth,
)


def keys(ev: Evaluation, value: Any) -> Sequence:
    """``$keys``: of an object, or of all objects of an array."""
    names: dict[str, None] = {}
    _add_keys(ev, value, names)
    return Sequence(names)


def _add_keys(ev: Evaluation, value: Any, names: dict[str, None]) -> None:
    ev.spend(1)
    if isinstance(value, dict):
        names.update(dict.fromkeys(value))
    elif isinstance(value, list):
        for item in value:
            _add_keys(ev, item, names)


def lookup(ev: Evaluation, value: Any, name: Any) -> Any:
    """``$lookup``."""
    return UNDEFINED if name is UNDEFINED else field(value, name)


def spread(ev: Evaluation, value: Any) -> Any:
    """``$spread``: an object for each member."""
    if isinstance(value, list):
        made: list[Any] = []
        for item in value:
            ev.spend(1)
            found = spread(ev, item)
            made.extend(found if isinstance(found, list) else [found])
        return made if value else Sequence()
    if isinstance(value, dict):
        return Sequence({name: each} for name, each in value.items())
    return value


def merge(ev: Evaluation, objects: list[dict[str, Any]]) -> dict[str, Any]:
    """``$merge``: the later member of a name counts."""
    made: dict[str, Any] = {}
    for each in objects:
        ev.spend(1 + len(each) // 16)
        made.update(each)
    ev.weigh(made)
    return made


def each(ev: Evaluation, value: Any, function: Any) -> Sequence:
    """``$each``: what a function gives for each member."""
    made = Sequence()
    for name, member in value.items():
        ev.spend(1)
        found = call(ev, function, arguments(function, member, name, value))
        if found is not UNDEFINED:
            made.append(stored(found))
    ev.weigh(made)
    return made


def sift(ev: Evaluation, value: Any, function: Any) -> Any:
    """``$sift``: the members for which a function gives true."""
    made = {}
    for name, member in value.items():
        ev.spend(1)
        if truth(call(ev, function, arguments(function, member, name, value))):
            made[name] = member
    return made or UNDEFINED


def clone(ev: Evaluation, value: Any) -> Any:
    """``$clone``: a copy that shares nothing with the value."""
    ev.spend(1)
    if isinstance(value, list):
        return [clone(ev, item) for item in value]
    if isinstance(value, dict):
        return {name: clone(ev, member) for name, member in value.items()}
    return "" if isinstance(value, Function) else value


def boolean(ev: Evaluation, value: Any) -> bool:
    """``$boolean``."""
    return truth(value)


def not_(ev: Evaluation, value: Any) -> bool:
    """``$not``."""
    return not truth(value)


def exists(ev: Evaluation, value: Any) -> bool:
    """``$exists``: whether a value is anything but undefined."""
    return value is not UNDEFINED


def type_(ev: Evaluation, value: Any) -> str:
    """``$type``."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "boolean"
    if is_number(value):
        return "number"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    return "function" if isinstance(value, Function) else "object"


def error(ev: Evaluation, message: Any) -> Any:
    """``$error``: fail with a message."""
    told = message if message is not UNDEFINED and message else "$error() function evaluated"
    raise JsonataError("D3137", message=told)


def assert_(ev: Evaluation, condition: Any, message: Any) -> Any:
    """``$assert``: fail where a condition is not true."""
    if condition is True:
        return UNDEFINED
    told = message if message is not UNDEFINED and message else "$assert() statement failed"
    raise JsonataError("D3141", message=told)


FUNCTIONS: Final = (
    Native("keys", "<x-:a<s>>", 1, keys, strict=False),
    Native("lookup", "<x-s:x>", 2, lookup),
    Native("spread", "<x-:a<o>>", 1, spread),
    Native("merge", "<a<o>:o>", 1, merge),
    Native("each", "<o-f:a>", 2, each),
    Native("sift", "<o-f?:o>", 2, sift),
    Native("clone", "<(oa)-:o>", 1, clone),
    Native("boolean", "<x-:b>", 1, boolean),
    Native("not", "<x-:b>", 1, not_),
    Native("exists", "<x:b>", 1, exists, strict=False),
    Native("type", "<x:s>", 1, type_),
    Native("error", "<s?:x>", 1, error, strict=False),
    Native("assert", "<bs?:x>", 2, assert_, strict=False),
)
