"""A definition contains no secrets.

Anyone who can read a state machine or the history of its executions can read its headers. A key or
token belongs in the EventBridge connection of the HTTP task. (ASL reference, sections 8.5 and
11.4, L20.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::http:invoke",
      "Parameters": {"ApiEndpoint": "https://example.com/", "Method": "GET",
        "Headers": {"X-Api-Key": "not-a-real-key"},
        "InvocationConfig": {"ConnectionArn": "${Connection}"}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::http:invoke",
      "Parameters": {"ApiEndpoint": "https://example.com/", "Method": "GET",
        "InvocationConfig": {"ConnectionArn": "${Connection}"}}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.states import headers, strings, tasks
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN710"

_SECRET = re.compile(
    r"(?:^|-)(?:api-?key|auth-?(?:key|token)|(?:access|auth|private|secret)-(?:key|token)"
    r"|token|secret|password|passwd|cookie)$",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every header whose name suggests a secret and whose value is a literal."""
    for task in tasks(subject):
        for name, value in headers(task).items():
            if _SECRET.search(name) and not name.endswith(".$"):
                yield from (
                    Finding(
                        pointer,
                        f"the header '{name}' contains a secret that anyone who can read the "
                        "definition can read; move it to an EventBridge connection",
                        Severity.WARNING,
                    )
                    for pointer, _, text in strings(
                        task.at(task.payload_field, "Headers", name), value
                    )
                    if _is_literal(text)
                )


def _is_literal(text: str) -> bool:
    return bool(text.strip()) and not re.search(r"\$\{|\{%|^\$|^States\.|[<>]", text)
