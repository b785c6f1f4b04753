"""Carrying changes out on a document.

All pointers into the old document are read before anything there moves: objects and arrays that
change are copied first, each under its old pointer, and rebuilt from the innermost outwards.
Everything else is shared between the old document and the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

import attrs

from sfn_dsl.definition.pointers import child, parent, tokens
from sfn_dsl.definition.scopes import place, transitions
from sfn_dsl.diff.change import Added, Change, Changed, Moved, Removed, Renamed
from sfn_dsl.errors import SfnError


class MisappliedError(SfnError, ValueError):
    """Changes were applied to a document that they do not fit."""

    def __init__(self, pointer: str) -> None:
        self.pointer = pointer
        super().__init__(
            f"there is nothing at '{pointer}' in this document; apply changes to the document "
            "that was given to diff as the old one"
        )


@attrs.define
class _Edits:
    """What happens to the members or elements of one object or array."""

    removed: set[str] = attrs.field(factory=set)
    placed: list[tuple[str, Any]] = attrs.field(factory=list)
    moved: list[tuple[str, str]] = attrs.field(factory=list)
    renamed: dict[str, str] = attrs.field(factory=dict)


def applied(changes: Iterable[Change], document: Any) -> Any:
    """The document that results from carrying out all changes at once."""
    copies = _Copies(document)
    edits: dict[str, _Edits] = defaultdict(_Edits)
    renames: dict[str, dict[str, str]] = defaultdict(dict)
    values = []
    for change in changes:
        if isinstance(change, Changed):
            values.append(change)
            continue
        edit = edits[change.within if isinstance(change, Added) else parent(change.old_pointer)]
        _note(change, edit)
        if isinstance(change, Renamed) and place(change.old_pointer).is_state:
            machine = parent(parent(change.old_pointer))
            renames[machine][_last(change.old_pointer)] = _last(change.new_pointer)
    for machine, names in renames.items():
        _follow(copies, machine, names)
    for change in values:
        copies.put(change.old_pointer, change.new_value)
    for pointer in sorted(edits, key=lambda pointer: -pointer.count("/")):
        _rebuild(pointer, copies.own(pointer), edits[pointer])
    return copies.whole


def _note(change: Added | Removed | Moved | Renamed, edit: _Edits) -> None:
    match change:
        case Added():
            edit.placed.append((_last(change.new_pointer), change.new_value))
        case Removed():
            edit.removed.add(_last(change.old_pointer))
        case Moved():
            edit.moved.append((_last(change.old_pointer), _last(change.new_pointer)))
        case Renamed():
            edit.renamed[_last(change.old_pointer)] = _last(change.new_pointer)


class _Copies:
    """The document being made; what is written to has been copied, by its old pointer."""

    def __init__(self, document: Any) -> None:
        self.whole = document
        self._owned: dict[str, Any] = {}

    def own(self, pointer: str) -> Any:
        """The copy of the object or array a pointer names, reached through copies."""
        missing = []
        while pointer and pointer not in self._owned:
            missing.append(pointer)
            pointer = parent(pointer)
        if pointer not in self._owned:
            self.whole = self._owned[pointer] = _copied(self.whole, pointer)
        here = self._owned[pointer]
        for inner in reversed(missing):
            key = _key(here, inner)
            here[key] = self._owned[inner] = _copied(here[key], inner)
            here = here[key]
        return here

    def put(self, pointer: str, value: Any) -> None:
        """Write a value in the place of the one a pointer names."""
        if not pointer:
            self.whole = value
            return
        holder = self.own(parent(pointer))
        holder[_key(holder, pointer)] = value


def _copied(value: Any, pointer: str) -> Any:
    if not isinstance(value, (dict, list)):
        raise MisappliedError(pointer)
    return value.copy()


def _key(holder: Any, pointer: str) -> Any:
    token = _last(pointer)
    if isinstance(holder, dict) and token in holder:
        return token
    if isinstance(holder, list) and token.isdecimal() and int(token) < len(holder):
        return int(token)
    raise MisappliedError(pointer)


def _last(pointer: str) -> str:
    return tokens(pointer[pointer.rfind("/") :])[-1]


def _follow(copies: _Copies, machine: str, names: Mapping[str, str]) -> None:
    """Let every reference to a renamed state follow it, within the state's own scope."""
    owned = copies.own(machine)
    start = owned.get("StartAt")
    if isinstance(start, str):
        owned["StartAt"] = names.get(start, start)
    states = owned.get("States")
    if not isinstance(states, dict):
        raise MisappliedError(f"{machine}/States")
    for name, state in states.items():
        if isinstance(state, dict):
            for reference in transitions(child(f"{machine}/States", name), state):
                if reference.target in names:
                    copies.put(reference.pointer, names[reference.target])


def _rebuild(pointer: str, holder: Any, edits: _Edits) -> None:
    """Bring one copied object or array into its new form."""
    for token in (*edits.removed, *edits.renamed, *(old for old, _ in edits.moved)):
        _key(holder, child(pointer, token))
    if isinstance(holder, dict):
        kept = {
            edits.renamed.get(key, key): value
            for key, value in holder.items()
            if key not in edits.removed
        }
        holder.clear()
        holder.update(kept, **dict(edits.placed))
        return
    placed = edits.placed + [(new, holder[int(old)]) for old, new in edits.moved]
    leaving = edits.removed.union(old for old, _ in edits.moved)
    holder[:] = [value for index, value in enumerate(holder) if str(index) not in leaving]
    for index, value in sorted(((int(new), value) for new, value in placed), key=itemgetter(0)):
        holder.insert(index, value)
