"""A state's name is unique in the whole machine.

Names are compared across all branches and processors, since the history and the console identify a
state by its name alone. AWS rejects duplicates (DUPLICATE_STATE_NAME). (ASL reference, section
1.2.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
      {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}]}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
      {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}]}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN205"


def check(subject: Subject) -> Iterator[Finding]:
    """Every state with the name of a state in another scope."""
    first: dict[str, str] = {}
    for scope in subject.scopes:
        for name in scope.states:
            pointer = scope.state_pointer(name)
            earlier = first.setdefault(name, pointer)
            if earlier != pointer:
                yield Finding(
                    pointer,
                    f"{subject.advice.place(earlier)} is named '{name}' too, and names are unique "
                    "in the whole machine; rename one of them",
                )
