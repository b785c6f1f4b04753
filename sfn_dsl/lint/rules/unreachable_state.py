"""Every state can be reached from its machine's start.

An unreachable state is usually a forgotten transition. AWS rejects it, also when several
unreachable states transition to each other. (ASL reference, section 11.2, row 8.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN203"


def check(subject: Subject) -> Iterator[Finding]:
    """Every state that cannot be reached from the start of its scope."""
    next_ = subject.advice.item("Next")
    for scope in subject.scopes:
        reached = subject.reached(scope)
        for name in scope.states:
            if reached is not None and name not in reached:
                yield Finding(
                    scope.state_pointer(name),
                    f"state '{name}' is unreachable; remove it, or point a {next_}, Choice rule or "
                    "Catch at it",
                )
