"""Changes as text for reviewers and as JSON for programs.

The text groups changes by state. ``+`` means added, ``-`` removed, ``~`` changed, and ``→`` renamed
or moved; short values are on the same line, long ones below it as lines of canonical JSON. The text
has no colours; a caller may add them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from sfn_dsl._unset import UNSET
from sfn_dsl.comparison.change import (
    Added,
    Change,
    Changed,
    Moved,
    Removed,
    Renamed,
    excerpt,
    json_line,
    state_of,
)
from sfn_dsl.comparison.changes import Changes
from sfn_dsl.definition import Source, canonical_text
from sfn_dsl.definition.pointers import tokens
from sfn_dsl.definition.scopes import place
from sfn_dsl.definition.text import in_lines

NO_DIFFERENCE: Final = "no semantic difference"

_SHORT: Final = 72
_CONTEXT: Final = 2
# Finding the shortest line diff of more lines takes too long.
_MOST_LINES: Final = 400


def as_text(changes: Changes, source: Source | None = None) -> str:
    """The changes for a reviewer, grouped by state.

    Args:
        changes: The changes.
        source: The source of the new definition, whose file and line the headings then have.

    Returns:
        The text, which ends with a newline.

    Example::

        old = StateMachine([Wait("Pause", seconds=5, end=True)])
        new = StateMachine([Wait("Pause", seconds=6, end=True)])
        print(comparison.as_text(diff(old, new)))
    """
    if not changes:
        return f"{NO_DIFFERENCE}\n"
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault(_route(change), []).append(change)
    lines = [_summary(changes)]
    for route, group in groups.items():
        lines += ["", _heading(route, group) + _where(group[0], source)]
        lines += [f"  {line}".rstrip() for change in group for line in _lines(change)]
    return in_lines(lines)


def as_json_text(changes: Changes) -> str:
    """The changes as a JSON array.

    Args:
        changes: The changes.

    Returns:
        The text, which ends with a newline.
    """
    return _json_text(changes.as_json())


def _summary(changes: Changes) -> str:
    counts = Counter(type(change).__name__.lower() for change in changes)
    parts = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    return f"{len(changes)} change{'s' if len(changes) > 1 else ''}: {parts}"


def _route(change: Change) -> tuple[str, ...]:
    """The names of the states around a change, in the new definition if it has them."""
    if isinstance(change, Removed):
        where = place(change.old_pointer)
        return where.route if where.is_state else place(change.within).route
    return place(change.new_pointer).route


def _heading(route: tuple[str, ...], group: Iterable[Change]) -> str:
    if not route:
        return "the machine"
    former = [
        tokens(change.old_pointer)[-1]
        for change in group
        if isinstance(change, Renamed) and place(change.new_pointer).is_state
    ]
    names = [*route[:-1], f"{former[0]} → {route[-1]}" if former else route[-1]]
    return " > ".join(names)


def _where(change: Change, source: Source | None) -> str:
    """The file and line of a changed state or machine; none for a removed state."""
    if source is None or (isinstance(change, Removed) and place(change.old_pointer).is_state):
        return ""
    position = source.locate(state_of(change))
    return f"  ({position})" if position else ""


def _lines(change: Change) -> Iterator[str]:
    match change:
        case Added():
            note = _note("was", change.default)
            yield from _one_side("+", change.new_pointer, change.new_value, note)
        case Removed():
            note = _note("now", change.default)
            yield from _one_side("-", change.old_pointer, change.old_value, note)
        case Changed():
            yield from _two_sides(change)
        case Moved():
            target = "/".join(place(change.new_pointer).inside)
            yield f"→ {change.old_pointer}  moved to {target}: {excerpt(change.value, _SHORT)}"
        case Renamed():
            follow = "; its references follow" if place(change.new_pointer).is_state else ""
            name = json.dumps(tokens(change.new_pointer)[-1], ensure_ascii=False)
            yield f"→ {change.old_pointer}  renamed to {name}{follow}"


def _note(when: str, default: Any) -> str:
    return "" if default is UNSET else f"  ({when} {excerpt(default, _SHORT)} by default)"


def _one_side(sign: str, pointer: str, value: Any, note: str) -> Iterator[str]:
    short = _on_one_line(value)
    if short is not None and not (isinstance(value, dict) and place(pointer).is_state):
        yield f"{sign} {pointer}  {short}{note}"
        return
    yield f"{sign} {pointer}{note}"
    yield from (f"  {sign} {line}" for line in _text_lines(value))


def _two_sides(change: Changed) -> Iterator[str]:
    before, after = place(change.old_pointer).inside, place(change.new_pointer).inside
    was = "" if before == after else f"  (was {'/'.join(before)})"
    old, new = _on_one_line(change.old_value), _on_one_line(change.new_value)
    if old is not None and new is not None and len(old) + len(new) <= _SHORT:
        yield f"~ {change.new_pointer}  {old} → {new}{was}"
        return
    yield f"~ {change.new_pointer}{was}"
    yield from _line_diff(*_both_texts(change.old_value, change.new_value))


def _both_texts(old: Any, new: Any) -> tuple[list[str], list[str]]:
    """Both values as lines of JSON; two strings, if one has several lines, as their own lines."""
    if isinstance(old, str) and isinstance(new, str) and "\n" in old + new:
        return old.split("\n"), new.split("\n")
    return _text_lines(old), _text_lines(new)


def _line_diff(old: list[str], new: list[str]) -> Iterator[str]:
    if len(old) + len(new) > _MOST_LINES:
        yield from (f"  - {line}" for line in old)
        yield from (f"  + {line}" for line in new)
        return
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT)
    for number, group in enumerate(groups):
        if number:
            yield "    …"
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                yield from (f"    {line}" for line in old[old_start:old_end])
                continue
            yield from (f"  - {line}" for line in old[old_start:old_end])
            yield from (f"  + {line}" for line in new[new_start:new_end])


def _on_one_line(value: Any) -> str | None:
    """A value on one line; None if it is too long or too deeply nested for that."""
    line = json_line(value)
    return line if line is not None and len(line) <= _SHORT else None


def _text_lines(value: Any) -> list[str]:
    return _json_text(value).rstrip("\n").split("\n")


def _json_text(value: Any) -> str:
    try:
        return canonical_text(value)
    except (TypeError, ValueError):  # NaN, which Python reads from JSON but is not valid JSON
        return json.dumps(value, ensure_ascii=False, indent=2, default=repr) + "\n"
