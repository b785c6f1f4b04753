"""A variable is assigned before it is read.

A variable exists from the state after the one that assigns it, and in nested scopes. If no route
assigns it, it has no value whenever the state is entered, and reading it fails. Two common causes:
a variable of a branch or an iteration ends with it, and child executions of a distributed Map see
no outer variables. AWS accepts such a machine. (ASL reference, sections 2.5 and 11.2.)

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

from sfn_dsl.advice import Advice
from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow.variables import VariableRead, assignments, is_apart, variable_reads
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN330"


def check(subject: Subject) -> Iterator[Finding]:
    """Every read of a variable that no route has assigned."""
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
            f"no route to '{read.entry.name}' assigns the variable "
            f"{subject.advice.variable(read.name)}; {_instead(subject.advice, read, owners)}",
            Severity.WARNING,
        )


def _instead(advice: Advice, read: VariableRead, owners: dict[str, str | None]) -> str:
    if read.name in owners:
        if is_apart(read.entry.scope):
            selector = advice.field("ItemSelector")
            return f"child executions see no outer variables, so pass it in {selector}"
        owner = owners[read.name]
        if owner not in (None, read.entry.scope.owner):
            return f"it ends with {advice.place(owner)}, so pass its value on in the output"
        return "assign it on every route"
    near = nearest(read.name, owners) if len(owners) < _MOST_NAMES else None
    return f"did you mean {advice.variable(near)}?" if near else "assign it on every route"


_MOST_NAMES = 200
