"""All differences between two definitions, and how they are applied to a document.

All pointers into the old document are resolved before anything moves: the objects and arrays that
change are copied first, each under its old pointer, and then rebuilt from the innermost outwards.
The result shares everything else with the old document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, overload

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.comparison.change import (
    Added,
    Change,
    Changed,
    Moved,
    Removed,
    Renamed,
    summary,
)
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child, parent, tokens
from sfn_dsl.definition.scopes import place, transitions
from sfn_dsl.definition.text import one_line
from sfn_dsl.errors import SfnError

_MOST_SHOWN: Final = 5
"""The most changes in the repr of `Changes`."""


@attrs.frozen(eq=False, repr=False)
class Changes(Sequence[Change], NotebookDisplay):
    """All semantic differences between two definitions: a sequence of `Change` in document order.

    It is false if there are none. Two of them are equal if they have the same changes in any order.

    Attributes:
        items: The changes.
        old: The definition that was compared, None where it is not known, as for part of them.
        new: The definition that it was compared with, None likewise.
    """

    items: tuple[Change, ...] = ()
    old: Definition | None = attrs.field(default=None, kw_only=True)
    new: Definition | None = attrs.field(default=None, kw_only=True)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> Changes: ...
    def __getitem__(self, index: int | slice) -> Change | Changes:
        return Changes(self.items[index]) if isinstance(index, slice) else self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Changes):
            return NotImplemented
        return sorted(self.items, key=_place) == sorted(other.items, key=_place)

    def __repr__(self) -> str:
        if not self:
            return "Changes(none)"
        shown = [summary(change) for change in self.items[:_MOST_SHOWN]]
        hidden = len(self) - len(shown)
        parts = [*shown, f"{hidden} more"] if hidden else shown
        return one_line(f"Changes({len(self)}: {'; '.join(parts)})")

    def reversed(self) -> Changes:
        """The changes from the new document back to the old one."""
        back = tuple(change.reversed() for change in self.items)
        return Changes(back, old=self.new, new=self.old)

    def apply(self, document: Any) -> Any:
        """Make a document with the meaning of the new one from the old one.

        Args:
            document: The old document as plain JSON values, such as ``Definition.document``. It is
                not modified.

        Returns:
            The new document, which may share parts with the old one and with the values in these
            changes.

        Raises:
            MisappliedError: The document has nothing at the pointer of a change.
        """
        return _applied(self.items, document)

    def as_json(self) -> list[dict[str, Any]]:
        """All changes as JSON objects, in document order."""
        return [change.as_json() for change in self.items]


def _place(change: Change) -> tuple[str, str, str]:
    old = "" if isinstance(change, Added) else change.old_pointer
    new = "" if isinstance(change, Removed) else change.new_pointer
    return (type(change).__name__, old, new)


class MisappliedError(SfnError, ValueError):
    """Raised when changes are applied to another document than the one they were found in.

    Attributes:
        pointer: The JSON pointer at which the document has nothing.
    """

    def __init__(self, pointer: str) -> None:
        self.pointer = pointer
        super().__init__(
            f"there is nothing at '{pointer}' in this document; apply changes to the document "
            "that was given to diff as the old one"
        )


@attrs.define
class _Edits:
    """The edits to the members or elements of one object or array."""

    removed: set[str] = attrs.field(factory=set)
    placed: list[tuple[str, Any]] = attrs.field(factory=list)
    moved: list[tuple[str, str]] = attrs.field(factory=list)
    renamed: dict[str, str] = attrs.field(factory=dict)


def _applied(changes: Iterable[Change], document: Any) -> Any:
    """The document that results from making all changes at once."""
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
    """The document in the making, and the parts of it that were copied, by their old pointers."""

    def __init__(self, document: Any) -> None:
        self.whole = document
        self._owned: dict[str, Any] = {}

    def own(self, pointer: str) -> Any:
        """The copy of the object or array at a pointer; everything above it is copied too."""
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
        """Replace the value at a pointer."""
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
    """Update the references to renamed states within their scope."""
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
    """Apply the edits to one copied object or array."""
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
