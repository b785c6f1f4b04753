"""AWS's own verdict on a definition, as findings at the author's places.

AWS writes ``Invalid State Machine Definition: 'CODE: text at /pointer, CODE: text at /pointer'``,
with ``at null`` or a bare ``at`` where it knows no place.
"""

from __future__ import annotations

import re

from sfn_dsl.aws.api import Verdict
from sfn_dsl.definition import Definition
from sfn_dsl.diagnostics import Diagnostic, Severity

_QUOTED = re.compile(r".*?Invalid State Machine Definition: '(.*)'.*", re.DOTALL)
_NEXT = re.compile(r", (?=[A-Z][A-Z_]+(?::| at ))")
_VERDICT = re.compile(
    r"(?P<code>[A-Z][A-Z_]+):?\s*(?P<text>.*?)\s*(?:\bat\s*(?P<place>null|/.*)?)?", re.DOTALL
)


def verdicts(said: str, definition: Definition) -> list[Diagnostic]:
    """A finding for each fault that AWS names; a text of another form is one finding as it is."""
    quoted = _QUOTED.fullmatch(said)
    parts = _NEXT.split(quoted[1]) if quoted else [said]
    return [_finding(part, definition) for part in parts]


def finding_of(verdict: Verdict, definition: Definition) -> Diagnostic:
    """The finding for one diagnostic of ValidateStateMachineDefinition."""
    pointer = "" if verdict.location == "/" else verdict.location
    text = f"{verdict.message.strip().rstrip('.')} ({verdict.code})"
    position = definition.source.locate(pointer)
    if verdict.severity == "ERROR":
        message = f"AWS refuses the definition: {text}; correct that and run this again"
        return Diagnostic("SFN908", Severity.ERROR, message, pointer, position)
    message = f"AWS warns of the definition: {text}; correct that, or leave it if it is meant"
    return Diagnostic("SFN909", Severity.WARNING, message, pointer, position)


def _finding(part: str, definition: Definition) -> Diagnostic:
    found = _VERDICT.fullmatch(part)
    text, pointer = part, ""
    if found:
        text = f"{found['text'] or 'no reason given'} ({found['code']})"
        pointer = "" if found["place"] in (None, "null", "/") else found["place"]
    return Diagnostic(
        "SFN908",
        Severity.ERROR,
        f"AWS refuses the definition: {text}; correct that and run this again",
        pointer,
        definition.source.locate(pointer),
    )
