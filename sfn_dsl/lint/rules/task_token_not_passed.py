"""A task that waits for a token hands the token to somebody.

After the call the task waits until its token comes back by SendTaskSuccess or SendTaskFailure, and
nobody can send back what nobody was given: the task waits for its timeout, which by default is a
year away. (ASL reference, sections 8.2 and 11.4, L3.)

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
from sfn_dsl.lint.calls import CALLBACK, strings, tasks
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN705"

# Whatever selects more of the context object than its other members may select the token.
_MAY_HOLD_TOKEN = {
    QueryLanguage.JSONPATH: re.compile(r"\$\$(?!\.(Execution|StateMachine|State|Map)\b)|\$\{"),
    QueryLanguage.JSONATA: re.compile(
        r"\$states(?!\s*\.\s*(input\b|context\s*\.\s*(Execution|StateMachine|State|Map)\b))|\$\{"
    ),
}


def check(subject: Subject) -> Iterator[Finding]:
    """Every task that waits for a token which nothing in its payload can hold."""
    for task in tasks(subject):
        if task.call and task.call.suffix == CALLBACK and not _may_pass(task):
            given = task.payload_field in task.state
            yield Finding(
                task.at(task.payload_field) if given else task.pointer,
                f"this task waits for a token that it gives to nobody; hand it on in "
                f"'{task.payload_field}', as {_EXAMPLES[task.language]}",
                Severity.WARNING,
            )


def _may_pass(task: StatePlace) -> bool:
    if task.is_payload_misplaced:
        return True
    given: Any = task.state.get(task.payload_field, task.state.get("InputPath"))
    pattern = _MAY_HOLD_TOKEN[task.language]
    return any(pattern.search(text) for _, _, text in strings("", given))


_EXAMPLES = {
    QueryLanguage.JSONPATH: """'"TaskToken.$": "$$.Task.Token"'""",
    QueryLanguage.JSONATA: """'"TaskToken": "{% $states.context.Task.Token %}"'""",
}
