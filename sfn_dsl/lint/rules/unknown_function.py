"""A JSONata expression calls functions that exist.

These are the functions of JSONata 2 except ``$eval``, AWS's own ``$partition``, ``$range``,
``$hash``, ``$random``, ``$uuid`` and ``$parse``, and those that the expression defines itself.
Calling any other fails when the state runs, with States.QueryEvaluationError. (ASL reference,
section 9.1.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $upper($states.input.name) %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $uppercase($states.input.name) %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow.jsonata import FUNCTIONS, stated
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN602"

# AWS accepts such a machine, so this is not an error of the definition.
_SEVERITY = Severity.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Every call of a function that does not exist."""
    for found in stated(subject):
        for name in found.expression.calls:
            if name not in FUNCTIONS:
                yield Finding(
                    found.pointer,
                    f"there is no function '${name}' in JSONata states; {_instead(name)}",
                    _SEVERITY,
                )


def _instead(name: str) -> str:
    if name == "eval":
        return "write '$parse' to parse JSON"
    near = nearest(name, FUNCTIONS)
    return f"did you mean '${near}'?" if near else "define it in the expression, or use another"
