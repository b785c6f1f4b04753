"""A task's ``HeartbeatSeconds`` is below its ``TimeoutSeconds``.

A heartbeat that may stay away for as long as the whole task may take is never missed: the task has
timed out before. AWS rejects it where both are numbers. (ASL reference, section 1.4 and section
11.2, row 21.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
      "TimeoutSeconds": 60, "HeartbeatSeconds": 60}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
      "TimeoutSeconds": 60, "HeartbeatSeconds": 20}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN502"


def check(subject: Subject) -> Iterator[Finding]:
    """Every task with a heartbeat that cannot be missed."""
    for scope in subject.scopes:
        for name, state in scope.states.items():
            heartbeat, timeout = state.get("HeartbeatSeconds"), state.get("TimeoutSeconds")
            if _is_number(heartbeat) and _is_number(timeout) and heartbeat >= timeout:
                yield Finding(
                    f"{scope.state_pointer(name)}/HeartbeatSeconds",
                    f"'HeartbeatSeconds' is {heartbeat} and 'TimeoutSeconds' {timeout}, so the "
                    "task times out before a heartbeat is missed; write a heartbeat below "
                    f"{timeout}",
                )


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
