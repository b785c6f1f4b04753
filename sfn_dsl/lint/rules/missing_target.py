"""The target of a transition is a state of the same scope.

``StartAt``, ``Next`` and ``Default`` name states, and the names are looked up in the ``States``
block that they are in: there are no transitions into or out of a branch or a Map's processor. AWS
rejects such a definition (MISSING_TRANSITION_TARGET). (ASL reference, sections 1.1 and 11.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Don"}, "Done": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Done"}, "Done": {"Type": "Succeed"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.definition.scopes import Scope
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN201"


def check(subject: Subject) -> Iterator[Finding]:
    """Every transition to a state that does not exist in its scope."""
    for scope in subject.scopes:
        start = scope.machine.get("StartAt")
        # A machine without states is for the schema to report.
        if isinstance(start, str) and start not in scope.states and scope.machine["States"]:
            yield _finding(subject, scope, f"{scope.pointer}/StartAt", start)
        for way in subject.unknown_targets[scope.pointer]:
            yield _finding(subject, scope, way.pointer, way.target)


def _finding(subject: Subject, scope: Scope, pointer: str, target: str) -> Finding:
    field = pointer.rpartition("/")[2]
    return Finding(
        pointer,
        f"{subject.advice.field(field)} names '{target}', which is not a state of this machine; "
        f"{_instead(subject, scope, target)}",
    )


def _instead(subject: Subject, scope: Scope, target: str) -> str:
    near = subject.meant(scope, target)
    if near:
        return f"did you mean '{near}'?"
    if any(target in other.states for other in subject.scopes):
        return "a branch or processor is closed, so name a state inside the same one"
    return "add that state, or name an existing one"
