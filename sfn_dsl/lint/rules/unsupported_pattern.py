"""A task uses an integration pattern that its integration supports.

``.sync`` waits for a job to finish and exists for services that run jobs; ``.sync:2`` exists only
for ``states:startExecution``; ``.waitForTaskToken`` exists for services that can pass a token on,
and for ``aws-sdk``. AWS rejects others. (ASL reference, section 8.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sns:publish.sync",
      "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": "m"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sns:publish",
      "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": "m"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.advice import Advice
from sfn_dsl.arns import Integration
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.lint.resources import SUFFIXES
from sfn_dsl.lint.states import CALLBACK, tasks
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN703"


def check(subject: Subject) -> Iterator[Finding]:
    """Every task with a pattern that its integration does not support."""
    for task in tasks(subject):
        call = task.call
        # Most calls have none.
        allowed = _allowed(call) if call and call.suffix else None
        if call and allowed is not None and call.suffix not in allowed:
            yield Finding(
                task.at("Resource"),
                f"'{call.action}' does not support {subject.advice.wait(call.suffix)}; "
                f"{_instead(subject.advice, call.suffix, allowed)}",
            )


def _allowed(call: Integration) -> list[str] | None:
    """What may follow the action, None where the action is not known."""
    if call.action.startswith("aws-sdk:"):
        return [CALLBACK]
    row = ACTIONS.get(call.action)
    return [SUFFIXES[wait] for wait in row.waits] if row else None


def _instead(advice: Advice, suffix: str, allowed: list[str]) -> str:
    near = nearest(suffix, allowed)
    if near and suffix not in SUFFIXES.values():
        return f"write {advice.wait(near)}"
    listed = " or ".join(map(advice.wait, allowed))
    return f"remove it, or write {listed}" if allowed else "remove it"
