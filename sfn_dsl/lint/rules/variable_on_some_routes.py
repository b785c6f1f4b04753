"""A variable is assigned on every route to the state that reads it.

Where routes join, a variable that only some of them assign has no value on the others, and reading
it fails there. After a Choice nothing is reported, since its tests may distinguish the routes, nor
for JSONata that can do without the value, such as ``$append($list, 1)``. A Fail state fails either
way, only with a different error, so there the finding is of severity info. (ASL reference, section
2.5.)

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
from sfn_dsl.lint.dataflow.analysis import route_in_words
from sfn_dsl.lint.dataflow.variables import variable_reads
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN331"


def check(subject: Subject) -> Iterator[Finding]:
    """Every read of a variable that some route has not assigned."""
    for read in variable_reads(subject):
        partly = read.outcome.partly
        if partly and partly.missing_on and read.certain:
            yield Finding(
                read.pointer,
                f"the variable {subject.advice.variable(read.name)} has no value when "
                f"'{read.entry.name}' is reached from "
                f"{route_in_words(partly.missing_on, subject.advice)}; assign it on that route too",
                Severity.INFO if read.entry.state.get("Type") == "Fail" else Severity.WARNING,
            )
