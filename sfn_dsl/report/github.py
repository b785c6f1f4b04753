"""Findings as workflow commands of GitHub Actions.

    ::error file=orders.asl.json,line=5,col=5,title=SFN203::state 'B' is never reached; ...

GitHub shows them at the line, in the summary of the run and in the pull request.
"""

from __future__ import annotations

from typing import Final

from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.report.artifacts import path_from_here

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}

# What ends a command or one of its properties; the percent sign first, which the others bring.
_IN_DATA: Final = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTY: Final = (*_IN_DATA, (":", "%3A"), (",", "%2C"))


def annotation(diagnostic: Diagnostic) -> str:
    """A finding as one workflow command; without a file where it has no place in one."""
    place = {"title": diagnostic.code}
    position = diagnostic.position
    file = path_from_here(position.file) if position else None
    if position and file:
        place = {"file": file, "line": str(position.line), "col": str(position.column), **place}
    properties = ",".join(f"{name}={_escaped(text, _IN_PROPERTY)}" for name, text in place.items())
    where = f"  [{diagnostic.pointer}]" if diagnostic.pointer else ""
    message = _escaped(diagnostic.message + where, _IN_DATA)
    return f"::{_COMMANDS[diagnostic.severity]} {properties}::{message}"


def _escaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for mark, escape in escapes:
        text = text.replace(mark, escape)
    return text
