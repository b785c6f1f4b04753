"""What Python says of a mistake in an author's file, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from types import TracebackType
from typing import Any, Final, cast

from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import AuthoringError, Mistake
from sfn_dsl.origin import Position, is_authors, of_frame
from sfn_dsl.python_files.arguments import wrong_arguments
from sfn_dsl.python_files.names import missing_attribute, missing_import, missing_variable
from sfn_dsl.python_files.tracebacks import name_of, traceback_of, tried

_PYTHONS_OWN: Final = r"\. Did you mean '\w+'\?$"


def findings(error: BaseException, file: str) -> list[Diagnostic]:
    """An exception of the author's code as a finding, and the mistakes that were found with it."""
    others: tuple[BaseException, ...] = tried(lambda: tuple(cast("Any", error).others), ())
    return sorted((_finding(one, file) for one in (error, *others)), key=_place)


def _place(finding: Diagnostic) -> tuple[str, int, int]:
    at = finding.position
    return (at.file, at.line, at.column) if at else ("", 0, 0)


def _finding(error: BaseException, file: str) -> Diagnostic:
    code, message = described(error, file)
    position = tried(partial(_position_of, error, file), None)
    return Diagnostic(code.value, Severity.ERROR, message, position=position)


def described(error: BaseException, file: str) -> tuple[Mistake, str]:
    """The code of an exception of the author's, and a line with what to write where that is known.

    Whatever the exception does when it is looked at, there is a description. Credentials are left
    out, which a client of the author's may quote.
    """
    # Nothing else of aws is needed here, and only for a mistake.
    from sfn_dsl.aws.secrets import without_credentials

    try:
        code, said = _described(error, file)
    except KeyboardInterrupt:
        raise
    except BaseException as second:
        said = f"{name_of(error)}, which cannot be shown: it raises {name_of(second)}"
        code = Mistake.FAILING_SOURCE
    return code, without_credentials(said)


def _described(error: Any, file: str) -> tuple[Mistake, str]:
    kind = type(error)
    if issubclass(kind, SystemExit):
        code = _shown(lambda: repr(error.code))
        said = f"the code exited the program ({code}) instead of defining a workflow"
        return Mistake.EXITING_SOURCE, said
    if issubclass(kind, SyntaxError):
        said = f"this is not valid Python: {_shown(lambda: str(error.msg))}"
        return Mistake.INVALID_PYTHON, said
    if issubclass(kind, RecursionError):
        said = "the workflow is nested too deeply, or a function calls itself without end"
        return Mistake.ENDLESS_RECURSION, said
    if issubclass(kind, AuthoringError):
        code = tried(lambda: Mistake(error.code), Mistake.FAILING_SOURCE)
        return code, _shown(lambda: str(error.message))
    try:
        message = str.__str__(str(error))
    except KeyboardInterrupt:
        raise
    except BaseException as second:  # from __str__ of the author's exception
        said = f"{name_of(error)}, which cannot be shown: its __str__ raises {name_of(second)}"
        return Mistake.FAILING_SOURCE, said
    said = f"{name_of(error)}: {message}" if message else name_of(error)
    # An exception may lack what its class has, or have anything in its place.
    code, suggestion = tried(lambda: _suggestion(error, message, file), _UNKNOWN)
    # From Python 3.13 on, the message contains a suggestion itself.
    return code, f"{re.sub(_PYTHONS_OWN, '', said)}; {suggestion}" if suggestion else said


def _syntax_error_at(error: SyntaxError, file: str) -> Position:
    """Where an error of syntax is; an author may raise one with anything in it."""
    name, line, column = error.filename, error.lineno, error.offset
    return Position(
        name if type(name) is str and name else file,
        line if type(line) is int and line > 0 else 1,
        column if type(column) is int and column > 0 else 1,
    )


def _shown(show: Callable[[], str]) -> str:
    """A text about an author's object as a plain one: a class of the author's formats itself."""
    return tried(lambda: str.__str__(show()), "which cannot be shown")


_UNKNOWN: Final = (Mistake.FAILING_SOURCE, "")


def _suggestion(error: BaseException, message: str, file: str) -> tuple[Mistake, str]:
    """The kind of mistake, and what to write instead, "" where nobody knows."""
    if name_of(error) == "NoRegionError":  # of botocore, for a client that the author's code makes
        instead = "set AWS_DEFAULT_REGION, or make the client with region_name=..."
        return Mistake.FAILING_SOURCE, instead
    for kind, suggest in _SUGGESTIONS:
        if issubclass(type(error), kind):
            return suggest(error, message, file)
    return _UNKNOWN


_Suggest = Callable[[Any, str, str], tuple[Mistake, str]]
_SUGGESTIONS: Final[tuple[tuple[type[BaseException], _Suggest], ...]] = (
    (AttributeError, missing_attribute),
    (ImportError, missing_import),
    (NameError, missing_variable),
    (TypeError, wrong_arguments),
)


def _position_of(error: BaseException, file: str) -> Position | None:
    """Where the author's line is that an exception is about."""
    if issubclass(type(error), SyntaxError):
        return _syntax_error_at(cast("SyntaxError", error), file)
    if issubclass(type(error), AuthoringError):
        return cast("AuthoringError", error).position or _raised_at(error, file)
    return _raised_at(error, file)


def _raised_at(error: BaseException, file: str) -> Position | None:
    """Where an error left the author's file, or else the innermost code outside this package."""
    frames = [entry for entry in _entries(traceback_of(error)) if is_authors(entry.tb_frame)]
    inside = [entry for entry in frames if entry.tb_frame.f_code.co_filename == file]
    best = (inside or frames)[-1:]
    return of_frame(best[0].tb_frame.f_code, best[0].tb_lasti).position if best else None


def _entries(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next
