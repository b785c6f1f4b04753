"""Everything that is checked about a definition before it goes to AWS."""

from __future__ import annotations

from sfn_dsl.definition import Definition
from sfn_dsl.definition.definition import without_collecting
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.lint.engine import findings_in
from sfn_dsl.lint.subject import Subject
from sfn_dsl.schema import check
from sfn_dsl.schema.numbers import may_be_quoted, quoted_placeholders


def validate(definition: Definition, *, strict: bool = False) -> list[Diagnostic]:
    """The findings about a definition, by schema and by lint, in the order of its text.

    With ``strict`` the findings include advice on practice, of severity info. Nothing is raised,
    however odd the definition.
    """
    with without_collecting():
        return _findings(definition, strict=strict)


def _findings(definition: Definition, *, strict: bool) -> list[Diagnostic]:
    subject = Subject(definition)
    by_schema = check(definition, is_deeper=subject.is_too_deep)
    if may_be_quoted(subject.text):
        by_schema += quoted_placeholders(definition)
    said = {finding.pointer for finding in by_schema}
    # A rule need not repeat what the schema reports about the same expression.
    found = findings_in(subject, strict=strict)
    by_lint = [finding for finding in found if finding.pointer not in said]
    around = definition.template.findings if definition.template else ()
    return sorted([*around, *by_schema, *by_lint], key=_place)


def _place(diagnostic: Diagnostic) -> tuple[bool, int, int]:
    """Where a finding is in the text; a note about the findings themselves comes last."""
    is_note = diagnostic.severity is Severity.INFO and not diagnostic.pointer
    position = diagnostic.position
    return (is_note, position.line, position.column) if position else (is_note, 0, 0)
