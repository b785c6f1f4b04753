"""A variable is assigned on every route to the state that reads it.

Where routes meet, a variable that only some of them assign has no value on the others, and what
reads it fails there. Behind a Choice nothing is said, since what it tested may tell the routes
apart; neither is of JSONata that makes something of nothing, such as ``$append($list, 1)``. A Fail
fails all the same, only with another error, so there it is merely worth a look. (ASL reference,
section 2.5.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Assign": {"total.$": "$.total"},
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$total", "End": true}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Assign": {"total.$": "$.total"}, "Catch": [
              {"ErrorEquals": ["States.ALL"], "Assign": {"total": 0}, "Next": "B"}], "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$total", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow.routes import way_of
from sfn_dsl.lint.dataflow.variables import variable_reads
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN331"


def check(subject: Subject) -> Iterator[Finding]:
    """Every read of a variable that some way in has not assigned."""
    for read in variable_reads(subject):
        partly = read.outcome.partly
        if partly and partly.lacking and read.certain:
            yield Finding(
                read.pointer,
                f"the variable '${read.name}' has no value when '{read.entry.name}' is reached "
                f"from {way_of(partly.lacking)}; assign it on that route too",
                Severity.INFO if read.entry.state.get("Type") == "Fail" else Severity.WARNING,
            )
