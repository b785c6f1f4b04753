"""What AWS finds wrong with a definition, as findings at the author's lines.

AWS writes ``Invalid State Machine Definition: 'CODE: text at /place, CODE: text at /place'``, with
``at null`` or a bare ``at`` where it knows no place, sometimes with each verdict in quotes of its
own, and cut off where the text is too long. A place looks like a JSON pointer but is not one:
``/States/Fork/Branches[0]/States/a/b/Next``, with names as they are.
"""

from __future__ import annotations

import re
from typing import Any

from sfn_dsl.aws.api import Verdict
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.diagnostics import Diagnostic, Severity

_QUOTED = re.compile(r".*?Invalid State Machine Definition: '(.*?)(?P<end>'(?: \(.*)?)?", re.DOTALL)
_NEXT = re.compile(r"'?, '?(?=[A-Z][A-Z_]+(?::| at ))")
_VERDICT = re.compile(
    r"(?P<code>[A-Z][A-Z_]+):?\s*(?P<text>.*?)\s*(?:\bat\s*(?P<place>null|/.*)?)?", re.DOTALL
)
_ELEMENT = re.compile(r"(?:\[(\d+)\]|/(\d+))(?=[/\[]|$)")


def findings_in(said: str, definition: Definition) -> list[Diagnostic]:
    """A finding for each fault that AWS names; a text of another form is one finding as it is."""
    quoted = _QUOTED.fullmatch(said)
    parts = _NEXT.split(quoted[1].strip("'")) if quoted else [said]
    is_cut = quoted is not None and not quoted["end"]
    whole = [_finding(part, definition) for part in parts[:-1]]
    return [*whole, _finding(parts[-1], definition, is_cut=is_cut)]


def finding_of(verdict: Verdict, definition: Definition) -> Diagnostic:
    """The finding for one diagnostic of ValidateStateMachineDefinition."""
    place = "" if verdict.location == "/" else verdict.location
    pointer = pointer_of(place, definition.document)
    text = f"{verdict.message.strip().rstrip('.')} ({verdict.code})"
    position = definition.source.locate(pointer)
    if verdict.severity == "ERROR":
        message = f"AWS refuses the definition: {text}; correct that and run this again"
        return Diagnostic("SFN908", Severity.ERROR, message, pointer, position)
    message = f"AWS warns of the definition: {text}; correct that, or leave it if it is meant"
    return Diagnostic("SFN909", Severity.WARNING, message, pointer, position)


def _finding(part: str, definition: Definition, *, is_cut: bool = False) -> Diagnostic:
    found = _VERDICT.fullmatch(part)
    text, pointer = part, ""
    if found:
        text = f"{found['text'] or 'no reason given'} ({found['code']})"
        place = "" if found["place"] in (None, "null", "/") else found["place"]
        pointer = pointer_of(place, definition.document, is_cut=is_cut)
    return Diagnostic(
        "SFN908",
        Severity.ERROR,
        f"AWS refuses the definition: {text}; correct that and run this again",
        pointer,
        definition.source.locate(pointer),
    )


def pointer_of(place: str, document: Any, *, is_cut: bool = False) -> str:
    """The JSON pointer of a place of AWS's, as far as the document has it, and then as it is.

    Only the document shows where a name with a slash in it ends, and with `is_cut` which name the
    place would have gone on to.
    """
    pointer, value = "", document
    while place:
        step = _step(place, value, is_cut=is_cut)
        if step is None:
            return pointer + place
        token, length = step
        pointer, value, place = child(pointer, token), value[token], place[length:]
    return pointer


def _step(place: str, value: Any, *, is_cut: bool) -> tuple[str | int, int] | None:
    """The member or element that a place begins with, and the length of its name there."""
    if isinstance(value, list):
        element = _ELEMENT.match(place)
        index = int(element[1] or element[2]) if element else len(value)
        return (index, len(element[0])) if element and index < len(value) else None
    names = list(value) if isinstance(value, dict) else []
    whole = [name for name in names if re.match(rf"/{re.escape(name)}(?=[/\[]|$)", place)]
    if whole:
        name = max(whole, key=len)
        return name, len(name) + 1
    begun = [name for name in names if is_cut and name.startswith(place[1:])]
    return (begun[0], len(place)) if len(begun) == 1 else None
