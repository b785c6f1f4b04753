"""A path selects something that exists.

All members of what a Pass, a template or ResultPath produces are known, and a catcher without
ResultPath leaves only ``Error`` and ``Cause``. A path to any other member finds nothing whenever
the state is entered, and the execution fails with States.Runtime, which no Catch matches. Nothing
is reported about data from outside: the input, and what functions return.

The finding is an error if the machine itself produced the data, a warning if it is a service's
response or a Fail only loses its cause, and info if a Choice tests a service's response. (ASL
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

from sfn_dsl.advice import Advice
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.context_object import is_of_context
from sfn_dsl.lint.dataflow.analysis import Entered, entered
from sfn_dsl.lint.dataflow.reads import Read
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN320"


def check(subject: Subject) -> Iterator[Finding]:
    """Every path to a member that is missing on every route."""
    for entry in entered(subject):
        for read in entry.transfer.reads:
            outcome = read.outcome
            if not outcome.missing or (read.variable is not None and outcome.step == read.variable):
                continue
            yield Finding(
                read.pointer,
                f"{subject.advice.path(read.text)} finds nothing: on no route to '{entry.name}' is "
                f"there a member '{outcome.step}'; {_instead(subject.advice, read)}",
                _severity(entry, read),
            )


def _instead(advice: Advice, read: Read) -> str:
    if read.variable is None and is_of_context(read.steps):
        return f"write {advice.path(f'${read.text}')} for the context object"
    field = advice.field("ResultPath")
    return f"keep it with {field} where the data is replaced, or read a member that exists"


def _severity(entry: Entered, read: Read) -> Severity:
    """A Fail state fails either way, and a service's response is known only by observation."""
    kind = entry.state.get("Type")
    if read.outcome.recorded:
        return Severity.INFO if kind == "Choice" else Severity.WARNING
    return Severity.ERROR if read.certain and kind != "Fail" else Severity.WARNING
