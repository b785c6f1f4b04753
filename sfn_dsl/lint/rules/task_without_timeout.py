"""A task has a timeout.

Without one a task may run for 99,999,999 seconds, which is over three years: if its worker dies
silently, the execution waits until its own limit. A heartbeat or a timeout of the whole machine is
enough. (ASL reference, section 1.4.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:us-east-1:123456789012:activity:a"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true, "TimeoutSeconds": 300,
      "Resource": "arn:aws:states:us-east-1:123456789012:activity:a"}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.states import tasks
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN508"

_LIMITS: Final = frozenset(
    ("TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath")
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every task without a timeout, in a machine without one."""
    if any(scope.owner is None and "TimeoutSeconds" in scope.machine for scope in subject.scopes):
        return
    for task in tasks(subject):
        if _LIMITS.isdisjoint(task.state):
            yield Finding(
                task.pointer,
                f"nothing limits how long '{task.name}' may take; add "
                f"{subject.advice.field('TimeoutSeconds')}",
                Severity.INFO,
            )
