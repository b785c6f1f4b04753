"""A JSONata expression starts from ``$states`` or a variable.

At its top level there is no context item that a bare name or ``$`` could mean; inside a path, a
predicate or a function there is. ``$$`` means nothing anywhere. AWS rejects such an expression.
(ASL reference, sections 9.2 and 11.2, row 43.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $.name %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.input.name %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.dataflow.expressions import stated
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN605"


def check(subject: Subject) -> Iterator[Finding]:
    """Every use of a context item where there is none."""
    for found in stated(subject):
        for name in found.expression.bare:
            yield Finding(
                found.pointer,
                f"'{name}' means nothing here; {_instead(name)}",
            )


def _instead(name: str) -> str:
    if name in ("$", "$$"):
        return "write '$states.input', or '$states.context' for the context object"
    return f"write '$states.input.{name}', '${name}' for a variable, or '\"{name}\"' for text"
