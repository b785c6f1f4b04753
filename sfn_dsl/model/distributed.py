"""The parts of a distributed Map: its reader, batches and writer.

Most workflows use none of these, so they are imported from ``sfn_dsl.distributed``.
(ASL reference, section 7.)
"""

from __future__ import annotations

from typing import Literal

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder, is_whole_placeholder
from sfn_dsl.expressions.templates import Frozen
from sfn_dsl.model import converters as convert
from sfn_dsl.model.state import written
from sfn_dsl.sequences import ListOf, elements


def _headers(value: ListOf[str] | Placeholder | Unset) -> tuple[str, ...] | Placeholder | Unset:
    if isinstance(value, (Placeholder, Unset)):
        return value
    # In quotes it would be filled in as one string.
    if isinstance(value, str) and is_whole_placeholder(value):
        return Placeholder(value)
    return elements(value, "csv_headers", "'id', 'total'")


@attrs.frozen(repr=False)
class ProcessorConfig:
    """How a Map runs its machine: in the same execution, or in a child execution for each item."""

    mode: Literal["INLINE", "DISTRIBUTED"] | Unset = UNSET
    execution_type: Literal["STANDARD", "EXPRESS"] | Unset = UNSET

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class ReaderConfig:
    """What an `ItemReader` reads: the format, and how much of it."""

    input_type: Literal["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"] | Unset = UNSET
    transformation: Literal["NONE", "LOAD_AND_FLATTEN"] | Unset = UNSET
    manifest_type: Literal["ATHENA_DATA", "S3_INVENTORY"] | Unset = UNSET
    csv_header_location: Literal["FIRST_ROW", "GIVEN"] | Unset = UNSET
    csv_headers: tuple[str, ...] | Placeholder | Unset = attrs.field(
        default=UNSET, converter=_headers
    )
    csv_delimiter: Literal["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"] | Unset = UNSET
    max_items: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, converter=convert.integer
    )
    items_pointer: str | Unset = UNSET

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class ItemReader:
    """Where a distributed Map reads its items from (section 7.3)."""

    resource: str
    reader_config: ReaderConfig | Unset = UNSET
    parameters: Frozen = attrs.field(default=UNSET, converter=convert.parameters)
    arguments: Frozen = attrs.field(default=UNSET, converter=convert.arguments)

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class ItemBatcher:
    """How a distributed Map groups its items: by number, by bytes of JSON, or by both."""

    max_items_per_batch: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, converter=convert.integer
    )
    max_input_bytes_per_batch: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, converter=convert.integer
    )
    batch_input: Frozen = attrs.field(default=UNSET, converter=convert.batch_input)

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class WriterConfig:
    """The format that a `ResultWriter` writes."""

    transformation: Literal["NONE", "COMPACT", "FLATTEN"] | Unset = UNSET
    output_type: Literal["JSON", "JSONL"] | Unset = UNSET

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class ResultWriter:
    """Where a distributed Map writes its results to (section 7.5)."""

    resource: str | Unset = UNSET
    writer_config: WriterConfig | Unset = UNSET
    parameters: Frozen = attrs.field(default=UNSET, converter=convert.parameters)
    arguments: Frozen = attrs.field(default=UNSET, converter=convert.arguments)

    def __repr__(self) -> str:
        return written(self)
