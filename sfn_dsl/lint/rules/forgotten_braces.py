"""A JSONata expression is written between ``{%`` and ``%}``, with nothing around them.

Any other text is taken literally: a path left over from JSONPath, ``$states.input`` or a variable
without the delimiters, an expression in the middle of a sentence. (ASL reference, sections 1.5 and
9.2.)

Bad::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Output": {"order": "$states.input.order"}}}}

Good::

    {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
      "Output": {"order": "{% $states.input.order %}"}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.dataflow.variables import all_variables
from sfn_dsl.lint.states import (
    belongs_to_another,
    is_of_variable,
    is_path_or_call,
    literal_templates,
    literals,
)
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN312"

_BARE = re.compile(r"\$states\.(?:input|result|errorOutput|context)\b[^\s]*")
_PADDED = re.compile(r"\s*\{%.*%\}\s*", re.DOTALL)

# Template languages such as Jinja write {% … %} as well, though without a dollar sign.
_INSIDE = re.compile(r"\{%[^%$]*+\$[^%]*+%\}")


def check(subject: Subject) -> Iterator[Finding]:
    """Every literal in a JSONata state that was most likely meant as an expression."""
    for pointer, value in literal_templates(subject, QueryLanguage.JSONATA):
        # Of a name that ends in '.$' another rule says what to write.
        for at, _, text in literals(pointer, value, _is_suspect):
            message = _objection(subject, text)
            if message and not belongs_to_another(pointer, at, text):
                yield Finding(at, message, Severity.WARNING)


def _is_suspect(text: str) -> bool:
    """Return whether there is anything in a literal that an expression, a path or a call has."""
    is_marked = "$" in text or "{%" in text or "States." in text
    return is_marked and not text.startswith("{%")


def _objection(subject: Subject, text: str) -> str | None:
    # A malformed expression is for the schema to report.
    if text.startswith("{%") or text.endswith("%}") or "${" in text:
        return None
    advice = subject.advice
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    if _BARE.fullmatch(text) or is_of_variable(text, all_variables(subject)):
        instead = f"write {advice.jsonata(shown)}"
    elif is_path_or_call(text):
        instead = f"it is JSONPath, so write a JSONata expression, {advice.jsonata('...')}"
    elif _PADDED.fullmatch(text):
        instead = "remove the blanks around it"
    elif _INSIDE.search(text):
        instead = f"write one expression that joins strings by '&', {advice.jsonata('...')}"
    else:
        return None
    return f"'{shown}' is taken literally here; {instead}"
