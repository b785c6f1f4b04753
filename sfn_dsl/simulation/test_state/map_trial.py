"""A Map state with its iterations mocked (ASL reference, section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.maps.items import Item
from sfn_dsl.simulation.states.distributed_map import DistributedMap
from sfn_dsl.simulation.states.map_fields import exceeds, too_many_failed
from sfn_dsl.simulation.states.map_state import MapState
from sfn_dsl.simulation.test_state.inspection import Inspection
from sfn_dsl.simulation.test_state.requests import Request


def work_out_fields(
    state: MapState | DistributedMap,
    request: Request,
    fiber: Fiber,
    inspection: Inspection,
    *,
    is_jsonata: bool,
) -> None:
    """Work out the fields of a Map up to its iterations, and note what they give.

    Raises Failure, also where more iterations failed than the state tolerates.
    """
    note = inspection.note
    effective = state.flow.effective(fiber, request.input)
    items = _items(state, request, fiber, effective)
    if items is not None:
        if not is_jsonata and "ItemReader" not in request.state:
            note("afterItemsPath", [item.value for item in items])
        _note_inputs(state, fiber, effective, items, inspection)
    note("maxConcurrency", state.fields.concurrency(fiber, effective) or 0)
    tolerance = state.fields.tolerance(fiber, effective)
    count, share = tolerance
    if count is not None:
        note("toleratedFailureCount", count)
    if share is not None:
        note("toleratedFailurePercentage", float(share))
    may_exceed = request.error is None and isinstance(state, DistributedMap)
    if may_exceed and exceeds(tolerance, request.failures or 0, len(items or ())):
        raise too_many_failed()


def _items(
    state: MapState | DistributedMap, request: Request, fiber: Fiber, effective: Any
) -> list[Item] | None:
    """The items, None where nothing says what a reader reads."""
    if not isinstance(state, DistributedMap) or state.own.reader is None:
        return list(state.fields.items(fiber, effective))
    return list(state.own.reader(fiber, effective)) if request.items is not None else None


def _note_inputs(
    state: MapState | DistributedMap,
    fiber: Fiber,
    effective: Any,
    items: Sequence[Item],
    inspection: Inspection,
) -> None:
    inputs = [state.fields.select(fiber, effective, each, i) for i, each in enumerate(items)]
    if state.fields.selector is not None:
        inspection.note("afterItemSelector", inputs)
    if isinstance(state, DistributedMap) and state.own.batcher is not None:
        batches = state.own.batcher.batches(fiber, effective, iter(inputs))
        inspection.note("afterItemBatcher", list(batches))
