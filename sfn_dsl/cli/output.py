"""What commands print: results on standard output or in a file, all else on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import click

from sfn_dsl.cli import highlight, terminal
from sfn_dsl.cli.highlight import Highlight
from sfn_dsl.cli.terminal import Style, styled
from sfn_dsl.cli.verbosity import is_quiet, is_verbose
from sfn_dsl.counting import duration
from sfn_dsl.definition.text import escaped, in_lines, one_line
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import (
    InsufficientRoleError,
    InvalidDefinitionError,
    InvalidSettingsError,
    RefusedPlanError,
    SfnError,
    SourceError,
)
from sfn_dsl.files import encoded, write_atomically

COULD_NOT_RUN: Final = 2
"""The exit code of a command that could not run, or not for all of its workflows."""

_WITH_FINDINGS = (
    SourceError,
    InvalidDefinitionError,
    InvalidSettingsError,
    InsufficientRoleError,
)
_TOO_LARGE = "the input does not fit into memory; give a smaller file"
_STYLES: Final[dict[Severity, Style]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}


def say(sentence: str, style: Style | None = None) -> None:
    """Print a message to standard error; standard output is for the command's result."""
    shown = one_line(sentence)
    terminal.write(f"{styled(shown, style, err=True) if style else shown}\n", err=True)


def note(sentence: str) -> None:
    """Print a message that --quiet leaves out: progress, a summary, or what to do next."""
    if not is_quiet():
        say(sentence)


def say_verbosely(sentence: str) -> None:
    """Print a message to standard error, if the command line asks for such with --verbose."""
    if is_verbose():
        say(sentence)


def show_line(line: str) -> None:
    """Print a line of the command's result."""
    terminal.write(f"{one_line(line)}\n")


def show_text(text: str, shown: Highlight = str) -> None:
    """Print a text that is made of lines, each of which is safe to show."""
    show_lines(text.splitlines(), shown)


def show_lines(lines: Iterable[str], shown: Highlight = str) -> None:
    """Print lines, each of which stays one line, whatever is in it."""
    terminal.write(shown(in_lines(lines)))


def sum_up(line: str, began: float) -> None:
    """Print what became of many, in one line; on a terminal with the time since `began`.

    ``began`` is of the monotonic clock. A log is compared with others, and has no times.
    """
    if terminal.is_redrawn(err=True):
        line += f", in {duration(round(time.monotonic() - began, 1))}"
    note(line)


def say_finding(diagnostic: Diagnostic) -> None:
    """Print a finding to standard error, in one line."""
    terminal.write(f"{_finding_line(diagnostic, err=True)}\n", err=True)


def show_finding(diagnostic: Diagnostic, excerpt: str | None = None) -> None:
    """Print a finding as a result, in one line, with the line that it is about below it."""
    lines = [_finding_line(diagnostic, err=False)]
    if excerpt is not None:
        line, _, caret = excerpt.partition("\n")
        before = caret.rstrip("^")
        lines += [line, before + styled(caret[len(before) :], _STYLES[diagnostic.severity])]
    terminal.write("".join(f"{line}\n" for line in lines))


def show_error(error: Exception) -> None:
    """Say why a command could not run."""
    if isinstance(error, _WITH_FINDINGS):
        for finding in findings_of(error):
            say_finding(finding)
    elif isinstance(error, (SfnError, OSError)):
        _say_error(_public(reason(error) if isinstance(error, OSError) else str(error)))
    elif isinstance(error, MemoryError):
        _say_error(_TOO_LARGE)
    elif isinstance(error, click.ClickException):
        _show_misuse(error)
    else:
        kind = type(error).__name__
        bug = f"this is a bug in sfn ({kind}: {_public(str(error))})"
        say(f"{bug}; run it again with --debug for the traceback,")
        say("and report it with the source that caused it")


def _public(text: str) -> str:
    """What a library may have put into a message, without credentials."""
    from sfn_dsl.aws.secrets import without_credentials

    return without_credentials(text)


def show_traceback(error: Exception) -> None:
    """Show where an error comes from, without the secrets that libraries put into messages."""
    import traceback

    from sfn_dsl.aws.secrets import traceback_without_secrets

    try:
        text = "".join(traceback.format_exception(error))
    except KeyboardInterrupt:
        raise
    except BaseException as second:  # of an author's exception, which Python cannot show
        text = f"the traceback cannot be shown: {type(second).__name__}"
    terminal.write(in_lines(traceback_without_secrets(text).splitlines()), err=True)


def findings_of(error: Exception) -> Sequence[Diagnostic]:
    """The findings that an error consists of, none for an error of another kind."""
    return error.diagnostics if isinstance(error, _WITH_FINDINGS) else ()


def reason(error: OSError) -> str:
    """What the operating system says about a file, without its error number."""
    said = error.strerror or str(error)
    said = f"{said[:1].lower()}{said[1:]}"
    return said if error.filename is None else f"'{error.filename}': {said}"


def _show_misuse(error: click.ClickException) -> None:
    """Say how a command is used, if it was called in another way."""
    if type(error).__name__ == "NoArgsIsHelpError":  # does not exist before click 8.2
        error.show()
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context:
        for line in (*context.get_usage().splitlines(), f"try '{context.command_path} --help'"):
            say(line)
    message = error.format_message()
    _say_error(f"{message[:1].lower()}{message[1:]}".removesuffix("."))


def _say_error(message: str) -> None:
    terminal.write(f"{styled('error:', 'error', err=True)} {one_line(message)}\n", err=True)


def _finding_line(diagnostic: Diagnostic, *, err: bool) -> str:
    """A finding as one line, with its severity in colour."""
    severity = diagnostic.severity.value
    code = f"{severity} {diagnostic.code}"
    shown = styled(code, _STYLES[diagnostic.severity], err=err)
    return one_line(str(diagnostic)).replace(code, shown, 1)


def show_json(value: Any) -> None:
    """Print JSON; characters that could control a terminal are written as JSON escapes."""
    text = escaped(json.dumps(value, indent=2, ensure_ascii=False))
    terminal.write(f"{highlight.json_text(text)}\n")


def failure(source: str, error: Exception) -> dict[str, Any]:
    """What a command prints as JSON where it could not do its work.

    ``action`` is "refused" where something was found that has to be changed first.
    """
    found = findings_of(error)
    is_refused = bool(found) and not isinstance(error, SourceError)
    is_refused = is_refused or isinstance(error, RefusedPlanError)
    return {
        "source": source,
        "action": "refused" if is_refused else "failed",
        "error": str(error),
        "findings": [finding.as_json() for finding in found],
    }


@contextmanager
def told_in_json(source: str, form: str) -> Iterator[None]:
    """Print an error that ends a command as JSON, too, where its result would have been JSON."""
    try:
        yield
    except (SfnError, OSError, click.UsageError) as error:
        if form == "json":
            show_json(failure(source, error))
        raise


def write_result(text: str, file: str | None, shown: Highlight = str) -> None:
    """Write what a command makes to a file, or to standard output without one."""
    if file is None:
        sys.stdout.buffer.write(encoded(shown(text)))
        sys.stdout.flush()
    else:
        write_atomically(file, text)
