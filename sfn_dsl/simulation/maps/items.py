"""The items of a Map, and where each came from (ASL reference, sections 3.4 and 7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import attrs

from sfn_dsl.simulation.failures import RUNTIME, Failure

STATE_DATA: Final = "STATE_DATA"
"""The source of an item that does not come from S3."""


@attrs.frozen(slots=True)
class Item:
    """One item: ``value``, ``key`` and ``source`` are Map.Item's Value, Key and Source.

    ``key`` is None unless the item is a member of an object.
    """

    value: Any
    key: str | None = None
    source: str = STATE_DATA

    @property
    def input(self) -> Any:
        """The input of the item's iteration, where no ItemSelector makes another one."""
        return self.value if self.key is None else {"Key": self.key, "Value": self.value}


def items_of(value: Any, *, is_distributed: bool, path: str = "$") -> Iterator[Item]:
    """The items that a Map state has in its own data, at the path of its ItemsPath.

    A distributed Map also takes an object, whose members are its items. Raises Failure for any
    other value, and at once, not when the first item is asked for.
    """
    if isinstance(value, list):
        return map(Item, value)
    if is_distributed and isinstance(value, dict):
        return (Item(member, key) for key, member in value.items())
    # AWS tells of a path into the context object as of one into the input.
    shown = path[1:] if path.startswith("$$") else path
    raise Failure(RUNTIME, f'Reference path "{shown}" must point to array.')
