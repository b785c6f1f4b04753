"""Checks a definition against the schema; ``jsonschema_rs`` decides where it fails."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sfn_dsl.advice import advice_for
from sfn_dsl.definition import Definition
from sfn_dsl.definition.objects import DEPTH, objects
from sfn_dsl.definition.pointers import within
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.expressions.placeholders import as_plain_text
from sfn_dsl.schema.rule_book import (
    FIELD_CODES,
    MISSING_FIELD,
    MORE,
    TOO_DEEP,
    UNFIT,
    Finding,
    Path,
    rule_book_for_rust,
)

if TYPE_CHECKING:
    import jsonschema_rs

REPORTED: Final = 100
"""The most findings that are reported."""

_UNTOLD: Final = "does not match the States Language; compare it with the ASL reference"


def check(definition: Definition, *, is_deeper: bool | None = None) -> list[Diagnostic]:
    """Every way in which a definition breaks the schema of the States Language, in document order.

    The schema covers ASL reference, sections 1 to 7: which fields an object has in the query
    language in force, what they contain, which exclude each other. What takes more than one object
    to see (targets, reachability, unique names) and the inside of paths and expressions is for
    lint. Never raises, whatever the document contains. Reports at most ``REPORTED`` findings, then
    a note that there are more. ``is_deeper`` says that the document is nested deeper than
    ``DEPTH``, as far as that is known.
    """
    document = definition.document
    # jsonschema_rs would recurse until the process dies.
    if objects(document, DEPTH) is None if is_deeper is None else is_deeper:
        deep = f"nested too deeply; keep arrays and objects within {DEPTH} levels"
        return _diagnostics(definition, [Finding((), (), TOO_DEEP, deep)])
    try:
        try:
            is_valid = _decider().is_valid(document)
        except ValueError:
            # It takes no strings but Python's own, and most documents have no others.
            document = as_plain_text(document)
            is_valid = _decider().is_valid(document)
        if is_valid:
            return []
        # Loaded only to explain a mistake.
        from sfn_dsl.schema.findings import findings_in

        found = list(findings_in(document, _errors(document), advice_for(definition.source)))
    except ValueError as refusal:
        return _diagnostics(definition, [Finding((), (), UNFIT, _refused(refusal))])
    findings = found or [Finding((), (), UNFIT, _UNTOLD)]
    return _diagnostics(definition, _in_document_order(document, causes(findings)))


@cache
def _decider() -> jsonschema_rs.Draft202012Validator:
    # Reading or printing a definition should not wait for validators.
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(rule_book_for_rust())


def _errors(document: Any) -> list[tuple[str, str]]:
    """The pointer of each place that fails, and the location of the keyword that it fails.

    The paths of ``iter_errors`` lose empty names and turn names such as '0' into numbers. Those of
    ``evaluate`` are exact, but it also notes all that is right, which takes several times as long.
    """
    decider = _decider()
    if any(_is_lost(name) for each in objects(document, DEPTH) or () for name in each):
        errors = decider.evaluate(document).errors()
        return [(error["instanceLocation"], error["schemaLocation"]) for error in errors]
    return [
        (within("", *error.instance_path), error.absolute_keyword_location or "")
        for error in decider.iter_errors(document)
    ]


def _is_lost(name: object) -> bool:
    return not isinstance(name, str) or not name or name.lstrip("+-").isdigit()


def _refused(refusal: ValueError) -> str:
    """The message for a value that JSON in UTF-8 cannot represent."""
    if isinstance(refusal, UnicodeEncodeError):
        half = refusal.object[refusal.start : refusal.start + 1]
        return f"text contains {half!a}, half of a surrogate pair; write the whole character"
    return "not a JSON document; write objects, arrays, strings, finite numbers, true, false, null"


def causes(findings: list[Finding]) -> list[Finding]:
    """The findings without those that follow from another one: one mistake, one finding."""
    out_of_place = {f.path for f in findings if f.code in FIELD_CODES and f.path != f.place}
    meant = {(f.place, field) for f in findings if f.code in FIELD_CODES for field in f.fields}

    def follows(finding: Finding) -> bool:
        # The inside of a misplaced field does not matter, and a misspelt field is not missing.
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
    """The findings as diagnostics with their positions in the source, each once, capped."""

    def diagnostic(path: Path, code: str, message: str, severity: Severity) -> Diagnostic:
        at = within("", *path)
        return Diagnostic(code, severity, message, at, definition.source.locate(at))

    unique: dict[tuple[Path, str], str] = {}
    for finding in findings:
        unique.setdefault((finding.path, finding.message), finding.code)
    reported = [
        diagnostic(path, code, message, Severity.ERROR)
        for (path, message), code in islice(unique.items(), REPORTED)
    ]
    if len(unique) > REPORTED:
        more = f"there are more than {REPORTED} findings; fix these, then check again"
        reported.append(diagnostic((), MORE, more, Severity.INFO))
    return reported
