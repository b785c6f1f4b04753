"""Findings for machines: workflow commands of GitHub Actions, and SARIF 2.1.0 logs.

    ::error file=orders.asl.json,line=5,col=5,title=SFN203::state 'B' is unreachable; ...

GitHub shows such commands at the line, in the summary of the run and in the pull request. Code
scanning services and editors read SARIF. Its rules are the pages of the codes; a finding's logical
location is its JSON pointer, its physical location the place in the file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import quote

from sfn_dsl._version import __version__
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.text import one_line
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.origin import Position
from sfn_dsl.report.baseline import Key
from sfn_dsl.report.codes import Page, as_markdown, as_text, pages

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}

# What ends a command or one of its properties; first the percent sign, which the others contain.
_IN_DATA: Final = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTY: Final = (*_IN_DATA, (":", "%3A"), (",", "%2C"))
_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def path_from_here(file: str) -> str | None:
    """A file's path with slashes, relative if it is in the current folder.

    None for a source that is not a file: standard input, an ARN, a definition made in memory.
    """
    if file.startswith(("<", "arn:")) or not file:
        return None
    path = PurePath(file)
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return path.as_posix()


def annotation(diagnostic: Diagnostic) -> str:
    """A finding as one workflow command, without a file if it has no position in one."""
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
    return text if text.isprintable() else one_line(text)


def sarif_log(found: Iterable[tuple[Key, Diagnostic]]) -> dict[str, Any]:
    """The findings as one log, each with the key that stays the same when lines move."""
    known = pages()
    order = {code: index for index, code in enumerate(known)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sfn_dsl",
                        "semanticVersion": __version__,
                        "rules": [_rule(page) for page in known.values()],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(key, diagnostic, order) for key, diagnostic in found],
            }
        ],
    }


def _rule(page: Page) -> dict[str, Any]:
    return {
        "id": page.code,
        "name": "".join(word.capitalize() for word in page.name.split("-")),
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.title},
        "help": {"text": as_text(page), "markdown": as_markdown(page)},
    }


def _result(key: Key, diagnostic: Diagnostic, order: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": diagnostic.code}
    if diagnostic.code in order:
        result["ruleIndex"] = order[diagnostic.code]
    return result | {
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [_location(diagnostic)],
        "partialFingerprints": {"finding/v1": _fingerprint(key)},
    }


def _location(diagnostic: Diagnostic) -> dict[str, Any]:
    location: dict[str, Any] = {}
    position = diagnostic.position
    file = path_from_here(position.file) if position else None
    if position and file:
        location["physicalLocation"] = _physical(file, position)
    if diagnostic.pointer:
        name = tokens(diagnostic.pointer)[-1]
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": diagnostic.pointer}]
    return location


def _physical(file: str, position: Position) -> dict[str, Any]:
    path = PurePath(file)
    uri = path.as_uri() if path.is_absolute() else quote(os.fsencode(file))
    return {
        "artifactLocation": {"uri": uri},
        "region": {"startLine": position.line, "startColumn": position.column},
    }


def _fingerprint(key: Key) -> str:
    return hashlib.sha256("\0".join(key).encode(errors="surrogatepass")).hexdigest()
