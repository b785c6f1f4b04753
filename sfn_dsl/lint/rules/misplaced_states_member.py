"""``$states.result`` and ``$states.errorOutput`` are used where they exist.

The result exists in Output and Assign of a Task, Parallel or Map state, once its work is done; the
error exists in Output and Assign of a catcher. AWS rejects their use elsewhere. (ASL reference,
sections 2.3 and 11.2, row 43.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.result.name %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.input.name %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.dataflow.jsonata import Stated, stated
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN603"

_AT_THE_END = ("Output", "Assign")


def check(subject: Subject) -> Iterator[Finding]:
    """Every use of the result or the error where there is none."""
    places = " and ".join(map(subject.advice.field, _AT_THE_END))
    for found in stated(subject):
        if "result" in found.expression.states and not _has_result(found):
            yield Finding(
                found.pointer,
                f"'$states.result' exists only in {places} of a Task, Parallel or Map state; write "
                "'$states.input', or move this expression there",
            )
        if "errorOutput" in found.expression.states and not _has_error(found):
            yield Finding(
                found.pointer,
                f"'$states.errorOutput' exists only in {places} of a catcher; move this expression "
                "there",
            )


def _has_result(found: Stated) -> bool:
    kind = found.state.get("Type")
    return found.fields[0] in _AT_THE_END and kind in ("Task", "Parallel", "Map")


def _has_error(found: Stated) -> bool:
    return found.fields[0] == "Catch" and found.fields[2:3] in (("Output",), ("Assign",))
