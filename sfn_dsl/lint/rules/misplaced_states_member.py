"""``$states.result`` and ``$states.errorOutput`` are read where they exist.

The result is there in Output and Assign of a Task, Parallel or Map state, once its work is done;
the error is there in Output and Assign of a catcher. AWS rejects reading them elsewhere. (ASL
reference, sections 2.3 and 11.2, row 43.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.result.name %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.input.name %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.dataflow.expressions import Stated, stated
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN603"

_AT_THE_END = ("Output", "Assign")


def check(subject: Subject) -> Iterator[Finding]:
    """Every read of the result or the error where there is none."""
    for found in stated(subject):
        if "result" in found.expression.states and not _has_result(found):
            yield Finding(
                found.pointer,
                "'$states.result' is there only in Output and Assign of a Task, Parallel or Map "
                "state; write '$states.input', or move this there",
            )
        if "errorOutput" in found.expression.states and not _has_error(found):
            yield Finding(
                found.pointer,
                "'$states.errorOutput' is there only in Output and Assign of a catcher; move this "
                "there",
            )


def _has_result(found: Stated) -> bool:
    kind = found.state.get("Type")
    return found.fields[0] in _AT_THE_END and kind in ("Task", "Parallel", "Map")


def _has_error(found: Stated) -> bool:
    return found.fields[0] == "Catch" and found.fields[2:3] in (("Output",), ("Assign",))
