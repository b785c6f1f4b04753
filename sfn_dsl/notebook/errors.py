"""Errors as a notebook shows them: what the command line says, with the line of the cell."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import AuthoringError
from sfn_dsl.report.excerpts import Excerpts


def error_lines(error: Exception) -> list[str]:
    """An error as lines of text: its name, then each finding with the author's line."""
    return [f"{type(error).__name__}:", *finding_lines(findings_in(error))]


def findings_in(error: Exception) -> list[Diagnostic]:
    """The findings in an error: all mistakes of an author, or its own; none for other errors."""
    if isinstance(error, AuthoringError):
        return [
            Diagnostic(each.code, Severity.ERROR, each.message, position=each.position)
            for each in (error, *error.others)
        ]
    return list(getattr(error, "diagnostics", ()))


def finding_lines(findings: list[Diagnostic]) -> list[str]:
    """Findings with the lines that they are about."""
    return list(_lines(findings))


def _lines(findings: list[Diagnostic]) -> Iterator[str]:
    excerpts = Excerpts()
    for finding in findings:
        yield str(finding)
        yield from (excerpts.of(finding.position) or "").splitlines()


def error_text(error: Exception) -> str:
    """An error as text for an output, with the author's lines where they are known."""
    found = findings_in(error)
    if found:
        return "\n".join(finding_lines(found))
    return f"{type(error).__name__}: {error}"
