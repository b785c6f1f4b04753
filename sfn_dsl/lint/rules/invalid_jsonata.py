"""A JSONata expression is valid.

The text between ``{%`` and ``%}`` in a JSONata state is JSONata 2.0.6, which does not have the
operators ``??`` and ``?:`` of later versions. AWS parses it when a machine is created and rejects
what it cannot parse. (ASL reference, sections 1.5, 9.1 and 11.2.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A",
     "States": {"A": {"Type": "Pass", "Output": "{% $states.input. %}", "End": true}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A",
     "States": {"A": {"Type": "Pass", "Output": "{% $states.input.a %}", "End": true}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.lint.dataflow.jsonata import refusal_of
from sfn_dsl.lint.expressions import Sort
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN601"


def check(subject: Subject) -> Iterator[Finding]:
    """Every expression that the JSONata parser rejects."""
    for place in subject.places:
        # The value of a placeholder is not known.
        if place.sort is not Sort.JSONATA or PLACEHOLDER.search(place.text[2:-2]):
            continue
        text = place.text[2:-2].strip()
        if refusal := refusal_of(text):
            yield Finding(
                place.pointer, f"'{text}' is not valid JSONata: {refusal}; correct the expression"
            )
