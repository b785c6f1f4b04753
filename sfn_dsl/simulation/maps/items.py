"""The items of a Map, where each came from, and several of them in one child execution.

ASL reference, sections 3.4, 7.2 and 7.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from sfn_dsl.simulation.failures import RUNTIME, Failure
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.sizes import byte_size, json_text

STATE_DATA: Final = "STATE_DATA"
"""The source of an item that does not come from S3."""

_PAYLOAD: Final = Limits().payload


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


def batches(
    values: Iterable[Any],
    *,
    max_items: int | None = None,
    max_bytes: int | None = None,
    batch_input: Any = None,
    payload: int = _PAYLOAD,
) -> Iterator[dict[str, Any]]:
    """ItemBatcher, the inputs of the child executions: ``{"BatchInput": ..., "Items": [...]}``.

    ``max_items`` and ``max_bytes`` are the values of MaxItemsPerBatch and MaxInputBytesPerBatch;
    None and 0 set no limit, but no batch grows above ``payload``, the bytes that an execution
    takes as input. The bytes are those of the whole input as JSON. An item above the limit makes
    a batch alone. ``batch_input`` is left out where it is None.
    """
    most = max_items or None
    limit = min(max_bytes or payload, payload)
    shared = {} if batch_input is None else {"BatchInput": batch_input}
    empty = byte_size(json_text({**shared, "Items": []}))
    batch: list[Any] = []
    used = empty
    for value in values:
        size = byte_size(json_text(value)) + 1
        # One comma fewer than there are items.
        is_over = used + size - 1 > limit
        if batch and (is_over or len(batch) == most):
            yield {**shared, "Items": batch}
            batch, used = [], empty
        batch.append(value)
        used += size
    if batch:
        yield {**shared, "Items": batch}
