"""A service task hands over what its action takes.

Names are written with a capital, required ones are there, and objects and arrays stand where the
service takes them. AWS checks the names of an action's parameters when a machine is created, and
the service refuses what lies deeper when the task runs, which is why that is a warning. So is a
parameter that the service has and its optimized integration is not known to take: the integration
may have learnt it since. (ASL reference, sections 8.3 and 11.2, row 17.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueURL": "https://example.com/q", "MessageBody": "m"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "https://example.com/q", "MessageBody": "m"}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sfn_dsl._unset import UNSET
from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.lint.calls import tasks
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.service_models import Call, load
from sfn_dsl.tasks.index import objections

CODE = "SFN704"

_QUOTED = re.compile(r"'([^']*)'")
_STEP = re.compile(r"[^.\[\]]+")


def check(subject: Subject) -> Iterator[Finding]:
    """Every parameter that is missing, unknown or of a shape that the action does not take."""
    for task in tasks(subject):
        call, given = task.call, _given(task)
        if call is None or given is None or objections(call.action, UNSET, None):
            continue
        messages = objections(call.action, UNSET, given)
        # A task without any parameters is one mistake, however many it should have.
        for message in messages if task.payload_field in task.state else messages[:1]:
            place, is_certain = _place(task, message)
            if name := _of_the_service(call.action, message):
                message, is_certain = _doubt(call.action, name), False
            severity = Severity.ERROR if is_certain else Severity.WARNING
            yield Finding(place, message, severity)


def _given(task: StatePlace) -> dict[str, Any] | None:
    """What a task hands over as far as it is known; None where it is known only at run time."""
    given = None if task.is_payload_misplaced else task.state.get(task.payload_field, {})
    if not isinstance(given, dict) or any("${" in name for name in given):
        return None
    # A literal beside a path of its name is another rule's.
    once = {name: value for name, value in given.items() if f"{name}.$" not in given}
    return {_known_name(name, value): value for name, value in once.items()}


def _known_name(name: str, value: Any) -> str:
    # What a placeholder will hold is as little known as what a path selects.
    is_open = isinstance(value, str) and "${" in value and not name.endswith(".$")
    return f"{name}.$" if is_open else name


def _of_the_service(action: str, message: str) -> str | None:
    """The parameter that is not known of an optimized integration, though it is of its service."""
    _, name, *_ = [*_QUOTED.findall(message), "", ""]
    return name if " knows no " in message and name in _parameters_of(action) else None


def _doubt(action: str, name: str) -> str:
    return (
        f"'{action}' is not known to take '{name}', though its service does; leave it out, or "
        "call the service by aws-sdk"
    )


@lru_cache(maxsize=256)
def _parameters_of(action: str) -> frozenset[str]:
    """The parameters of the service's own operation."""
    row = ACTIONS.get(action)
    folder, _, operation = row.operation.partition(":") if row else ("", "", "")
    model = load(folder) if folder else None
    taken = model.input_of(operation) if model else None
    if model is None or taken is None:
        return frozenset()
    return frozenset(Call(model, action, optimized=True).spellings(taken))


def _place(task: StatePlace, message: str) -> tuple[str, bool]:
    """Where what the message names stands, and whether AWS looks there when it takes a machine."""
    given = task.state.get(task.payload_field)
    if given is None:
        return task.pointer, False
    names = [_STEP.findall(quoted) for quoted in _QUOTED.findall(message)[1:]]
    paths = [_existing(given, steps) for steps in names]
    path = max(paths, key=len, default=[])
    is_nested = any(len(steps) > 1 and _existing(given, steps) for steps in names)
    return task.at(task.payload_field, *path), not is_nested


def _existing(value: Any, steps: list[str]) -> list[str | int]:
    """As much of a path as there is."""
    found: list[str | int] = []
    for step in steps:
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            found.append(int(step))
        elif isinstance(value, dict) and (step in value or f"{step}.$" in value):
            found.append(step if step in value else f"{step}.$")
        else:
            break
        value = value[found[-1]]
    return found
