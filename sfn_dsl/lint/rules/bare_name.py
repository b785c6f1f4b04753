"""A JSONata expression starts from ``$states`` or a variable.

At the top level there is no context item for a bare name or ``$`` to refer to; in a later step of a
path, a predicate, a sort or a grouping there is. The body of a function has that of the place where
the function is written, so at the top level it has none either: name the function's parameters.
``$$`` refers to nothing anywhere. AWS rejects such an expression. A wildcard, ``*`` or ``**``,
finds nothing there, and is a warning: whether AWS rejects it is not known. (ASL reference, sections
9.2 and 11.2, row 43.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $.name %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.input.name %}", "End": true}}}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.lint.dataflow.jsonata import stated
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN605"

# Any other name stands between backticks.
_PLAIN = re.compile(r"[^\W\d]\w*")


def check(subject: Subject) -> Iterator[Finding]:
    """Every use of a context item where there is none."""
    for found in stated(subject):
        for name in found.expression.bare:
            yield Finding(
                found.pointer,
                f"'{name}' refers to nothing here; {_instead(name)}",
            )
        for name in found.expression.wild:
            yield Finding(
                found.pointer,
                f"'{name}' finds nothing here; write '$states.input.{name}'",
                Severity.WARNING,
            )


def _instead(name: str) -> str:
    if name in ("$", "$$"):
        return "write '$states.input', or '$states.context' for the context object"
    if name == "States":
        return (
            "intrinsic functions do not exist in JSONata, so write one of its own, or '&' to join"
        )
    if not _PLAIN.fullmatch(name):
        return (
            f"write '$states.input.`{name}`', or '{json.dumps(name, ensure_ascii=False)}' for text"
        )
    return f"write '$states.input.{name}', '${name}' for a variable, or '\"{name}\"' for text"
