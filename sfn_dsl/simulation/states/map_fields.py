"""The fields of a Map that say what its iterations get, and how many run at once.

ASL reference, section 7.1. Each reads the effective input of the state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.simulation.data import integers
from sfn_dsl.simulation.data.json_text import compact
from sfn_dsl.simulation.data.paths import PathMissing, compile_path
from sfn_dsl.simulation.failures import REFERENCE_CONFLICT, Failure, QueryFault
from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.jsonata import fields as jsonata
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.maps.items import Item, items_of
from sfn_dsl.simulation.maps.map_run import Tolerance
from sfn_dsl.simulation.states.fields import Reading, compile_number, compile_part

EXCEEDED: Final = "States.ExceedToleratedFailureThreshold"


@attrs.frozen
class MapFields:
    """``concurrency`` reads None or 0 where nothing limits it.

    ``tolerance`` reads how many iterations may fail, as a count and as a percentage.
    """

    items: Callable[[Fiber, Any], Iterator[Item]]
    concurrency: Reading
    tolerance: Callable[[Fiber, Any], Tolerance]
    selector: Reading | None

    def select(self, fiber: Fiber, effective: Any, item: Item, index: int) -> Any:
        """The input of an iteration."""
        if self.selector is None:
            return item.input
        shown = {"Index": index, "Value": item.value, "Source": item.source}
        if item.key is not None:
            shown["Key"] = item.key
        fiber.item = shown
        try:
            return self.selector(fiber, effective)
        finally:
            fiber.item = None


def map_fields(state: dict[str, Any], *, is_jsonata: bool, is_distributed: bool) -> MapFields:
    """The fields of a Map state."""
    counts = compile_limit(state, "ToleratedFailureCount", "", is_jsonata=is_jsonata)
    shares = _percentage(state, is_jsonata)
    return MapFields(
        items=_items(state, is_jsonata, is_distributed),
        concurrency=compile_limit(state, "MaxConcurrency", "", is_jsonata=is_jsonata),
        tolerance=lambda fiber, data: (counts(fiber, data), shares(fiber, data)),
        selector=_selector(state, is_jsonata),
    )


def exceeds(tolerance: Tolerance, failed: int, total: int | None) -> bool:
    """Return whether more items have failed than may (measured on AWS).

    How large a share has failed is known only when all items are; ``total`` is None until then.
    """
    count, share = (limit or None for limit in tolerance)
    if count is None and share is None:
        return failed > 0
    if count is not None and failed > count:
        return True
    return share is not None and bool(total) and 100 * failed / (total or 1) > share


def too_many_failed() -> Failure:
    """The failure of a Map whose tolerance is exceeded."""
    return Failure(EXCEEDED, "The specified tolerated failure threshold was exceeded")


def compile_limit(
    field: Mapping[str, Any], member: str, around: str, *, is_jsonata: bool
) -> Reading:
    """A whole number; ``around`` is the location of the field that holds it, "" for the state."""
    location = f"{around}/{member}" if around else member
    return compile_number(
        field,
        member,
        integers.compile_integer if around else integers.compile_count,
        lambda text: jsonata.compile_integer(text, location, maximum=None),
        is_jsonata=is_jsonata,
    )


def _percentage(state: Mapping[str, Any], is_jsonata: bool) -> Reading:
    member = "ToleratedFailurePercentage"
    return compile_number(
        state,
        member,
        integers.compile_percentage,
        lambda text: jsonata.compile_number(text, member, 0, 100),
        is_jsonata=is_jsonata,
    )


def _items(
    state: Mapping[str, Any], is_jsonata: bool, is_distributed: bool
) -> Callable[[Fiber, Any], Iterator[Item]]:
    if is_jsonata and "Items" not in state:
        return lambda _, data: _items_of_input(data, is_distributed)
    if is_jsonata:
        evaluate = jsonata.compile_array(state["Items"], "Items", is_distributed)
        return lambda fiber, data: items_of(
            evaluate(StatesRoot(data), fiber), is_distributed=is_distributed
        )
    text = state.get("ItemsPath", "$")
    path = compile_path(text)

    def items(fiber: Fiber, data: Any) -> Iterator[Item]:
        try:
            found = path.read(data, fiber)
        except PathMissing as missing:
            raise _conflict(text, missing) from None
        return items_of(found, is_distributed=is_distributed, path=text)

    return items


def _conflict(text: str, missing: PathMissing) -> Failure:
    """An ItemsPath that finds nothing (ASL reference, section 3.3)."""
    step = text.rpartition(".")[2]
    return Failure(
        REFERENCE_CONFLICT, f'Unable to apply step "{step}" to input {compact(missing.searched)}'
    )


def _items_of_input(data: Any, is_distributed: bool) -> Iterator[Item]:
    if not isinstance(data, (list, dict) if is_distributed else list):
        raise QueryFault(f"Map state input must be an array but was: {compact(data)}", "Items")
    return items_of(data, is_distributed=is_distributed)


def _selector(state: Mapping[str, Any], is_jsonata: bool) -> Reading | None:
    field = next((each for each in ("ItemSelector", "Parameters") if each in state), None)
    return None if field is None else compile_part(state, field, field, is_jsonata=is_jsonata)
