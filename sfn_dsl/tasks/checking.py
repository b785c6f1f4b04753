"""Checking a service call when its task is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake, refuse_all
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.model.sequences import refuse_list
from sfn_dsl.service_models import RUNNING, ProblemKind, call_problems, nested_problems
from sfn_dsl.spelling import nearest


def objections(action: str, wait: object, parameters: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The message of each problem of a call, as `sfn_dsl.service_models` finds them.

    A service that is newer than the models is none, and neither is what only the service refuses:
    validating the workflow tells of them.
    """
    return tuple(
        problem.message
        for problem in call_problems(action, wait, parameters)
        if problem.kind is not ProblemKind.UNSEEN_SERVICE and problem.kind not in RUNNING
    )


def refuse_members(name: str, action: str, given: Mapping[str, Any]) -> None:
    """Raise AuthoringError where a typed task's arguments hold what their service does not take."""
    problems = nested_problems(ACTIONS[action], given)
    refuse_call(name, (one.message for one in problems if one.kind not in RUNNING))


def refuse_call(name: str, messages: Iterable[str]) -> None:
    """Raise AuthoringError with all that a service would object to in a call."""
    refuse_all(
        AuthoringError(f"in '{name}', {message}", code=Mistake.UNFIT_SERVICE_ARGUMENT)
        for message in messages
    )


def refuse_no_list(action: str, name: str, value: object) -> NoReturn:
    """Raise AuthoringTypeError for a value that stands where a service takes a list."""
    argument = next(each.argument for each in ACTIONS[action].parameters if each.name == name)
    refuse_list(value, argument, repr(value) if isinstance(value, (int, float)) else "'...'")


def refuse_option(action: str, name: str, options: Iterable[str]) -> NoReturn:
    """Raise AuthoringTypeError for an argument that a typed task does not have."""
    row = ACTIONS.get(action)
    arguments = [parameter.argument for parameter in row.parameters] if row else []
    near = nearest(name, [*arguments, *options])
    if row and name in row.waits:
        instead = f"write wait='{name}'"
    else:
        instead = f"write '{near}'" if near else "leave it out"
    raise AuthoringTypeError(
        f"'{action}' has no parameter '{name}'; {instead}", code=Mistake.UNKNOWN_ARGUMENT
    )
