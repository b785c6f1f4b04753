"""A task that waits for a callback passes its task token on.

After the call the task waits until its token is returned by SendTaskSuccess or SendTaskFailure. If
nobody received the token, nobody can return it, and the task waits for its timeout, which by
default is a year. (ASL reference, sections 8.2 and 11.4, L3.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Parameters": {"FunctionName": "ask", "Payload": {"order.$": "$.order"}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.states import CALLBACK, strings, tasks
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN705"

# What selects more of the context object than its other members may select the token.
_MAY_HOLD_TOKEN = {
    QueryLanguage.JSONPATH: re.compile(r"\$\$(?!\.(Execution|StateMachine|State|Map)\b)|\$\{"),
    QueryLanguage.JSONATA: re.compile(
        r"\$states(?!\s*\.\s*(input\b|context\s*\.\s*(Execution|StateMachine|State|Map)\b))|\$\{"
    ),
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every task that waits for a callback and whose payload cannot contain the token."""
    for task in tasks(subject):
        if task.call and task.call.suffix == CALLBACK and not _may_pass(task):
            given = task.payload_field in task.state
            yield Finding(
                task.at(task.payload_field) if given else task.pointer,
                "this task waits for a callback but does not pass on its task token; pass it in "
                f"{subject.advice.field(task.payload_field)}, as in "
                f"{subject.advice.entry('TaskToken', _TOKENS[task.language])}",
                Severity.WARNING,
            )


def _may_pass(task: StatePlace) -> bool:
    if task.is_payload_misplaced:
        return True
    given: Any = task.state.get(task.payload_field, task.state.get("InputPath"))
    pattern = _MAY_HOLD_TOKEN[task.language]
    return any(pattern.search(text) for _, _, text in strings("", given))


_TOKENS = {
    QueryLanguage.JSONPATH: "$$.Task.Token",
    QueryLanguage.JSONATA: "$states.context.Task.Token",
}
