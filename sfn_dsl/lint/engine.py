"""Runs the rules over a definition."""

from __future__ import annotations

from sfn_dsl.definition import Definition
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.lint.rules import checks
from sfn_dsl.lint.subject import Subject


def lint(definition: Definition, *, strict: bool = False) -> list[Diagnostic]:
    """What the rules find in a definition; odd input raises nothing.

    Advice, which no machine fails without, is given only with ``strict``.
    """
    return findings_in(Subject(definition), strict=strict)


def findings_in(subject: Subject, *, strict: bool = False) -> list[Diagnostic]:
    """The same of a definition that is already under examination."""
    source = subject.definition.source
    return [
        Diagnostic(
            code,
            finding.severity,
            finding.message,
            finding.pointer,
            source.locate(finding.pointer),
            finding.is_accepted,
        )
        for code, check in checks(subject, strict=strict)
        for finding in check(subject)
        if strict or finding.severity is not Severity.INFO
    ]
