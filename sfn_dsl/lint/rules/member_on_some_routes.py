"""A path selects something that exists on every route.

Where routes join, a member that only some of them wrote is missing on the others, and the state
that reads it fails there with States.Runtime, which no Catch matches. After a Choice nothing is
reported, since its tests may distinguish those routes. A Fail state fails either way, only with a
different error, so there the finding is of severity info. (ASL reference, sections 2.1, 2.4 and
3.3.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "ResultPath": "$.size",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$.delay", "End": true}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "ResultPath": "$.size", "Catch": [
              {"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}], "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$.delay", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow.analysis import Entered, entered, route_in_words
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN321"


def check(subject: Subject) -> Iterator[Finding]:
    """Every path to what is known to be missing on one route and may exist on another."""
    for entry in entered(subject):
        for read in entry.transfer.reads:
            partly = read.outcome.partly
            if not partly or not partly.missing_on or partly.doubted or not read.certain:
                continue
            if read.variable is None or read.outcome.step != read.variable:
                yield Finding(
                    read.pointer,
                    f"{subject.advice.path(read.text)} finds nothing when '{entry.name}' is "
                    f"reached from {route_in_words(partly.missing_on, subject.advice)}: there is "
                    f"no member '{read.outcome.step}' on that route; write it there too, or test "
                    f"it with {subject.advice.operator('IsPresent')} first",
                    Severity.INFO if _is_weak(entry, read) else Severity.WARNING,
                )


def _is_weak(entry: Entered, read: Read) -> bool:
    """Return whether a Fail only loses its cause, or a Choice tests a service's response."""
    kind = entry.state.get("Type")
    return kind == "Fail" or (kind == "Choice" and read.outcome.recorded)
