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
from sfn_dsl.model.sequences import ListOf, elements
from sfn_dsl.model.state import written


def _headers(value: ListOf[str] | Placeholder | Unset) -> tuple[str, ...] | Placeholder | Unset:
    if isinstance(value, (Placeholder, Unset)):
        return value
    # In quotes it would be filled in as one string.
    if isinstance(value, str) and is_whole_placeholder(value):
        return Placeholder(value)
    return elements(value, "csv_headers", "'id', 'total'")


@attrs.frozen(repr=False)
class ProcessorConfig:
    """How a `Map` runs its machine: in the same execution, or in a child execution for each item.

    See https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html. (ASL
    reference, section 7.1.)

    Args:
        mode: ``Mode``: ``"INLINE"`` or ``"DISTRIBUTED"``. If omitted, inline.
        execution_type: ``ExecutionType``: the type of the child executions, ``"STANDARD"`` or
            ``"EXPRESS"``. Required when distributed.

    Example::

        config = ProcessorConfig("DISTRIBUTED", "EXPRESS")
    """

    mode: Literal["INLINE", "DISTRIBUTED"] | Unset = UNSET
    execution_type: Literal["STANDARD", "EXPRESS"] | Unset = UNSET

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class ReaderConfig:
    """What an `ItemReader` reads: the format, and how much of it.

    See https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html. (ASL
    reference, section 7.3.)

    Args:
        input_type: ``InputType``: the format, ``"CSV"``, ``"JSON"``, ``"JSONL"``, ``"PARQUET"`` or
            ``"MANIFEST"``. Required for ``s3:getObject``, except for a manifest of S3 Inventory.
        transformation: ``Transformation``, for ``s3:listObjectsV2``: ``"NONE"`` gives an item for
            each object that is listed, ``"LOAD_AND_FLATTEN"`` reads each and gives all of their
            items. If omitted, ``"NONE"``.
        manifest_type: ``ManifestType``: the file is a manifest, of an Athena UNLOAD
            (``"ATHENA_DATA"``) or of S3 Inventory (``"S3_INVENTORY"``). If omitted, the file holds
            the items itself.
        csv_header_location: ``CSVHeaderLocation``: ``"FIRST_ROW"`` reads the names of the columns
            from the file, ``"GIVEN"`` takes ``csv_headers``.
        csv_headers: ``CSVHeaders``: the names of the columns, a list without duplicates of at most
            10 KiB; only with ``"GIVEN"``.
        csv_delimiter: ``CSVDelimiter``: what separates the columns. If omitted, ``"COMMA"``.
        max_items: ``MaxItems``, or ``MaxItemsPath`` for a path: how many items to read at most, up
            to 100,000,000. If omitted, all.
        items_pointer: ``ItemsPointer``: the JSON pointer (RFC 6901) of the items inside a JSON
            file. If omitted, the whole file.
    """

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
    """Where a distributed `Map` reads its items from.

    See https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html. (ASL
    reference, section 7.3.)

    Args:
        resource: ``Resource``: ``arn:aws:states:::s3:getObject`` for one file,
            ``arn:aws:states:::s3:listObjectsV2`` for a list of objects.
        reader_config: ``ReaderConfig``: the format. If omitted, the objects that are listed are the
            items.
        parameters: ``Parameters``, JSONPath only: the parameters of the call to S3, such as
            ``{"Bucket": ..., "Key": ...}``; members may be paths and intrinsic calls.
        arguments: ``Arguments``, JSONata only: the same, as an object with expressions in it or one
            expression.

    Example::

        reader = ItemReader(
            resource="arn:aws:states:::s3:getObject",
            reader_config=ReaderConfig(input_type="CSV", csv_header_location="FIRST_ROW"),
            parameters={"Bucket": "incoming", "Key": path("$.key")},
        )
    """

    resource: str
    reader_config: ReaderConfig | Unset = UNSET
    parameters: Frozen = attrs.field(default=UNSET, converter=convert.parameters)
    arguments: Frozen = attrs.field(default=UNSET, converter=convert.arguments)

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class ItemBatcher:
    """How a distributed `Map` groups its items; each child execution gets ``{"Items": [...]}``.

    One of the two limits is required; with both, the smaller batch wins. See
    https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html. (ASL
    reference, section 7.4.)

    Args:
        max_items_per_batch: ``MaxItemsPerBatch``, or ``MaxItemsPerBatchPath`` for a path: how many
            items a batch has at most.
        max_input_bytes_per_batch: ``MaxInputBytesPerBatch``, or ``MaxInputBytesPerBatchPath`` for a
            path: how many bytes of JSON a batch has at most, up to 262144.
        batch_input: ``BatchInput``: JSON that every batch gets as ``BatchInput`` beside its
            ``Items``. If omitted, none.

    Example::

        batcher = ItemBatcher(max_items_per_batch=100, batch_input={"run": path("$.run")})
    """

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
    """The form in which a `ResultWriter` writes.

    See https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html. (ASL
    reference, section 7.5.)

    Args:
        transformation: ``Transformation``: ``"NONE"`` writes what DescribeExecution says of each
            child execution, ``"COMPACT"`` its output alone, ``"FLATTEN"`` the elements of outputs
            that are lists.
        output_type: ``OutputType``: ``"JSON"`` for one list, ``"JSONL"`` for a line each.
    """

    transformation: Literal["NONE", "COMPACT", "FLATTEN"] | Unset = UNSET
    output_type: Literal["JSON", "JSONL"] | Unset = UNSET

    def __repr__(self) -> str:
        return written(self)


@attrs.frozen(repr=False, kw_only=True)
class ResultWriter:
    """Where a distributed `Map` writes its results to.

    With a resource, the state's result is the location of the manifest; with a ``writer_config``
    alone, the results stay in the output, in that form. See
    https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html. (ASL
    reference, section 7.5.)

    Args:
        resource: ``Resource``: ``arn:aws:states:::s3:putObject``. If omitted, nothing is written to
            S3.
        writer_config: ``WriterConfig``: the form. If omitted, that of DescribeExecution.
        parameters: ``Parameters``, JSONPath only: the bucket and the prefix, ``{"Bucket": ...,
            "Prefix": ...}``; members may be paths and intrinsic calls.
        arguments: ``Arguments``, JSONata only: the same, as an object with expressions in it or one
            expression.

    Example::

        writer = ResultWriter(
            resource="arn:aws:states:::s3:putObject",
            parameters={"Bucket": "results", "Prefix": "rows"},
        )
    """

    resource: str | Unset = UNSET
    writer_config: WriterConfig | Unset = UNSET
    parameters: Frozen = attrs.field(default=UNSET, converter=convert.parameters)
    arguments: Frozen = attrs.field(default=UNSET, converter=convert.arguments)

    def __repr__(self) -> str:
        return written(self)
