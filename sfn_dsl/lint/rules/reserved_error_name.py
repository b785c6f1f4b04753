"""A Fail state's error has a name of its own.

Names that begin with ``States.`` are reserved for Step Functions. Who handles such an error takes
it for what the name says, and cannot tell it from the real one. (ASL reference, section 6.3.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "States.TaskFailed"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "BackupFailed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN506"


def check(subject: Subject) -> Iterator[Finding]:
    """Every Fail state that raises an error by a reserved name."""
    for scope in subject.scopes:
        for name, state in scope.states.items():
            error = state.get("Error")
            if state.get("Type") != "Fail" or not isinstance(error, str) or is_placeholder(error):
                continue
            if error.startswith("States."):
                yield Finding(
                    f"{scope.state_pointer(name)}/Error",
                    f"'{error}' is a name that Step Functions keeps for its own errors; write one "
                    "that does not begin with 'States.'",
                    Severity.WARNING,
                )
