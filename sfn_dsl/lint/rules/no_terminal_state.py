"""A machine can end.

From the start of each machine, branch and processor a terminal state must be reachable: one with
``"End": true``, a Succeed or a Fail. AWS rejects a definition that has none anywhere
(MISSING_END_STATE). One that exists and cannot be reached is enough for AWS, even in a branch, so
then this is a warning. (ASL reference, section 11.2, row 9, as corrected by measurements.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "Next": "A"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN204"


def check(subject: Subject) -> Iterator[Finding]:
    """Every scope in which no terminal state is reachable; AWS reports one for all."""
    is_rejected = not subject.has_end
    for scope in subject.scopes:
        reached = subject.reached(scope)
        if reached and subject.terminal[scope.pointer].isdisjoint(reached):
            yield Finding(
                f"{scope.pointer}/States",
                "no terminal state can be reached from the start of this machine; write "
                f"{subject.advice.setting('End', True)} on the last state, or transition to a "
                "Succeed or Fail state",
                Severity.ERROR if is_rejected else Severity.WARNING,
            )
            is_rejected = False
