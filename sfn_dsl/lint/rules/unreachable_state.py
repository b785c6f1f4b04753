"""Every state can be reached from its machine's start.

An unreachable state is usually a forgotten transition. AWS rejects a state that no transition
names, unless the machine has no terminal state, which is all that it then reports. It accepts
states that only lead to each other, which is a warning. (ASL reference, section 11.2, row 8, as
corrected by measurements.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.definition.scopes import Scope
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN203"


def check(subject: Subject) -> Iterator[Finding]:
    """Every state that cannot be reached from the start of its scope."""
    next_ = subject.advice.item("Next")
    for scope in subject.scopes:
        reached = subject.reached(scope)
        if reached is None or len(reached) == len(scope.states):
            continue
        named = _named(subject, scope) if subject.has_end else set(scope.states)
        for name in scope.states:
            if name not in reached:
                yield Finding(
                    scope.state_pointer(name),
                    f"state '{name}' is unreachable; remove it, or point a {next_}, Choice rule or "
                    "Catch at it",
                    Severity.WARNING if name in named else Severity.ERROR,
                )


def _named(subject: Subject, scope: Scope) -> set[str]:
    """The states of a scope that transitions name, whether they are ever taken or not."""
    return {way.target for ways in subject.transitions[scope.pointer].values() for way in ways}
