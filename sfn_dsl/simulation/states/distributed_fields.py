"""The fields that only a distributed Map has (ASL reference, sections 7.3 to 7.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from sfn_dsl.simulation.fiber import Fiber
from sfn_dsl.simulation.maps.items import Item, batches
from sfn_dsl.simulation.maps.readers import compile_reader
from sfn_dsl.simulation.maps.result_writer import ResultWriter
from sfn_dsl.simulation.states.fields import Reading, compile_part
from sfn_dsl.simulation.states.map_fields import compile_limit

Reader = Callable[[Fiber, Any], Iterator[Item]]


@attrs.frozen
class Batcher:
    """ItemBatcher: each reads the effective input, and gives None where nothing is set."""

    most: Reading
    size: Reading
    shared: Reading

    def batches(self, fiber: Fiber, effective: Any, values: Iterator[Any]) -> Iterator[Any]:
        """The inputs of the child executions."""
        return batches(
            values,
            max_items=self.most(fiber, effective),
            max_bytes=self.size(fiber, effective),
            batch_input=self.shared(fiber, effective),
            payload=fiber.run.limits.payload,
        )


@attrs.frozen
class DistributedFields:
    """``reader`` and ``batcher`` are None without those fields; ``label`` names the Map Run.

    ``destination`` reads the arguments of the ResultWriter.
    """

    reader: Reader | None
    batcher: Batcher | None
    writer: ResultWriter
    destination: Reading
    label: str | None


def distributed_fields(state: dict[str, Any], *, is_jsonata: bool) -> DistributedFields:
    """The fields of a distributed Map state."""
    writer = state.get("ResultWriter")
    return DistributedFields(
        reader=_reader(state["ItemReader"], is_jsonata) if "ItemReader" in state else None,
        batcher=_batcher(state["ItemBatcher"], is_jsonata) if "ItemBatcher" in state else None,
        writer=ResultWriter(writer),
        destination=_arguments(writer or {}, "ResultWriter", is_jsonata),
        label=state.get("Label"),
    )


def _arguments(field: Mapping[str, Any], name: str, is_jsonata: bool) -> Reading:
    member = "Arguments" if is_jsonata else "Parameters"
    return compile_part(field, member, f"{name}/{member}", is_jsonata=is_jsonata)


def _reader(field: Mapping[str, Any], is_jsonata: bool) -> Reader:
    arguments = _arguments(field, "ItemReader", is_jsonata)
    config = dict(field.get("ReaderConfig") or {})
    most = compile_limit(config, "MaxItems", "ItemReader/ReaderConfig", is_jsonata=is_jsonata)
    for member in ("MaxItems", "MaxItemsPath"):
        config.pop(member, None)
    reader = compile_reader(field["Resource"], config)

    def read(fiber: Fiber, effective: Any) -> Iterator[Item]:
        return reader.items(
            arguments(fiber, effective),
            fiber.run.world.objects,
            max_items=most(fiber, effective),
        )

    return read


def _batcher(field: Mapping[str, Any], is_jsonata: bool) -> Batcher:
    def limit(name: str) -> Reading:
        return compile_limit(field, name, "ItemBatcher", is_jsonata=is_jsonata)

    return Batcher(
        most=limit("MaxItemsPerBatch"),
        size=limit("MaxInputBytesPerBatch"),
        shared=compile_part(field, "BatchInput", "ItemBatcher/BatchInput", is_jsonata=is_jsonata),
    )
