"""A path leads to something that is in the data.

What a Pass, a template or ResultPath makes is known to the last member, and a catcher without
ResultPath leaves nothing but ``Error`` and ``Cause``. A path to a member that is in none of it
finds nothing whenever the state is entered, and the execution fails with States.Runtime, which no
Catch matches. Of data that comes from outside, the input and what functions return, nothing is
said.

It is an error where the machine itself made the data, a warning where a service answered or a Fail
only loses its cause, and merely worth a look where a Choice tests a service's answer. (ASL
reference, sections 2.1, 2.4, 3.3 and 8.4.)

Bad::

    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Result": {"id": 7}, "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$.delay", "End": true}}}

Good::

    {"StartAt": "A", "States": {
      "A": {"Type": "Pass", "Result": {"id": 7}, "ResultPath": "$.order", "Next": "B"},
      "B": {"Type": "Wait", "SecondsPath": "$.delay", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow import Entered, entered
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN320"


def check(subject: Subject) -> Iterator[Finding]:
    """Every path to what is missing on each way in."""
    for entry in entered(subject):
        for read in entry.passage.reads:
            outcome = read.outcome
            if not outcome.missing or (read.variable is not None and outcome.step == read.variable):
                continue
            yield Finding(
                read.pointer,
                f"'{read.text}' finds nothing: no way into '{entry.name}' leaves a member "
                f"'{outcome.step}' there; keep it with ResultPath where the data is replaced, or "
                "read what is there",
                _severity(entry, read),
            )


def _severity(entry: Entered, read: Read) -> Severity:
    """A Fail fails all the same, and what a service answers with is known from looking only."""
    kind = entry.state.get("Type")
    if read.outcome.recorded:
        return Severity.INFO if kind == "Choice" else Severity.WARNING
    return Severity.ERROR if read.certain and kind != "Fail" else Severity.WARNING
