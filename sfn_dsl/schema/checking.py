"""Holding a definition to the schema, and what is reported of it."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.schema.codes import (
    FIELD_CODES,
    MISSING_FIELD,
    MORE,
    TOO_DEEP,
    UNFIT,
)
from sfn_dsl.schema.failures import Path, failures_in
from sfn_dsl.schema.findings import Finding, findings_of

REPORTED: Final = 100
"""How many findings are reported at most."""

DEPTH: Final = 250
"""The deepest nesting of objects and arrays that is checked.

Step Functions refuses deep nesting at a depth it does not publish; this one is ours, short of the
255 levels down to which jsonschema_rs explains, and far above any definition in use.
"""

_UNTOLD: Final = "not of the States Language's shape; compare it with the ASL reference"


def check(definition: Definition) -> list[Diagnostic]:
    """Every way in which a definition is not of the States Language's shape, in document order.

    Holds it to ASL reference, sections 1 to 7, as far as a schema can: which fields an object has
    in the query language in force, what they hold, which exclude each other. What takes more than
    one object to see (targets, reachability, unique names) and the inside of paths and expressions
    is for other checks. Never raises, whatever the document holds. Reports at most ``REPORTED``
    findings, then a note that there are more.
    """
    document = definition.document
    if _is_deeper(document, DEPTH):
        deep = f"nested too deeply; keep arrays and objects within {DEPTH} levels"
        return _diagnostics(definition, [Finding((), (), TOO_DEEP, deep)])
    try:
        failures = list(failures_in(document))
        findings = [finding for failure in failures for finding in findings_of(failure)]
    except ValueError as refusal:
        return _diagnostics(definition, [Finding((), (), UNFIT, _refused(refusal))])
    if failures and not findings:
        findings = [Finding((), (), UNFIT, _UNTOLD)]
    return _diagnostics(definition, _in_document_order(document, causes(findings)))


def _is_deeper(document: Any, levels: int) -> bool:
    """Whether nesting passes a limit; jsonschema_rs would recurse on until the process dies."""
    containers = [document]
    for _ in range(levels):
        containers = [
            member
            for container in containers
            if isinstance(container, (dict, list))
            for member in (container.values() if isinstance(container, dict) else container)
            if isinstance(member, (dict, list))
        ]
    return bool(containers)


def _refused(refusal: ValueError) -> str:
    """What to say of a value that JSON in UTF-8 cannot carry."""
    if isinstance(refusal, UnicodeEncodeError):
        half = refusal.object[refusal.start : refusal.start + 1]
        return f"text holds {half!a}, half of a character; write the whole character"
    return "not a JSON document; write objects, arrays, strings, finite numbers, true, false, null"


def causes(findings: list[Finding]) -> list[Finding]:
    """The findings without those that follow from another one: one mistake, one finding."""
    out_of_place = {f.path for f in findings if f.code in FIELD_CODES and f.path != f.place}
    meant = {(f.place, field) for f in findings if f.code in FIELD_CODES for field in f.fields}

    def follows(finding: Finding) -> bool:
        # What does not belong there need not be right inside, and what is misspelt is not missing.
        depth = len(finding.path) + (finding.code not in FIELD_CODES)
        return any(finding.path[:length] in out_of_place for length in range(depth)) or (
            finding.code == MISSING_FIELD
            and any((finding.place, field) in meant for field in finding.fields)
        )

    return [finding for finding in findings if not follows(finding)]


def _in_document_order(document: Any, findings: list[Finding]) -> list[Finding]:
    positions: dict[Path, dict[str, int]] = {}

    def order(finding: Finding) -> list[int]:
        ranks, value = [], document
        for depth, token in enumerate(finding.path):
            if isinstance(token, int):
                ranks.append(token)
            else:
                holder = finding.path[:depth]
                if holder not in positions:
                    positions[holder] = {name: rank for rank, name in enumerate(value)}
                ranks.append(positions[holder][token])
            value = value[token]
        return ranks

    return sorted(findings, key=order)


def _diagnostics(definition: Definition, findings: list[Finding]) -> list[Diagnostic]:
    """The findings as diagnostics with their places in the source, each once, capped."""

    def diagnostic(path: Path, code: str, message: str, severity: Severity) -> Diagnostic:
        pointer = ""
        for token in path:
            pointer = child(pointer, token)
        return Diagnostic(code, severity, message, pointer, definition.source.locate(pointer))

    unique: dict[tuple[Path, str], str] = {}
    for finding in findings:
        unique.setdefault((finding.path, finding.message), finding.code)
    reported = [
        diagnostic(path, code, message, Severity.ERROR)
        for (path, message), code in islice(unique.items(), REPORTED)
    ]
    if len(unique) > REPORTED:
        more = f"there are more than {REPORTED} findings; mend these, then check again"
        reported.append(diagnostic((), MORE, more, Severity.INFO))
    return reported
