"""Drift as text for people and as JSON for programs: which side has what, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.comparison.change import Added, Change, Changed, Moved, Removed, Renamed
from sfn_dsl.definition.text import in_lines
from sfn_dsl.deployment.drift import AliasDrift, Drift, SettingDrift, Unwritten
from sfn_dsl.deployment.render.release import routes_text
from sfn_dsl.origin import Position

_LONGEST = 100


def as_text(drift: Drift | Unwritten) -> str:
    """A drift as lines, the first of which says whether there is any, and in which machine."""
    if isinstance(drift, Unwritten):
        return in_lines([f"not written: state machine {drift.name!r} ({drift.arn})"])
    called = f"state machine {drift.desired.name!r} ({drift.arn})"
    if not drift:
        return in_lines([f"no drift: {called}"])
    if drift.actual is None:
        return in_lines([f"not deployed: {called}{_written_at(drift.desired.position)}"])
    return in_lines([f"drift: {called}", *(f"  {line}" for line in _lines(drift))])


def as_json(drift: Drift | Unwritten) -> dict[str, Any]:
    """A drift as a JSON object; each difference has the author's place where it is known."""
    if isinstance(drift, Unwritten):
        there = {"deployed": True, "written": False}
        return {"drift": True, "name": drift.name, "arn": drift.arn, **there}
    place = _place(drift.desired.position)
    return {
        "drift": bool(drift),
        "name": drift.desired.name,
        "arn": drift.arn,
        "deployed": drift.actual is not None,
        "written": True,
        "settings": [
            {
                "part": one.part,
                "written": one.written,
                "deployed": one.deployed,
                **_place(drift.desired.position_of(one.part)),
            }
            for one in drift.settings
        ],
        "definition": [
            {**change.as_json(), **_place(_position(change, drift))} for change in drift.changes
        ],
        "aliases": [{**attrs.asdict(alias), **place} for alias in drift.aliases],
    }


def _lines(drift: Drift) -> Iterator[str]:
    at = _prefix(drift.desired.position)
    for setting in drift.settings:
        yield _prefix(drift.desired.position_of(setting.part)) + _setting(setting)
    for change in drift.changes:
        yield _prefix(_position(change, drift)) + _change(change)
    for alias in drift.aliases:
        yield at + _alias(alias)


def _setting(setting: SettingDrift) -> str:
    return f"{setting.part}: written {_short(setting.written)}, deployed {_short(setting.deployed)}"


def _alias(alias: AliasDrift) -> str:
    if not alias.routes:
        return f"alias {alias.name!r}: not deployed"
    differing = " and ".join(f"version {number}" for number in alias.differing)
    which = "which" if len(alias.routes) == 1 else f"of which {differing}"
    verb = "differs" if len(alias.differing) == 1 else "differ"
    served = routes_text(alias.routes)
    return f"alias {alias.name!r}: serves {served}, {which} {verb} from what is written"


def _change(change: Change) -> str:
    match change:
        case Added():
            written = f"not written{_default(change.default)}"
            return f"{change.new_pointer}: {written}, deployed {_short(change.new_value)}"
        case Removed():
            deployed = f"not deployed{_default(change.default)}"
            return f"{change.old_pointer}: written {_short(change.old_value)}, {deployed}"
        case Changed():
            old, new = _short(change.old_value), _short(change.new_value)
            return f"{change.old_pointer}: written {old}, deployed {new}"
        case Moved():
            return f"{change.old_pointer}: written here, deployed at {change.new_pointer}"
        case Renamed():
            return f"{change.old_pointer}: deployed as {change.new_pointer}"


def _position(change: Change, drift: Drift) -> Position | None:
    pointer = change.within if isinstance(change, Added) else change.old_pointer
    return drift.desired.definition.source.locate(pointer)


def _default(value: Any) -> str:
    return "" if value is UNSET else f" (which means {_short(value)})"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _prefix(position: Position | None) -> str:
    return f"{position}: " if position else ""


def _written_at(position: Position | None) -> str:
    return f", written at {position}" if position else ""


def _place(position: Position | None) -> dict[str, Any]:
    if position is None:
        return {}
    return {"file": position.file, "line": position.line, "column": position.column}
