"""Findings as a SARIF 2.1.0 log, which code scanning services and editors read.

The rules of the log are the pages of the codes. Where a finding stands in the definition is its
logical location, by JSON pointer; where it stands in the file is its physical one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from sfn_dsl._version import __version__
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.lint.pages import Page, as_markdown, as_text
from sfn_dsl.origin import Position
from sfn_dsl.report.artifacts import path_from_here
from sfn_dsl.report.baseline import Key
from sfn_dsl.report.codes import pages

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def sarif_log(found: Iterable[tuple[Key, Diagnostic]]) -> dict[str, Any]:
    """The findings, each with the key that stays the same when lines move, as one log."""
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
