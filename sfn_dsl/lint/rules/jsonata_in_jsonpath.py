"""A JSONata expression is in a JSONata state.

In a JSONPath state, the default, ``{% … %}`` in a payload template is an ordinary string. (ASL
reference, sections 1.3, 1.5 and 1.6.)

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
from sfn_dsl.lint.states import literals, templates
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN313"

# Template languages such as Jinja write {% … %} as well, though without a dollar sign.
_EXPRESSION = re.compile(r"\{%(?:(?!%\}|\$).)*+\$(?:(?!%\}).)*+%\}", re.DOTALL)


def check(subject: Subject) -> Iterator[Finding]:
    """Every JSONata expression in a JSONPath state."""
    advice = subject.advice
    for template in templates(subject):
        if template.place.language is not QueryLanguage.JSONPATH:
            continue
        for pointer, name, _ in literals(template.pointer, template.value, _EXPRESSION.fullmatch):
            yield Finding(
                pointer,
                "a JSONPath state takes this expression literally; write "
                f"{advice.setting('QueryLanguage', 'JSONata')} on the state, or use a "
                f"path: {advice.entry(name or 'name', '$.path')}",
                Severity.WARNING,
            )
