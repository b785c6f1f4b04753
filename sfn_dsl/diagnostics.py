"""Findings as values: what is wrong, where, and what to write instead.

Every check yields these and never raises on odd input. A message is lower case, names things in
quotes and ends with what to write. The first digit of a code is its family: 1xx document, 2xx flow,
3xx data and paths, 4xx choice, 5xx errors and retries, 6xx JSONata, 7xx integrations, 8xx limits,
9xx deployment.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any, Final

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.aws_codes import aws_code
from sfn_dsl.origin import Position

ALWAYS_SHOWN: Final = "SFN109"
"""The note that not all findings are reported is shown even where advice is not."""


class Severity(enum.Enum):
    """How bad a finding is.

    An error is rejected by AWS or cannot work; a warning fails on some route or is almost certainly
    not intended; info is advice.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@attrs.frozen
class Diagnostic:
    """One finding about a definition, or about its source.

    Attributes:
        code: The code of the rule, such as ``"SFN203"``; ``sfn explain CODE`` shows its page.
        severity: How bad it is.
        message: What is wrong, and what to write instead.
        pointer: The JSON pointer (RFC 6901) of the part of the definition, ``""`` for the whole.
        position: The position in the author's source, None if it is not known.
        is_accepted: Whether AWS takes the definition nevertheless, so that the error shows only
            when it runs.
    """

    code: str
    severity: Severity
    message: str
    pointer: str = ""
    position: Position | None = None
    is_accepted: bool = False

    @property
    def aws_code(self) -> str:
        """AWS's own code for the same, empty if it has none."""
        if self.is_accepted:
            return ""
        return aws_code(self.code, self.pointer, is_error=self.severity is Severity.ERROR)

    def __str__(self) -> str:
        place = f"{self.position}: " if self.position else ""
        theirs = f"AWS: {self.aws_code}" if self.aws_code else ""
        where = "; ".join(filter(None, (self.pointer, theirs)))
        bracketed = f"  [{where}]" if where else ""
        return f"{place}{self.severity.value} {self.code} {self.message}{bracketed}"

    def as_json(self) -> dict[str, Any]:
        """This finding as a JSON object; line and column count from 1."""
        position = self.position
        return {
            "code": self.code,
            "aws_code": self.aws_code or None,
            "severity": self.severity.value,
            "message": self.message,
            "pointer": self.pointer,
            "file": position.file if position else None,
            "line": position.line if position else None,
            "column": position.column if position else None,
        }


class Findings(list[Diagnostic], NotebookDisplay):
    """A list of findings, which a notebook shows as a list with the author's lines."""

    __slots__ = ()


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any finding is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def without_advice(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings other than advice."""
    return [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is not Severity.INFO or diagnostic.code == ALWAYS_SHOWN
    ]
