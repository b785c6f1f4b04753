"""A baseline: known findings that are not reported again, so that only new ones are.

A finding is recognized by its code, source, JSON pointer and message, not by its line, so a
baseline stays valid while the text around a finding moves.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import SfnError, reading_fault

_VERSION: Final = 1
_ADVICE: Final = "write it with 'sfn validate --write-baseline FILE'"


class Key(NamedTuple):
    """The parts of a finding that do not change when lines move."""

    code: str
    source: str
    pointer: str
    message: str


def key_of(diagnostic: Diagnostic, source: str) -> Key:
    """The key of a finding about a source."""
    return Key(diagnostic.code, source, diagnostic.pointer, diagnostic.message)


def stable_name(source: str, folder: str) -> str:
    """The name of a source relative to a folder, the same wherever the command is run.

    ARNs and standard input keep their names, and so does what follows the file:
    ``flows.py:nightly``.
    """
    if source == "-" or source.startswith("arn:"):
        return source
    path = os.path.relpath(source, folder) if source else source
    return path.replace(os.sep, "/")


def baseline_text(keys: Iterable[Key]) -> str:
    """A baseline as text: sorted, one member a line, so that changes are easy to review."""
    findings = [key._asdict() for key in sorted(set(keys))]
    return json.dumps({"version": _VERSION, "findings": findings}, indent=2) + "\n"


def read_baseline(data: bytes, file: str) -> frozenset[Key]:
    """The keys in a baseline. Raises SfnError for a file that is not a baseline."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SfnError(f"'{file}' is not a baseline: {reading_fault(error)}; {_ADVICE}") from error
    version = document.get("version") if isinstance(document, dict) else None
    if version != _VERSION or not isinstance(document.get("findings"), list):
        raise SfnError(f"'{file}' is not a baseline of version {_VERSION}; {_ADVICE}")
    return frozenset(_key(entry, file) for entry in document["findings"])


def _key(entry: Any, file: str) -> Key:
    texts = [entry.get(name) for name in Key._fields] if isinstance(entry, dict) else [None]
    if not all(isinstance(text, str) for text in texts):
        names = ", ".join(f"'{name}'" for name in Key._fields)
        raise SfnError(f"a finding in '{file}' does not have the strings {names}; {_ADVICE}")
    return Key(*texts)
