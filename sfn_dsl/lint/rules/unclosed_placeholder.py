"""A placeholder ends with a brace.

Deployment tools fill in ``${Name}``. What only begins like one, ``${Name`` without a brace that
closes it, is left as it stands, and reaches Step Functions as text, which as a resource is the ARN
of nothing. (ASL reference, section 8.1.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:${Resize"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:${Resize}"}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.lint.states import strings
from sfn_dsl.lint.subject import Finding, Subject

CODE = "SFN316"

# The name is followed by the end of the text, or by the next placeholder.
_UNCLOSED: Final = re.compile(r"\$\{([A-Za-z_][\w:.]*+)(?:[^{}$]|\$(?!\{))*+(?=\$\{|\Z)")


def check(subject: Subject) -> Iterator[Finding]:
    """Every text in which a placeholder is opened and not closed."""
    for pointer, name, text in strings("", subject.definition.document):
        if "${" not in text or name == "Comment":
            continue
        inner = text[2:-2] if is_jsonata(text) else text
        if found := _UNCLOSED.search(inner):
            shown = found[0] if len(found[0]) <= 60 else f"{found[0][:57]}..."
            yield Finding(
                pointer,
                f"'{shown}' begins a placeholder that no brace closes; write '${{{found[1]}}}'",
                Severity.WARNING,
            )
