"""What this package raises.

Findings about a definition are values (`sfn_dsl.diagnostics`); exceptions are for mistakes in a
call, for sources that cannot be read, and for what AWS refuses.

    SfnError
    ├── AuthoringError (ValueError)         a workflow that cannot be built as written
    │   └── AuthoringTypeError (TypeError)  ... because a value of another type belongs there
    ├── SourceError                         a source from which no definition can be read
    ├── InvalidDefinitionError              a definition with errors, where a valid one is needed
    └── DeploymentError                     a workflow that cannot be deployed
        ├── InvalidSettingsError            ... because AWS does not take its settings
        └── RefusedPlanError                ... without consent, because of what would be done
            └── InsufficientRoleError       ... because its role lacks permissions
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.origin import Origin, Position, here


class SfnError(Exception):
    """The base of everything that this package raises on purpose."""


def reading_fault(error: Exception) -> str:
    """Why a text cannot be read, where Python says how to change Python."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    is_pythons = type(error) is ValueError and "set_int_max_str_digits" in str(error)
    return "a number has too many digits" if is_pythons else str(error)


class AuthoringError(SfnError, ValueError):
    """A workflow cannot be built as written.

    ``position`` is the author's line: where the value in question was made, which for a missing
    transition is the line of the state, not that of its machine.
    """

    def __init__(self, message: str, origin: Origin | None = None) -> None:
        self.message = message
        self.origin = origin or here()
        super().__init__(message)

    @property
    def position(self) -> Position | None:
        """The author's line, or None when no code of the author's was running."""
        return self.origin.position

    def __str__(self) -> str:
        return f"{self.position}: {self.message}" if self.position else self.message


class AuthoringTypeError(AuthoringError, TypeError):
    """A value of the wrong type."""


class _FindingsError(SfnError):
    """An error that consists of findings, of which it is made again when it is unpickled."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[SfnError], tuple[object, ...]]:
        return type(self), (self.diagnostics,)


class SourceError(_FindingsError):
    """A source from which no definition can be read; ``diagnostics`` say where and why."""


def refuse(code: str, message: str, position: Position | None) -> NoReturn:
    """Raise the one finding for which a source gives no definition."""
    raise SourceError([Diagnostic(code, Severity.ERROR, message, position=position)])


class InvalidDefinitionError(_FindingsError):
    """A definition with errors where a valid one is needed; ``diagnostics`` has all findings."""


class DeploymentError(SfnError):
    """A workflow that cannot be deployed; the message says what to change.

    ``code`` is AWS's error code, None when the error does not come from AWS.
    """

    def __init__(self, message: str, *, code: str | None = None) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class InvalidSettingsError(DeploymentError):
    """Settings that AWS does not take; ``diagnostics`` has all findings about the workflow."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = (one.message for one in diagnostics if one.severity is Severity.ERROR)
        super().__init__("\n".join(errors))

    def __reduce__(self) -> tuple[type[SfnError], tuple[object, ...]]:
        return type(self), (self.diagnostics,)


class RefusedPlanError(DeploymentError):
    """A deployment that AWS would carry out, and that is refused unless an option allows it.

    ``plan`` is the `sfn_dsl.Plan` that was refused, None where none was asked for.
    """

    def __init__(self, message: str, plan: Any = None) -> None:
        self.plan = plan
        super().__init__(message)


class InsufficientRoleError(RefusedPlanError):
    """A role that is known to lack a permission; ``diagnostics`` has all findings."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[SfnError], tuple[object, ...]]:
        return type(self), (self.diagnostics,)
