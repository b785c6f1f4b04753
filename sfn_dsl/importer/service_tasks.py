"""Tasks that call a service, as calls of `sfn_dsl.tasks`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sfn_dsl._unset import UNSET
from sfn_dsl.arns import read_integration
from sfn_dsl.importer.context import Context
from sfn_dsl.importer.layout import Call, Node, Text, quoted
from sfn_dsl.tasks.index import TaskFunction, lookup, objections

TASKS: Final = "sfn_dsl.tasks"

_WAITS: Final = {
    "": None,
    ".sync": "sync",
    ".sync:2": "sync:2",
    ".waitForTaskToken": "task_token",
}

Template = Callable[[Any], Node]


def service_task(
    context: Context, name: str, resource: Any, given: Any, template: Template
) -> Call | None:
    """The call that makes a task with these parameters; None where no function makes it.

    ``given`` are the task's Parameters or Arguments, None when it has none, and ``template`` makes
    Python of a part of them.
    """
    call = read_integration(resource) if isinstance(resource, str) else None
    if isinstance(given, list) or call is None or call.suffix not in _WAITS:
        return None
    if resource != f"arn:aws:states:::{call.action}{call.suffix}":
        return None
    wait = _WAITS[call.suffix]
    if call.action.startswith("aws-sdk:"):
        return _sdk_call(context, name, call.action, wait, given, template)
    function = lookup(call.action)
    if function is None or not isinstance(given, dict) or not _fits(function, wait, given):
        return None
    if objections(call.action, wait or UNSET, given):
        return None
    arguments: list[tuple[str, Node]] = [("", Text(quoted(name)))]
    for key, value in given.items():
        # A member "key.$" is worked out, and only a template knows that of its keys.
        (_, node), *_ = _members(template({key: value}))
        arguments.append((function.parameters[_bare(key)], node))
    module = context.use(function.module, TASKS)
    return Call(f"{module}.{function.function}", [*arguments, *_waiting(wait)])


def _sdk_call(
    context: Context, name: str, action: str, wait: str | None, given: Any, template: Template
) -> Call | None:
    if objections(action, wait or UNSET, given if isinstance(given, dict) else None):
        return None
    _, service, act = action.split(":")
    words: list[tuple[str, Node]] = [("", Text(quoted(word))) for word in (name, service, act)]
    parameters = [] if given is None else [("", template(given))]
    return Call(context.use("aws_sdk", TASKS), [*words, *parameters, *_waiting(wait)])


def _fits(function: TaskFunction, wait: str | None, given: Mapping[str, Any]) -> bool:
    names = [_bare(key) for key in given]
    return (
        (wait is None or wait in function.waits)
        and len(set(names)) == len(names)
        and set(names) <= set(function.parameters)
        and function.required <= set(names)
        and all(sum(name in names for name in group) == 1 for group in function.one_of)
        # One value in the place of a list, which only a placeholder can be meant to be.
        and not any(
            _is_scalar(each) and key in function.parameters and function.takes_list(key)
            for key, each in given.items()
        )
    )


def _is_scalar(value: object) -> bool:
    return isinstance(value, (str, bool, int, float))


def _waiting(wait: str | None) -> list[tuple[str, Node]]:
    return [("wait", Text(quoted(wait)))] if wait else []


def _bare(key: str) -> str:
    return key.removesuffix(".$")


def _members(node: Node) -> Any:
    return getattr(node, "members", ())
