"""A Fail state does not use a reserved error name.

Names that begin with ``States.`` are reserved for Step Functions. A handler cannot distinguish such
an error from the real one. (ASL reference, section 6.3.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "States.TaskFailed"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "BackupFailed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN506"


def check(subject: Subject) -> Iterator[Finding]:
    """Every Fail state that raises an error with a reserved name."""
    for scope in subject.scopes:
        for name, state in scope.states.items():
            error = state.get("Error")
            if state.get("Type") != "Fail" or not isinstance(error, str) or is_placeholder(error):
                continue
            if error.startswith("States."):
                yield Finding(
                    f"{scope.state_pointer(name)}/Error",
                    f"'{error}' is reserved for errors of Step Functions; write a name that does "
                    "not begin with 'States.'",
                    Severity.WARNING,
                )
