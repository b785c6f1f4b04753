"""Checks a service call against what AWS accepts.

The table of integrations has the parameters of the optimized integrations; the services' models
have the members of these parameters, and everything about ``aws-sdk`` calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NoReturn

from sfn_dsl._unset import UNSET
from sfn_dsl.errors import AuthoringError, AuthoringTypeError
from sfn_dsl.language.services import ACTIONS, Action
from sfn_dsl.service_models import Call, load, member_objections, sdk_objections, unknown
from sfn_dsl.spelling import nearest

_SDK: Final = "aws-sdk:"


def objections(action: str, wait: object, parameters: Mapping[str, Any] | None) -> tuple[str, ...]:
    """All that speaks against a task which calls an action, empty when nothing does.

    ``action`` is what a resource ends with, without its pattern: ``sns:publish`` or
    ``aws-sdk:s3:getObject``; ``wait`` is the pattern, ``UNSET`` for none. ``parameters`` may be
    written as in a definition (``Name.$``) or as in a frozen template; None stands for what is
    known only when the execution runs.
    """
    if action.startswith(_SDK):
        service, _, act = action.removeprefix(_SDK).partition(":")
        if wait not in (UNSET, "task_token"):
            return (f"'{action}' cannot wait for '{wait}'; write wait='task_token'",)
        return tuple(sdk_objections(service, act, parameters))
    row = ACTIONS.get(action)
    if row is None:
        return (_no_integration(action),)
    found = [*_wait_objections(row, wait)]
    if parameters is not None:
        found += [*_name_objections(row, parameters), *_nested_objections(row, parameters)]
    return tuple(found)


def refuse_members(name: str, action: str, given: Mapping[str, Any]) -> None:
    """Raise AuthoringError where a typed task's arguments hold what their service does not take."""
    for objection in _nested_objections(ACTIONS[action], given):
        raise AuthoringError(f"in '{name}', {objection}")


def refuse_option(action: str, name: str, options: Iterable[str]) -> NoReturn:
    """Raise AuthoringTypeError for an argument that a typed task does not have."""
    row = ACTIONS.get(action)
    arguments = [parameter.argument for parameter in row.parameters] if row else []
    near = nearest(name, [*arguments, *options])
    if row and name in row.waits:
        instead = f"write wait='{name}'"
    else:
        instead = f"write '{near}'" if near else "leave it out"
    raise AuthoringTypeError(f"'{action}' has no parameter '{name}'; {instead}")


def _no_integration(action: str) -> str:
    near = nearest(action, ACTIONS)
    instead = f"write '{near}'" if near else f"write '{_SDK}{action}'"
    return f"there is no optimized integration '{action}'; {instead}"


def _wait_objections(row: Action, wait: object) -> Iterator[str]:
    if wait is not UNSET and wait not in row.waits:
        listed = " or ".join(f"wait='{pattern}'" for pattern in row.waits)
        instead = f"write {listed}" if listed else "leave it out"
        yield f"'{row.id}' cannot wait for '{wait}'; {instead}"


def _name_objections(row: Action, parameters: Mapping[str, Any]) -> Iterator[str]:
    known = {parameter.name: parameter for parameter in row.parameters}
    given = [key.removesuffix(".$") for key in parameters]
    for name in dict.fromkeys(given):
        if name not in known:
            yield unknown(row.id, "", name, known)
        elif given.count(name) > 1:
            yield f"'{row.id}' is given '{name}' twice; write '{name}' or '{name}.$'"
        elif not _may_be(parameters.get(name, UNSET), known[name].choices):
            listed = " or ".join(f"'{choice}'" for choice in known[name].choices)
            yield f"'{row.id}' takes no {parameters[name]!r} as '{name}'; write {listed}"
    for name, parameter in known.items():
        if parameter.required and name not in given:
            yield f"'{row.id}' needs '{name}', which is not given; write '{name}'"
    for group in row.one_of:
        if sum(name in given for name in group) != 1:
            listed = " or ".join(f"'{name}'" for name in group)
            yield f"'{row.id}' takes exactly one of its receivers; write {listed}"


def _may_be(value: Any, choices: tuple[str, ...]) -> bool:
    """Tell whether a value can be one of the choices; an expression can."""
    if not choices or value is UNSET or value in choices:
        return True
    literal = isinstance(value, (int, float, Mapping, list, tuple)) or value is None
    return not literal and not (isinstance(value, str) and not value.startswith("{%"))


def _nested_objections(row: Action, given: Mapping[str, Any]) -> Iterator[str]:
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder else None
    if model is None or operation not in model.operations:
        return
    call = Call(model, row.id, optimized=True)
    for parameter in row.parameters:
        if parameter.nested and parameter.name in given:
            shape = row.shapes.get(parameter.name, "")
            value = given[parameter.name]
            yield from member_objections(call, operation, parameter.name, value, shape)
