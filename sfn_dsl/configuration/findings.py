"""Which findings of a project are reported, as set in its pyproject.toml.

    [tool.sfn_dsl]
    select = ["SFN5"]        # advice to report, by code or by family
    ignore = ["SFN203"]      # what is not reported anywhere

    [[tool.sfn_dsl.ignores]] # what is not reported for one state, and why
    code = "SFN201"
    state = "Route"          # or: pointer = "/States/Route"
    reason = "the target is filled in at deployment"

Each of them is optional.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from sfn_dsl.configuration.document import KEYS, TABLE, hold_to, meant, refuse, table_of, text_of
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.diagnostics import ALWAYS_SHOWN, Diagnostic, Severity
from sfn_dsl.origin import Position

STALE: Final = "SFN140"

_IGNORE_KEYS: Final = ("code", "state", "pointer", "reason")
_HEADER: Final = re.compile(
    r"^[ \t]*\[\[\s*tool\s*\.\s*sfn_dsl\s*\.\s*ignores\s*\]\]", re.MULTILINE
)
_FAMILY: Final = re.compile(r"SFN[1-9]")


class Ignore(NamedTuple):
    """Findings of one code that are not reported for one state or part, and the reason.

    ``position`` is where the file sets it.
    """

    code: str
    reason: str
    state: str | None = None
    pointer: str | None = None
    position: Position | None = None

    def covers(self, finding: Diagnostic) -> bool:
        """Return whether a finding is ignored."""
        if finding.code != self.code:
            return False
        if self.state is not None:
            return state_of(finding.pointer) == self.state
        is_inside = bool(self.pointer) and finding.pointer.startswith(f"{self.pointer}/")
        return is_inside or finding.pointer == self.pointer


class Configuration(NamedTuple):
    """What one pyproject.toml sets; by default, nothing is selected and nothing ignored."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()

    def kept(self, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that are not ignored."""
        return [
            finding
            for finding in findings
            if not finding.code.startswith(self.ignore)
            and not any(ignore.covers(finding) for ignore in self.ignores)
        ]

    def reported(self, findings: Iterable[Diagnostic], *, strict: bool = False) -> list[Diagnostic]:
        """The findings without advice, unless all advice is requested or its code is selected."""
        return [
            finding
            for finding in findings
            if strict
            or finding.severity is not Severity.INFO
            or finding.code.startswith((*self.select, ALWAYS_SHOWN))
        ]

    def stale(self, findings: Collection[Diagnostic]) -> Iterator[Diagnostic]:
        """A finding for each ignore that matches none of the findings."""
        for ignore in self.ignores:
            if not any(map(ignore.covers, findings)):
                place = ignore.state if ignore.state is not None else ignore.pointer
                message = f"the ignore of {ignore.code} at '{place}' matches no finding"
                yield Diagnostic(
                    STALE, Severity.INFO, f"{message}; remove it", position=ignore.position
                )


def load_configuration(file: Path, known: Collection[str], name: str) -> Configuration:
    """What a file sets; messages call it ``name``. Raises as `read_configuration`."""
    return read_configuration(text_of(file), name, known)


def read_configuration(text: str, file: str, known: Collection[str]) -> Configuration:
    """What the text of a pyproject.toml sets; ``known`` are all codes.

    Raises SfnError for invalid TOML, unknown keys and codes, values of the wrong type, and an
    ignore without a reason.
    """
    table = table_of(text, file) or {}
    hold_to(KEYS, table, TABLE, file)
    return Configuration(
        _codes(table, "select", known, file),
        _codes(table, "ignore", known, file),
        tuple(_ignores(table, text, known, file)),
    )


def state_of(pointer: str) -> str | None:
    """The name of the innermost state that a JSON pointer is in."""
    parts, name, at = tokens(pointer), None, 0
    while at + 1 < len(parts) and parts[at] == "States":
        name = parts[at + 1]
        field = parts[at + 2] if at + 2 < len(parts) else ""
        at += {"Branches": 4, "ItemProcessor": 3, "Iterator": 3}.get(field, len(parts))
    return name


def _codes(table: dict[str, Any], key: str, known: Collection[str], file: str) -> tuple[str, ...]:
    codes = table.get(key, [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        refuse(file, f"'{key}' in {TABLE} is a list of codes; write {key} = [\"SFN203\"]")
    for code in codes:
        is_family = _FAMILY.match(code) and any(one.startswith(code) for one in known)
        if not is_family and not _FAMILY.fullmatch(code):
            refuse(file, f"'{key}' in {TABLE} names {_unknown_code(code, known)}")
    return tuple(codes)


def _ignores(
    table: dict[str, Any], text: str, known: Collection[str], file: str
) -> Iterator[Ignore]:
    entries = table.get("ignores", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        refuse(file, "'ignores' is a list of tables; write [[tool.sfn_dsl.ignores]]")
    headers = [text.count("\n", 0, found.end()) + 1 for found in _HEADER.finditer(text)]
    for index, entry in enumerate(entries):
        line = headers[index] if len(headers) == len(entries) else 1
        yield _ignore(entry, Position(file, line, 1), known)


def _ignore(entry: dict[str, Any], position: Position, known: Collection[str]) -> Ignore:
    file = f"{position.file}:{position.line}"
    what = "[[tool.sfn_dsl.ignores]]"
    hold_to(_IGNORE_KEYS, entry, what, file)
    for key in _IGNORE_KEYS:
        if not isinstance(entry.get(key, ""), str):
            refuse(file, f"'{key}' in {what} is a string; put it in quotes")
    if entry.get("code") not in known:
        code = entry.get("code")
        said = f"names {_unknown_code(code, known)}" if code else "has no 'code'; write one"
        refuse(file, f"an ignore in {what} {said}")
    if ("state" in entry) == ("pointer" in entry):
        refuse(file, f"an ignore in {what} has one place; write either 'state' or 'pointer'")
    if not entry.get("reason", "").strip():
        refuse(file, f"an ignore in {what} has no 'reason'; say why {entry['code']} is ignored")
    return Ignore(**entry, position=position)


def _unknown_code(code: str, known: Collection[str]) -> str:
    advice = meant(code, known) or "run 'sfn explain' for a list"
    return f"'{code}', which is not a known code; {advice}"
