"""The headers and query parameters of ``apigateway:invoke`` are lists of strings.

A header can occur several times, so each name has a list, even for a single value; a plain string
fails the execution with States.Runtime. (ASL reference, section 8.3, and the
integration's page.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::apigateway:invoke",
      "Parameters": {"ApiEndpoint": "x.execute-api.eu-west-1.amazonaws.com", "Method": "GET",
                     "Headers": {"Accept": "text/plain"}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::apigateway:invoke",
      "Parameters": {"ApiEndpoint": "x.execute-api.eu-west-1.amazonaws.com", "Method": "GET",
                     "Headers": {"Accept": ["text/plain"]}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.states import tasks
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN711"


def check(subject: Subject) -> Iterator[Finding]:
    """Every header and query parameter that holds a literal other than a list."""
    for task in tasks(subject):
        given = task.state.get(task.payload_field)
        if not task.call or task.call.action != "apigateway:invoke" or not isinstance(given, dict):
            continue
        for field in ("Headers", "QueryParameters"):
            members = given.get(field)
            for name, value in members.items() if isinstance(members, dict) else ():
                if not name.endswith(".$") and not _may_be_list(value):
                    yield Finding(
                        task.at(task.payload_field, field, name),
                        f"'{name}' in '{field}' is not a list; write its value in square brackets",
                    )


def _may_be_list(value: object) -> bool:
    return isinstance(value, list) or (
        isinstance(value, str) and (value.startswith("{%") or "${" in value)
    )
