"""One difference between two definitions: a value of one of five classes.

Pointers are JSON pointers (RFC 6901) into the old and the new document. The two differ where states
were renamed, or elements of an array were inserted, removed or moved.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.definition.scopes import innermost_state
from sfn_dsl.definition.text import one_line

_SHORT: Final = 40
"""The most characters of a value in a change's repr."""


@attrs.frozen(repr=False)
class Added:
    """A member or an element that only the new document has.

    Attributes:
        new_pointer: The JSON pointer of it in the new document.
        new_value: Its value.
        within: The JSON pointer, in the old document, of the object or array it was added to.
        default: The default that applied before; UNSET if the language has none.
    """

    new_pointer: str
    new_value: Any
    within: str
    default: Any = UNSET

    def reversed(self) -> Removed:
        """The same difference, with old and new swapped."""
        return Removed(self.new_pointer, self.new_value, self.within, self.default)

    def __repr__(self) -> str:
        return _repr(self)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        place = {"new_pointer": self.new_pointer, "within": self.within}
        return {
            "change": "added",
            **place,
            "new_value": self.new_value,
            **_default_as_json(self.default),
        }


@attrs.frozen(repr=False)
class Removed:
    """A member or an element that only the old document has.

    Attributes:
        old_pointer: The JSON pointer of it in the old document.
        old_value: Its value.
        within: The JSON pointer, in the new document, of the object or array it was removed from.
        default: The default that applies now; UNSET if the language has none.
    """

    old_pointer: str
    old_value: Any
    within: str
    default: Any = UNSET

    def reversed(self) -> Added:
        """The same difference, with old and new swapped."""
        return Added(self.old_pointer, self.old_value, self.within, self.default)

    def __repr__(self) -> str:
        return _repr(self)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        place = {"old_pointer": self.old_pointer, "within": self.within}
        return {
            "change": "removed",
            **place,
            "old_value": self.old_value,
            **_default_as_json(self.default),
        }


@attrs.frozen(repr=False)
class Changed:
    """A value that both documents have, with a different meaning in each.

    Attributes:
        old_pointer: The JSON pointer of it in the old document.
        new_pointer: The JSON pointer of it in the new document.
        old_value: The old value.
        new_value: The new value.
    """

    old_pointer: str
    new_pointer: str
    old_value: Any
    new_value: Any

    def reversed(self) -> Changed:
        """The same difference, with old and new swapped."""
        return Changed(self.new_pointer, self.old_pointer, self.new_value, self.old_value)

    def __repr__(self) -> str:
        return _repr(self)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        return {"change": "changed", **attrs.asdict(self, recurse=False)}


@attrs.frozen(repr=False)
class Moved:
    """An element that has another position in its array, such as a rule or a retrier.

    Its position changed among the elements that both arrays have.

    Attributes:
        old_pointer: The JSON pointer of it in the old document.
        new_pointer: The JSON pointer of it in the new document.
        value: The element in the new document, for display only: it does not count when changes are
            compared.
    """

    old_pointer: str
    new_pointer: str
    value: Any = attrs.field(eq=False)

    def reversed(self) -> Moved:
        """The same difference, with old and new swapped."""
        return Moved(self.new_pointer, self.old_pointer, self.value)

    def __repr__(self) -> str:
        return _repr(self)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        return {"change": "moved", **attrs.asdict(self, recurse=False)}


@attrs.frozen(repr=False)
class Renamed:
    """A state that has another name, together with every reference to it in its scope.

    Also the legacy ``Iterator`` of a Map that became an ``ItemProcessor``, where that matters: only
    the latter can be distributed (ASL reference, section 7.1).

    Attributes:
        old_pointer: The JSON pointer of it in the old document.
        new_pointer: The JSON pointer of it in the new document.
    """

    old_pointer: str
    new_pointer: str

    def reversed(self) -> Renamed:
        """The same difference, with old and new swapped."""
        return Renamed(self.new_pointer, self.old_pointer)

    def __repr__(self) -> str:
        return _repr(self)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        return {"change": "renamed", **attrs.asdict(self, recurse=False)}


Change = Added | Removed | Changed | Moved | Renamed


def summary(change: Change) -> str:
    """One change in a few words: ``changed /States/A/TimeoutSeconds 5 -> 6``."""
    return f"{type(change).__name__.lower()} {_details(change)}"


def excerpt(value: Any, longest: int) -> str:
    """The beginning of a value as JSON, on one line."""
    line = json_line(value) or "…"
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def json_line(value: Any) -> str | None:
    """A value as JSON on one line; None if it is nested too deeply for that."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except (RecursionError, TypeError, ValueError):
        return None


def _repr(change: Change) -> str:
    return one_line(f"{type(change).__name__}({_details(change)})")


def _details(change: Change) -> str:
    match change:
        case Added():
            return f"{change.new_pointer} {excerpt(change.new_value, _SHORT)}"
        case Removed():
            return f"{change.old_pointer} {excerpt(change.old_value, _SHORT)}"
        case Changed():
            old, new = (excerpt(one, _SHORT) for one in (change.old_value, change.new_value))
            return f"{change.new_pointer} {old} -> {new}"
        case _:
            return f"{change.old_pointer} -> {change.new_pointer}"


def _default_as_json(default: Any) -> dict[str, Any]:
    return {} if default is UNSET else {"default": default}


def state_of(change: Change) -> str:
    """The pointer, in the new document, of the innermost state of a change; "" if there is none."""
    return innermost_state(change.within if isinstance(change, Removed) else change.new_pointer)


def changed_states(changes: Iterable[Change]) -> list[str]:
    """The states that have changes, each once.

    Args:
        changes: The changes, such as those of ``diff``.

    Returns:
        The JSON pointers of the states in the new document.
    """
    return list(dict.fromkeys(filter(None, map(state_of, changes))))
