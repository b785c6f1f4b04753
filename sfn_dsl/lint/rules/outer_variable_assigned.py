"""A branch or an iteration assigns only its own variables.

It cannot change the variables that exist when it begins, or assign variables of the same name, and
neither can the child executions of a distributed Map, which do not even see them. AWS rejects such
an Assign. A variable exists if a state on a way to the Parallel or Map assigns it, one of its rules
or its catchers; what is assigned only later, or by the Parallel or Map itself when it is done, does
not conflict. (ASL reference, sections 2.5 and 11.2, row 44, as corrected by measurements.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {"total": 0}, "Next": "B"},
      "B": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "C", "States": {"C": {"Type": "Pass", "Assign": {"total": 1}, "End": true}}}]}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {"total": 0}, "Next": "B"},
      "B": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "C", "States": {"C": {"Type": "Pass", "Assign": {"part": 1}, "End": true}}}]}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.dataflow.analysis import entered
from sfn_dsl.lint.dataflow.shapes import Record
from sfn_dsl.lint.dataflow.variables import assignments
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN332"


def check(subject: Subject) -> Iterator[Finding]:
    """Every assignment to a variable that exists when the scope begins."""
    if len(subject.scopes) < 2:
        return
    owners = {entry.pointer: entry for entry in entered(subject)}
    taken: dict[str, set[str]] = {}
    for scope in subject.scopes:
        owner = owners.get(scope.owner or "")
        if owner is None:
            continue
        variables = owner.flow.variables
        known = set(variables.members) if isinstance(variables, Record) else set()
        # Child executions see no outer variables, so what they know is less than what is taken.
        taken[scope.pointer] = known | taken.get(owner.scope.pointer, set())
        for name, place in assignments(scope).items():
            if name in taken[scope.pointer]:
                yield Finding(
                    place,
                    f"the variable {subject.advice.variable(name)} belongs to the scope around "
                    f"'{owner.name}'; rename this one, and pass its value on in the output",
                )
