"""A machine can come to its end.

From the start of each machine, branch and processor some state must be reachable that ends it: one
with ``End: true``, a Succeed or a Fail. AWS rejects a machine without (MISSING_END_STATE). (ASL
reference, section 11.2, row 9.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "Next": "A"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.engine import Finding, Subject, ends

CODE = "SFN204"


def check(subject: Subject) -> Iterator[Finding]:
    """Every scope in which no way from the start comes to an end."""
    for scope in subject.scopes:
        reached = subject.reached(scope)
        if reached and not any(ends(scope.states[name]) for name in reached):
            yield Finding(
                f"{scope.pointer}/States",
                "no state that ends this machine can be reached from its start; write "
                '"End": true on the last state, or lead to a Succeed or Fail',
            )
