"""One difference between two definitions, as a value of one of five kinds.

Pointers are JSON pointers (RFC 6901) into the old and into the new document; they differ where
states were renamed or elements of an array were inserted, removed or moved.
"""

from __future__ import annotations

from typing import Any

import attrs

from sfn_dsl._unset import UNSET


@attrs.frozen
class Added:
    """A member or an element that only the new document has.

    ``within`` is the pointer, in the old document, of the object or array it was added to.
    ``default`` is what held while it was left out, UNSET when the language has no default.
    """

    new_pointer: str
    new_value: Any
    within: str
    default: Any = UNSET

    def reversed(self) -> Removed:
        """The same difference seen from the new document."""
        return Removed(self.new_pointer, self.new_value, self.within, self.default)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        place = {"new_pointer": self.new_pointer, "within": self.within}
        return {"change": "added", **place, "new_value": self.new_value, **_said(self.default)}


@attrs.frozen
class Removed:
    """A member or an element that only the old document has.

    ``within`` is the pointer, in the new document, of the object or array it was removed from.
    ``default`` is what holds now that it is left out, UNSET when the language has no default.
    """

    old_pointer: str
    old_value: Any
    within: str
    default: Any = UNSET

    def reversed(self) -> Added:
        """The same difference seen from the new document."""
        return Added(self.old_pointer, self.old_value, self.within, self.default)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        place = {"old_pointer": self.old_pointer, "within": self.within}
        return {"change": "removed", **place, "old_value": self.old_value, **_said(self.default)}


@attrs.frozen
class Changed:
    """A value that stands in both documents and is another one in each."""

    old_pointer: str
    new_pointer: str
    old_value: Any
    new_value: Any

    def reversed(self) -> Changed:
        """The same difference seen from the new document."""
        return Changed(self.new_pointer, self.old_pointer, self.new_value, self.old_value)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        return {"change": "changed", **attrs.asdict(self, recurse=False)}


@attrs.frozen
class Moved:
    """An element that stands elsewhere among the elements both arrays have: a rule, a retrier.

    ``value`` is what was moved, as the new document writes it; it is there to be shown.
    """

    old_pointer: str
    new_pointer: str
    value: Any = attrs.field(eq=False)

    def reversed(self) -> Moved:
        """The same difference seen from the new document."""
        return Moved(self.new_pointer, self.old_pointer, self.value)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        return {"change": "moved", **attrs.asdict(self, recurse=False)}


@attrs.frozen
class Renamed:
    """A state that goes by another name, together with every reference to it in its scope.

    The same says that a Map state's legacy ``Iterator`` became an ``ItemProcessor`` where that
    matters: only the latter can be distributed (ASL reference, section 7.1).
    """

    old_pointer: str
    new_pointer: str

    def reversed(self) -> Renamed:
        """The same difference seen from the new document."""
        return Renamed(self.new_pointer, self.old_pointer)

    def as_json(self) -> dict[str, Any]:
        """This change as a JSON object."""
        return {"change": "renamed", **attrs.asdict(self, recurse=False)}


Change = Added | Removed | Changed | Moved | Renamed


def _said(default: Any) -> dict[str, Any]:
    return {} if default is UNSET else {"default": default}
