"""A path leads to something that is in the data on every route.

Where routes meet, what only some of them wrote is missing on the others, and the state that reads
it fails there with States.Runtime, which no Catch matches. Behind a Choice nothing is said, since
what it tested may tell those routes apart. A Fail fails all the same, only with another error, so
there it is merely worth a look. (ASL reference, sections 2.1, 2.4 and 3.3.)

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
from sfn_dsl.lint.dataflow import Entered, entered
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.dataflow.routes import way_of
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN321"


def check(subject: Subject) -> Iterator[Finding]:
    """Every path to what is surely missing on one way in, and may be there on another."""
    for entry in entered(subject):
        for read in entry.passage.reads:
            partly = read.outcome.partly
            if not partly or not partly.lacking or partly.doubted or not read.certain:
                continue
            if read.variable is None or read.outcome.step != read.variable:
                yield Finding(
                    read.pointer,
                    f"'{read.text}' finds nothing when '{entry.name}' is reached from "
                    f"{way_of(partly.lacking)}: there is no member '{read.outcome.step}' on that "
                    "route; write it there too, or test it with IsPresent first",
                    Severity.INFO if _is_weak(entry, read) else Severity.WARNING,
                )


def _is_weak(entry: Entered, read: Read) -> bool:
    """Tell whether a Fail loses its cause only, or a Choice tests what a service answers with."""
    kind = entry.state.get("Type")
    return kind == "Fail" or (kind == "Choice" and read.outcome.recorded)
