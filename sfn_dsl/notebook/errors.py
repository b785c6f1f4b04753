"""Errors as a notebook shows them: what the command line says, with the line of the cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sfn_dsl.definition.text import one_line
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import (
    InsufficientRoleError,
    InvalidDefinitionError,
    InvalidSettingsError,
    SourceError,
)
from sfn_dsl.report.excerpts import Excerpts

_WITH_FINDINGS: Final = (
    SourceError,
    InvalidDefinitionError,
    InvalidSettingsError,
    InsufficientRoleError,
)


def error_lines(error: Exception) -> list[str]:
    """An error as lines of text: its name, then each finding with the author's line."""
    return [f"{type(error).__name__}:", *_lines(_findings(error, ""))]


def error_text(error: BaseException, file: str) -> str:
    """An error as text for an output, with the author's lines where they are known.

    ``file`` is that of the author's code, a cell's name by Python. An exception of the author's may
    do anything when it is looked at.
    """
    return "\n".join(_lines(_findings(error, file)))


def _findings(error: BaseException, file: str) -> Sequence[Diagnostic]:
    """What is wrong by an error: its own findings, or what is known of an author's exception."""
    if type(error) in _WITH_FINDINGS:
        own: Sequence[Diagnostic] = getattr(error, "diagnostics", ())
        return own
    # Only what fails needs it.
    from sfn_dsl.python_files.errors import findings

    return findings(error, file)


def _lines(findings: Iterable[Diagnostic]) -> Iterator[str]:
    excerpts = Excerpts()
    for finding in findings:
        yield one_line(str(finding))
        yield from (excerpts.of(finding.position) or "").splitlines()
