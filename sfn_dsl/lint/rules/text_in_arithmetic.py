"""JSONata calculates with numbers only.

Text is not converted, so ``+`` does not join texts, and nothing is added to a time: those of the
context object are text. The state fails with States.QueryEvaluationError. Use ``&`` to join, and
``$number`` or ``$toMillis`` to convert. (ASL reference, sections 3.4 and 9.3.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.context.State.EnteredTime + 86400 %}",
            "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $toMillis($states.context.State.EnteredTime) + 86400 %}",
            "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow.jsonata import stated
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN606"


def check(subject: Subject) -> Iterator[Finding]:
    """Every operand of an arithmetic operator that is text whatever the data is."""
    for found in stated(subject):
        for text in found.expression.texts:
            instead = "$toMillis" if text.endswith("Time") or text == "$now" else "$number"
            yield Finding(
                found.pointer,
                f"{text} is text, and arithmetic takes numbers; convert it with '{instead}', or "
                "join texts with '&'",
                Severity.WARNING,
            )
