"""A state's name stands once in the whole machine.

Names are compared across all branches and processors, since the history and the console know a
state by its name alone. AWS rejects a second one (DUPLICATE_STATE_NAME). (ASL reference, section
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

from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN205"


def check(subject: Subject) -> Iterator[Finding]:
    """Every state whose name a state in another scope has already."""
    first: dict[str, str] = {}
    for scope in subject.scopes:
        for name in scope.states:
            pointer = scope.state_pointer(name)
            earlier = first.setdefault(name, pointer)
            if earlier != pointer:
                yield Finding(
                    pointer,
                    f"there is another state named '{name}' at {earlier}; a name stands once in "
                    "the whole machine, so rename one of them",
                )
