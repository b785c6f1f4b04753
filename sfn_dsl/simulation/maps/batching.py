"""ItemBatcher: several items in one child execution (ASL reference, section 7.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.maps.written import byte_size, json_text

_PAYLOAD: Final = Limits().payload


def batches(
    values: Iterable[Any],
    *,
    max_items: int | None = None,
    max_bytes: int | None = None,
    batch_input: Any = None,
    payload: int = _PAYLOAD,
) -> Iterator[dict[str, Any]]:
    """The inputs of the child executions: ``{"BatchInput": ..., "Items": [...]}``.

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
