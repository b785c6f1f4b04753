"""A JSONata expression stands in a JSONata state.

In a JSONPath state, which is what a state is when nobody says otherwise, ``{% … %}`` in a payload
template is a text like any other. (ASL reference, sections 1.3, 1.5 and 1.6.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Parameters": {"order": "{% $states.input.order %}"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true, "QueryLanguage": "JSONata",
      "Output": {"order": "{% $states.input.order %}"}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.calls import states, strings, templates
from sfn_dsl.lint.engine import Finding, Subject

CODE = "SFN313"

# Template languages such as Jinja write {% … %} as well, though without a dollar sign.
_EXPRESSION = re.compile(r"\{%(?:(?!%\}|\$).)*+\$(?:(?!%\}).)*+%\}", re.DOTALL)


def check(subject: Subject) -> Iterator[Finding]:
    """Every expression in a state that takes it literally."""
    if "{%" not in subject.text:
        return
    for place in states(subject):
        if place.language is not QueryLanguage.JSONPATH:
            continue
        for start, value in templates(place):
            for pointer, name, text in strings(start, value):
                if _EXPRESSION.fullmatch(text) and not name.endswith(".$"):
                    yield Finding(
                        pointer,
                        "a JSONPath state takes this expression literally; write "
                        '\'"QueryLanguage": "JSONata"\' in the state, or a path under a name '
                        "that ends in '.$'",
                        Severity.WARNING,
                    )
