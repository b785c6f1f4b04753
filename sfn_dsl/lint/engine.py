"""Runs the rules over a definition."""

from __future__ import annotations

from sfn_dsl.definition import Definition
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.lint.rules import RULES
from sfn_dsl.lint.subject import Subject


def lint(definition: Definition, *, strict: bool = False) -> list[Diagnostic]:
    """What the rules find in a definition; odd input raises nothing.

    Advice, which no machine fails without, is given only with ``strict``.
    """
    subject = Subject(definition)
    return [
        Diagnostic(
            row.code,
            finding.severity,
            finding.message,
            finding.pointer,
            definition.source.locate(finding.pointer),
        )
        for row in RULES
        if (strict or not row.is_advice) and row.concerns(subject.text)
        for finding in row.load().check(subject)
        if strict or finding.severity is not Severity.INFO
    ]
