"""What a catcher writes is read only on routes that come through a catcher.

``ResultPath: "$.error"`` on a catcher puts the error into the data, and a handler reads it. If the
handler can also be reached without passing a catcher, nothing in the machine writes that member on
that route: the input or a task's result would have to contain one of the same name. If it does not,
the handler itself fails with States.Runtime, just when it is needed.

Nothing is reported if the route passed any catcher that writes the member (a later task may pass it
on), if the state tests it with IsPresent first, or if the member is read from such data elsewhere
in the machine, since the data then seems to contain it. A Fail state fails either way, only with a
different error, so there the finding is of severity info. (ASL reference, sections 2.4 and 3.3.)

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
from sfn_dsl.lint.dataflow.analysis import entered, route_in_words
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN322"


def check(subject: Subject) -> Iterator[Finding]:
    """Every read of a caught error on a route on which nothing has written it."""
    reads = [(entry, read) for entry in entered(subject) for read in entry.transfer.reads]
    elsewhere = {read.steps[0] for _, read in reads if _is_from_outside(read)}
    for entry, read in reads:
        partly = read.outcome.partly
        if not partly or not partly.missing_on or not partly.doubted or not read.certain:
            continue
        if not read.of_input or read.steps[0] in elsewhere:
            continue
        yield Finding(
            read.pointer,
            f"{subject.advice.path(read.text)} is written by a Catch on one route only: when "
            f"'{entry.name}' is reached from "
            f"{route_in_words(partly.missing_on, subject.advice)}, nothing has written "
            f"'{read.outcome.step}'; write it on that route too, or go to another state there",
            Severity.INFO if entry.state.get("Type") == "Fail" else Severity.WARNING,
        )


def _is_from_outside(read: Read) -> bool:
    """Return whether a path reads a member that nothing in the machine has written."""
    return (
        read.variable is None
        and bool(read.steps)
        and read.of_input
        and not read.outcome.missing
        and not read.outcome.known
    )
