"""``$states`` has four members.

They are ``input``, ``context``, ``result`` and ``errorOutput``. AWS rejects any other. (ASL
reference, section 2.3.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.inputs.name %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
      "A": {"Type": "Pass", "Output": "{% $states.input.name %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.lint.dataflow.jsonata import stated
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN604"

_MEMBERS = ("input", "context", "result", "errorOutput")


def check(subject: Subject) -> Iterator[Finding]:
    """Every member of $states that does not exist."""
    for found in stated(subject):
        for name in found.expression.states:
            if name not in _MEMBERS:
                near = nearest(name, _MEMBERS)
                instead = f"did you mean '$states.{near}'?" if near else "write '$states.input'"
                yield Finding(found.pointer, f"'$states.{name}' does not exist; {instead}")
