"""A branch or an iteration assigns only its own variables.

It can read the variables that exist when it begins, but cannot change them or assign variables of
the same name. AWS rejects such an Assign. What the Parallel or Map state itself assigns when it is
done does not conflict. (ASL reference, sections 2.5 and 11.2, row 44.)

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
    scopes = {scope.pointer: scope for scope in subject.scopes}
    for entry in entered(subject):
        for pointer, flow in entry.transfer.inner.items():
            if pointer not in scopes or not isinstance(flow.variables, Record):
                continue
            for name, place in assignments(scopes[pointer]).items():
                if name in flow.variables.members:
                    yield Finding(
                        place,
                        f"the variable {subject.advice.variable(name)} belongs to the scope around "
                        f"'{entry.name}'; rename this one, and pass its value on in the output",
                    )
