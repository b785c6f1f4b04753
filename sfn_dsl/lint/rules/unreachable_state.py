"""Every state can be reached from its machine's start.

A state that nothing leads to is most often a forgotten transition. AWS rejects it, also when
several such states lead to each other. (ASL reference, section 11.2, row 8.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN203"


def check(subject: Subject) -> Iterator[Finding]:
    """Every state that its scope's start leads to by no way."""
    for scope in subject.scopes:
        reached = subject.reached(scope)
        for name in scope.states:
            if reached is not None and name not in reached:
                yield Finding(
                    scope.state_pointer(name),
                    f"state '{name}' is never reached; remove it, or lead to it from a Next, a "
                    "Choice rule or a Catch",
                )
