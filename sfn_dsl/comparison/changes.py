"""All differences between two definitions.

A change is data before it is an act: it can be shown, stored as JSON, turned round and applied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import attrs

from sfn_dsl.comparison.application import applied
from sfn_dsl.comparison.change import Added, Change, Removed


@attrs.frozen(eq=False)
class Changes(Sequence[Change]):
    """All differences between two definitions, in the order of the documents; false without any.

    Two are equal when they hold the same changes in whatever order.
    """

    items: tuple[Change, ...] = ()

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

    def reversed(self) -> Changes:
        """The changes that lead from the new document back to the old one."""
        return Changes(tuple(change.reversed() for change in self.items))

    def apply(self, document: Any) -> Any:
        """The document equal by meaning to the new one, made from the old one.

        The old document is left as it is; the result may share parts with it and with the values
        in these changes. Raises `MisappliedError` for a document that these changes do not fit.
        """
        return applied(self.items, document)

    def as_json(self) -> list[dict[str, Any]]:
        """All changes as JSON objects, in order."""
        return [change.as_json() for change in self.items]


def _place(change: Change) -> tuple[str, str, str]:
    old = "" if isinstance(change, Added) else change.old_pointer
    new = "" if isinstance(change, Removed) else change.new_pointer
    return (type(change).__name__, old, new)
