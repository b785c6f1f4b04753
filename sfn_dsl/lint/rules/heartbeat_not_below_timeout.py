"""A task's ``HeartbeatSeconds`` is less than its ``TimeoutSeconds``.

A heartbeat interval as long as the task's timeout is never exceeded: the task times out first. AWS
rejects a longer one if both are numbers; equal numbers stand in deployed machines, so they are a
warning. (ASL reference, section 1.4 and section 11.2, row 21.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
      "TimeoutSeconds": 60, "HeartbeatSeconds": 90}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
      "TimeoutSeconds": 60, "HeartbeatSeconds": 20}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN502"


def check(subject: Subject) -> Iterator[Finding]:
    """Every task with a heartbeat that cannot be missed."""
    for scope in subject.scopes:
        for name, state in scope.states.items():
            heartbeat, timeout = state.get("HeartbeatSeconds"), state.get("TimeoutSeconds")
            if _is_number(heartbeat) and _is_number(timeout) and heartbeat >= timeout:
                yield Finding(
                    f"{scope.state_pointer(name)}/HeartbeatSeconds",
                    f"{subject.advice.field('HeartbeatSeconds')} is {heartbeat} and "
                    f"{subject.advice.field('TimeoutSeconds')} is {timeout}, so the task times "
                    f"out before a heartbeat is missed; write a heartbeat below {timeout}",
                    Severity.WARNING if heartbeat == timeout else Severity.ERROR,
                )


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
