"""What the commands say to a person: findings, errors, counts; all of it on standard error."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from sfn_dsl.definition.text import escaped
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import (
    InsufficientRoleError,
    InvalidDefinitionError,
    SfnError,
    SourceError,
)

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
    if isinstance(error, (SourceError, InvalidDefinitionError, InsufficientRoleError)):
        for diagnostic in error.diagnostics:
            say_finding(diagnostic)
    elif isinstance(error, (SfnError, OSError)):
        said = reason(error) if isinstance(error, OSError) else str(error)
        click.echo(click.style("error: ", fg="red") + printable(said), err=True)
    elif isinstance(error, MemoryError):
        click.echo(f"{click.style('error: ', fg='red')}{_TOO_LARGE}", err=True)
    elif isinstance(error, click.ClickException):
        shown = io.StringIO()
        error.show(shown)
        click.echo(printable(shown.getvalue()), err=True, nl=False)
    else:
        kind = type(error).__name__
        say(f"this is a fault of sfn itself ({kind}: {error}); run it again with --debug for the")
        say("traceback, and report it with the source that brought it about")


def reason(error: OSError) -> str:
    """What the system says of a file, without the number that it has for it."""
    said = error.strerror or str(error)
    said = f"{said[:1].lower()}{said[1:]}"
    return said if error.filename is None else f"'{error.filename}': {said}"


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


def counted(diagnostics: Sequence[Diagnostic], sources: int) -> str:
    """How much was found, in words: ``2 sources: 1 error, 3 warnings``."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = [_count(counts[severity], severity.value) for severity in Severity if counts[severity]]
    return f"{_count(sources, 'source')}: {', '.join(found) or 'nothing found'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
