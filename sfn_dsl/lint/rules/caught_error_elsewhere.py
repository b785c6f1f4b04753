"""What a catcher wrote is read only where the routes came through a catcher.

``ResultPath: "$.error"`` of a catcher puts the error into the data, and a handler reads it. When
the handler is also reached by a route without a catcher, nothing in the machine writes that member
there: the input or some task's result would have to hold one of the same name. Where it does not,
the handler itself fails with States.Runtime, just when it was needed.

Nothing is said when the route passed any catcher that writes the member (a later task may hand it
on), when the state behind it tests it with IsPresent, or when the member is read from such data
elsewhere in the machine, since then the data seems to hold it. A Fail fails all the same, only with
another error, so there it is merely worth a look. (ASL reference, sections 2.4 and 3.3.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "C"}],
            "Next": "B"},
      "B": {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": true, "Next": "D"}],
            "Default": "C"},
      "C": {"Type": "Pass", "InputPath": "$.error.Cause", "End": true},
      "D": {"Type": "Succeed"}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "C"}],
            "Next": "B"},
      "B": {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": true, "Next": "D"}],
            "Default": "E"},
      "C": {"Type": "Pass", "InputPath": "$.error.Cause", "End": true},
      "D": {"Type": "Succeed"},
      "E": {"Type": "Fail", "Error": "NotOk"}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow import entered
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.dataflow.routes import way_of
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN322"


def check(subject: Subject) -> Iterator[Finding]:
    """Every read of a caught error where one way in has data that nobody wrote it to."""
    reads = [(entry, read) for entry in entered(subject) for read in entry.passage.reads]
    elsewhere = {read.steps[0] for _, read in reads if _is_from_outside(read)}
    for entry, read in reads:
        partly = read.outcome.partly
        if not partly or not partly.lacking or not partly.doubted or not read.certain:
            continue
        if not read.of_input or read.steps[0] in elsewhere:
            continue
        yield Finding(
            read.pointer,
            f"'{read.text}' is written by a Catch on one route only: when '{entry.name}' is "
            f"reached from {way_of(partly.lacking)}, nothing has written "
            f"'{read.outcome.step}'; write it on that route too, or lead to another state",
            Severity.INFO if entry.state.get("Type") == "Fail" else Severity.WARNING,
        )


def _is_from_outside(read: Read) -> bool:
    """Tell whether a path reads a member that nothing in the machine wrote."""
    return (
        read.variable is None
        and bool(read.steps)
        and read.of_input
        and not read.outcome.missing
        and not read.outcome.known
    )
