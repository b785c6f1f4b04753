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

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any, ClassVar, Final, NoReturn

from sfn_dsl._notebook_display import error_lines
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.origin import Origin, Position, here


class SfnError(Exception):
    """The base of everything that this package raises on purpose.

    Raised itself for what fits none of its subclasses, such as a target that the project does not
    have.
    """


def reading_fault(error: Exception) -> str:
    """Why a text cannot be read, where Python says how to change Python."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    is_pythons = type(error) is ValueError and "set_int_max_str_digits" in str(error)
    return "a number has too many digits" if is_pythons else str(error)


class Mistake(StrEnum):
    """The kinds of mistakes that authors make in Python, each with the code of its findings.

    Each code has a page (`sfn_dsl.report.pages`), which says it in full.
    """

    # A file.
    FAILING_SOURCE = "SFN107"
    INVALID_PYTHON = "SFN150"
    MISSING_MODULE = "SFN151"
    UNKNOWN_NAME = "SFN152"
    EXITING_SOURCE = "SFN153"
    ENDLESS_RECURSION = "SFN154"
    MISSING_WORKFLOW = "SFN155"
    UNUSABLE_BUILDER = "SFN156"
    TARGET_PARAMETER = "SFN157"

    # The arguments of a call.
    UNKNOWN_ARGUMENT = "SFN160"
    MISSING_ARGUMENT = "SFN161"
    CONFLICTING_ARGUMENTS = "SFN162"
    WRONG_ARGUMENT_TYPE = "SFN163"
    NOT_A_LIST = "SFN164"
    UNUSABLE_ARGUMENT = "SFN165"
    MALFORMED_EXPRESSION = "SFN166"
    UNFIT_SERVICE_ARGUMENT = "SFN167"
    MISPLACED_EXPRESSION = "SFN168"
    OTHER_LANGUAGE_ARGUMENT = "SFN169"

    # States and the transitions between them.
    CHANGED_VALUE = "SFN170"
    STATE_NAME = "SFN171"
    MISSING_TRANSITION = "SFN172"
    DROPPED_CHAIN = "SFN173"
    SECOND_TRANSITION = "SFN174"
    UNKNOWN_NEXT = "SFN175"
    UNJOINABLE = "SFN176"

    # Values that only an execution has.
    DECIDED_BY_PYTHON = "SFN180"
    MISSING_PARENTHESES = "SFN181"
    NOT_A_CONDITION = "SFN182"
    MIXED_COMPARISON = "SFN183"
    JOINED_BY_PYTHON = "SFN184"
    INDEXED_BY_PYTHON = "SFN185"
    COMPUTED_BY_PYTHON = "SFN186"


class AuthoringError(SfnError, ValueError):
    """Raised for a workflow that cannot be built as written.

    A machine is checked as a whole, so its author can correct all mistakes at once.

    Attributes:
        message: What is wrong, and what to write instead.
        origin: The author's line, as it is noted.
        code: The code of the kind of mistake, such as ``"SFN175"``; ``sfn explain CODE`` shows its
            page.
        others: The mistakes that were found at the same time.
    """

    _code: ClassVar[Mistake] = Mistake.UNUSABLE_ARGUMENT

    def __init__(
        self, message: str, origin: Origin | None = None, *, code: Mistake | None = None
    ) -> None:
        self.message = message
        self.origin = origin or here()
        self.code = (code or self._code).value
        self.others: tuple[AuthoringError, ...] = ()
        super().__init__(message)

    @property
    def position(self) -> Position | None:
        """The author's line, where the value in question was made; None if no such line is known.

        For a missing transition it is the line of the state, not that of its machine.
        """
        return self.origin.position

    def __str__(self) -> str:
        return f"{self.position}: {self.message}" if self.position else self.message

    def _render_traceback_(self) -> list[str]:
        return error_lines(self)


class AuthoringTypeError(AuthoringError, TypeError):
    """Raised for a value of the wrong type; also a TypeError.

    Attributes:
        message: What is wrong, and what to write instead.
        origin: The author's line, as it is noted.
        code: The code of the kind of mistake, such as ``"SFN163"``; ``sfn explain CODE`` shows its
            page.
        others: The mistakes that were found at the same time.
    """

    _code = Mistake.WRONG_ARGUMENT_TYPE


MOST_REPORTED: Final = 20
"""How many mistakes of one machine are reported at once."""


def refuse_all(mistakes: Iterable[AuthoringError]) -> None:
    """Raise the first of the mistakes that were found, if any, with the others in it.

    A traceback shows the others as notes. Of very many, only the first are reported.
    """
    reported = list(islice(mistakes, MOST_REPORTED))
    if not reported:
        return
    first, *others = reported
    first.others = tuple(others)
    for other in others:
        first.add_note(f"{other} ({other.code})")
    raise first


class _FindingsError(SfnError):
    """An error that consists of findings, of which it is made again when it is unpickled."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[SfnError], tuple[object, ...]]:
        return type(self), (self.diagnostics,)

    def _render_traceback_(self) -> list[str]:
        return error_lines(self)


class SourceError(_FindingsError):
    """Raised for a source from which no definition can be read.

    Attributes:
        diagnostics: The findings, which say where and why.
    """


def refuse(code: str, message: str, position: Position | None) -> NoReturn:
    """Raise the one finding for which a source gives no definition."""
    raise SourceError([Diagnostic(code, Severity.ERROR, message, position=position)])


class InvalidDefinitionError(_FindingsError):
    """Raised for a definition with errors where a valid one is needed.

    Attributes:
        diagnostics: All findings about the definition, warnings included.
    """


class DeploymentError(SfnError):
    """Raised for a workflow that cannot be deployed, or a call that AWS refuses.

    Attributes:
        message: What is wrong, and what to change.
        code: AWS's error code, None when the error does not come from AWS.
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
    """Raised for a deployment that AWS would carry out, and that needs an option that allows it.

    Attributes:
        message: What is wrong, and which option allows it.
        code: None, since AWS was not asked.
        plan: The `Plan` that was refused, None where none was asked for.
    """

    def __init__(self, message: str, plan: Any = None) -> None:
        self.plan = plan
        super().__init__(message)


class InsufficientRoleError(RefusedPlanError):
    """Raised for a role that is known to lack a permission.

    ``DeployOptions(allow_missing_permissions=True)`` deploys nevertheless.

    Attributes:
        message: The findings as text.
        code: None, since AWS was not asked.
        plan: The `Plan` that was refused, None where none was asked for.
        diagnostics: All findings about the workflow and its role.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type[SfnError], tuple[object, ...]]:
        return type(self), (self.diagnostics,)
