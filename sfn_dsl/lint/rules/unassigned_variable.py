"""A variable is assigned before it is read.

A variable exists from the state after the one that assigns it, and in the scopes inside. One that
no route assigns has no value whenever the state is entered, and what reads it fails. Two mistakes
look so: a variable of a branch or an iteration ends with it, and the children of a distributed Map
see none from outside. AWS creates such a machine. (ASL reference, sections 2.5 and 11.2.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {"total": 3}, "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$totals", "End": true}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Assign": {"total": 3}, "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$total", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow.variables import VariableRead, assignments, is_apart, variable_reads
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN330"


def check(subject: Subject) -> Iterator[Finding]:
    """Every read of a variable that no way in has assigned."""
    missing = [read for read in variable_reads(subject) if read.outcome.missing]
    if not missing:
        return
    owners: dict[str, str | None] = {}
    for scope in subject.scopes:
        for name in assignments(scope):
            owners.setdefault(name, scope.owner)
    for read in missing:
        yield Finding(
            read.pointer,
            f"no way into '{read.entry.name}' assigns the variable '${read.name}'; "
            f"{_instead(read, owners)}",
            Severity.WARNING,
        )


def _instead(read: VariableRead, owners: dict[str, str | None]) -> str:
    if read.name in owners:
        if is_apart(read.entry.scope):
            return "the children of a distributed Map see no outer variables: use its ItemSelector"
        if owners[read.name] not in (None, read.entry.scope.owner):
            return f"it ends with {owners[read.name]}: hand its value on in the output"
        return "assign it on the way"
    near = nearest(read.name, owners) if len(owners) < _MOST_NAMES else None
    return f"did you mean '${near}'?" if near else "assign it on the way"


_MOST_NAMES = 200
