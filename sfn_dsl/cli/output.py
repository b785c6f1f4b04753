"""What the commands say to a person: findings, errors, counts; all of it on standard error."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

import click

from sfn_dsl.counting import counted
from sfn_dsl.definition.text import escaped
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import (
    InsufficientRoleError,
    InvalidDefinitionError,
    SfnError,
    SourceError,
)

TROUBLE: Final = 2
"""The exit code of a command that could not do its work, or not all of it."""

_WITH_FINDINGS = (SourceError, InvalidDefinitionError, InsufficientRoleError)
_TOO_LARGE = "what is to be read does not fit into memory; give a file that ends, and a smaller one"
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def say(sentence: str) -> None:
    """Tell a person something; standard output stays free for the command's result."""
    click.echo(printable(sentence), err=True)


def say_finding(diagnostic: Diagnostic) -> None:
    """Tell a person of a finding, in one line."""
    click.echo(finding_line(diagnostic), err=True)


def show_error(error: Exception) -> None:
    """Say why a command could not do its work."""
    if isinstance(error, _WITH_FINDINGS):
        for finding in findings_of(error):
            say_finding(finding)
    elif isinstance(error, (SfnError, OSError)):
        said = reason(error) if isinstance(error, OSError) else str(error)
        click.echo(click.style("error: ", fg="red") + printable(said), err=True)
    elif isinstance(error, MemoryError):
        click.echo(f"{click.style('error: ', fg='red')}{_TOO_LARGE}", err=True)
    elif isinstance(error, click.ClickException):
        _show_misuse(error)
    else:
        kind = type(error).__name__
        say(f"this is a fault of sfn itself ({kind}: {error}); run it again with --debug for the")
        say("traceback, and report it with the source that brought it about")


def findings_of(error: Exception) -> Sequence[Diagnostic]:
    """The findings that an error consists of, none for an error of another kind."""
    return error.diagnostics if isinstance(error, _WITH_FINDINGS) else ()


def reason(error: OSError) -> str:
    """What the system says of a file, without the number that it has for it."""
    said = error.strerror or str(error)
    said = f"{said[:1].lower()}{said[1:]}"
    return said if error.filename is None else f"'{error.filename}': {said}"


def _show_misuse(error: click.ClickException) -> None:
    """Say how a command is called, where it was called in another way."""
    if type(error).__name__ == "NoArgsIsHelpError":  # there is none before click 8.2
        error.show()
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context:
        say(f"{printable(context.get_usage())}\ntry '{context.command_path} --help'")
    message = error.format_message()
    shown = f"{message[:1].lower()}{message[1:]}".removesuffix(".")
    click.echo(click.style("error: ", fg="red") + printable(shown), err=True)


def finding_line(diagnostic: Diagnostic) -> str:
    """A finding as one line, with its severity in colour where colour can be shown."""
    severity = diagnostic.severity.value
    colour = _COLOURS[diagnostic.severity]
    line = printable(str(diagnostic)).replace("\n", "\\n")
    return line.replace(
        f"{severity} {diagnostic.code}",
        f"{click.style(severity, fg=colour)} {diagnostic.code}",
        1,
    )


def printable(text: str) -> str:
    """Text in which what does not print, and could steer a terminal, is shown as its escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)


def show_json(value: Any) -> None:
    """Print JSON; what could steer a terminal stands in it as JSON's own escape."""
    click.echo(escaped(json.dumps(value, indent=2, ensure_ascii=False)))


def totals(diagnostics: Sequence[Diagnostic], sources: int) -> str:
    """How much was found, in words: ``2 sources: 1 error, 3 warnings``."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = [counted(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{counted(sources, 'source')}: {', '.join(found) or 'nothing found'}"
