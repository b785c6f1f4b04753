"""What AWS says of a definition when it is created or validated (ASL reference, section 11).

What is wrong is found by this package's own validation. Of that, AWS rejects what has a code of
AWS's; the rest it accepts, as this does.
"""

from __future__ import annotations

import json
from typing import Any, Final

import attrs

from sfn_dsl.definition import Definition, MachineType
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.reading import REPEATED, read_json
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import SourceError
from sfn_dsl.local.stepfunctions.calling import ApiError
from sfn_dsl.local.stepfunctions.machines.wording import Wording, wording_of
from sfn_dsl.simulation.data.intrinsics.json_mistakes import find_mistake
from sfn_dsl.validation import validate

ERROR: Final = "ERROR"
WARNING: Final = "WARNING"

_INVALID: Final = "SCHEMA_VALIDATION_FAILED"
_END_STATE: Final = "MISSING_END_STATE"
_NOT_AN_OBJECT: Final = "Definition must be a valid JSON object"
_REDACTED: Final = "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)"
# Letters of Vai, which messages show as they are.
_MARKS: Final = range(0xA500, 0xA600)
_LONGEST_SOURCE: Final = 500
# What is said of transitions comes last: targets that there are not, ends, and what is not reached.
_LAST: Final = {"SFN201": 1, "SFN204": 2, "SFN203": 3}


@attrs.frozen
class Verdict:
    """One diagnostic; ``location`` is empty where AWS names no place."""

    severity: str
    code: str
    message: str
    location: str = ""

    def as_api(self) -> dict[str, str]:
        """The diagnostic as ValidateStateMachineDefinition returns it."""
        place = {"location": self.location} if self.location else {}
        return {"severity": self.severity, "code": self.code, "message": self.message, **place}

    def without(self, mark: str) -> Verdict:
        """The same without the character that was put into placeholders."""
        message, location = (
            text.replace(f"${mark}{{", "${") for text in (self.message, self.location)
        )
        return attrs.evolve(self, message=message, location=location)

    def __str__(self) -> str:
        if self.location.startswith("[Source"):
            return f"{self.code}: {self.message}"
        return f"{self.code}: {self.message} at {self.location or 'null'}"


def verdicts_of(text: str, machine_type: MachineType) -> list[Verdict]:
    """What AWS says of the text of a definition, errors first.

    Placeholders are text like any other: nobody fills them in any more.
    """
    mark = _unused(text)
    try:
        definition = _read(text.replace("${", f"${mark}{{"))
    except SourceError as error:
        return [_unreadable(text, error.diagnostics[0])]
    definition = attrs.evolve(definition, machine_type=machine_type)
    found = [each for each in validate(definition) if each.aws_code]
    if any(each.code == "SFN204" for each in found):
        # A machine without an end is not searched for what is not reached.
        found = [each for each in found if each.code != "SFN203"]
    found.sort(key=_order)
    said = wording_of(found, definition.document)
    verdicts = (_verdict(each, definition.document) for each in said)
    return list(dict.fromkeys(each.without(mark) for each in verdicts))


def check_definition(text: str, machine_type: MachineType) -> None:
    """Check a definition as creating it does.

    Raises ApiError: InvalidDefinition, whose message lists everything that is wrong.
    """
    errors = [each for each in verdicts_of(text, machine_type) if each.severity == ERROR]
    if errors:
        said = ", ".join(map(str, errors))
        raise ApiError("InvalidDefinition", f"Invalid State Machine Definition: '{said}'")


def _unused(text: str) -> str:
    """A character that a text does not have, so that ``${`` with it is no placeholder."""
    return next((mark for mark in map(chr, _MARKS) if mark not in text), "")


def _read(text: str) -> Definition:
    """A definition. Raises SourceError for what AWS cannot read either."""
    try:
        return read_json(text)
    except SourceError as error:
        if any(each.code != REPEATED for each in error.diagnostics):
            raise
        # AWS takes the last of several members of one name.
        return Definition(json.loads(text))


def _unreadable(text: str, diagnostic: Diagnostic) -> Verdict:
    if diagnostic.code == "SFN801":
        return Verdict(ERROR, diagnostic.aws_code, "The definition is nested too deeply")
    said = find_mistake(text) if text.strip() else None
    if said is None:
        return Verdict(ERROR, _INVALID, _NOT_AN_OBJECT)
    shown = text[:_LONGEST_SOURCE]
    cut = len(text) - len(shown)
    source = f'(String)"{shown}"' + (f"[truncated {cut} chars]" if cut else "")
    said = said.replace(_REDACTED, source)
    _, found, place = said.rpartition(" at [Source: ")
    return Verdict(ERROR, diagnostic.aws_code, said, f"[Source: {place}" if found else "")


def _order(diagnostic: Diagnostic) -> tuple[bool, int]:
    return diagnostic.severity is not Severity.ERROR, _LAST.get(diagnostic.code, 0)


def _verdict(said: Wording, document: Any) -> Verdict:
    severity = ERROR if said.diagnostic.severity is Severity.ERROR else WARNING
    code = said.diagnostic.aws_code
    location = "" if code == _END_STATE else location_of(said.pointer, document)
    return Verdict(severity, code, said.message, location)


def location_of(pointer: str, document: Any) -> str:
    """A place as AWS writes it: ``/States/Fork/Branches[0]/States/a/b/Next``, names as they are."""
    parts, value = [], document
    for token in tokens(pointer):
        if isinstance(value, list):
            parts.append(f"[{token}]")
            value = value[int(token)] if token.isdigit() and int(token) < len(value) else None
        else:
            parts.append(f"/{token}")
            value = value.get(token) if isinstance(value, dict) else None
    return "".join(parts) or "/"
