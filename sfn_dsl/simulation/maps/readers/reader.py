"""An ItemReader, prepared once, and read as often as its state runs.

`compile_reader` takes the Resource and the ReaderConfig. Where a JSONata ReaderConfig has
expressions, evaluate it first and prepare the reader anew, which costs next to nothing; MaxItems
alone can be handed in at each reading instead.

What is known of AWS: `Map.Item.Source` is ``s3://bucket/key``, for a plain list of objects
``s3://bucket``. For the items that a manifest leads to it is taken to be the file they stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeAlias

from sfn_dsl.simulation.effects import Objects, StoredObject
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.maps.items import Item
from sfn_dsl.simulation.maps.readers import delimited, json_files, manifests, parquet
from sfn_dsl.simulation.maps.readers.content import (
    Location,
    listed,
    read,
    read_packed_text,
    read_text,
    reader_failed,
)

_GET: Final = ":s3:getObject"
_LIST: Final = ":s3:listObjectsV2"
_MOST_ITEMS: Final = 100_000_000

_Arguments: TypeAlias = Mapping[str, Any]
_File: TypeAlias = Callable[[Location, Objects], Iterator[Item]]
_Source: TypeAlias = Callable[[_Arguments, Objects], Iterator[Item]]


class Reader:
    """A prepared ItemReader."""

    __slots__ = ("_max_items", "_source")

    def __init__(self, source: _Source, max_items: Any) -> None:
        self._source = source
        self._max_items = max_items if isinstance(max_items, int) else None

    def items(
        self, arguments: Any, objects: Objects, *, max_items: int | None = None
    ) -> Iterator[Item]:
        """The items, read as they are asked for.

        ``arguments`` is the value of the reader's Parameters or Arguments. ``max_items`` is the
        value of MaxItems or MaxItemsPath where the ReaderConfig does not have it as a number; 0 is
        no limit. Raises Failure, States.ItemReaderFailed, now or at any item.
        """
        limit = self._max_items if max_items is None else max_items
        if limit is not None and limit < 0:
            raise reader_failed("field MaxItems must be positive")
        named = arguments if isinstance(arguments, Mapping) else {}
        return islice(self._source(named, objects), min(limit or _MOST_ITEMS, _MOST_ITEMS))


def compile_reader(resource: str, config: Mapping[str, Any] | None = None) -> Reader:
    """Prepare an ItemReader of its Resource and ReaderConfig.

    What AWS would not have accepted is a reader that fails, because it is met only when it runs.
    """
    config = config or {}
    try:
        source = _source(resource, config)
    except Failure as failure:
        source = _failing(failure)
    return Reader(source, config.get("MaxItems"))


def _failing(failure: Failure) -> _Source:
    def fail(arguments: _Arguments, objects: Objects) -> Iterator[Item]:
        raise Failure(failure.error, failure.cause)

    return fail


def _source(resource: str, config: Mapping[str, Any]) -> _Source:
    if resource.endswith(_LIST):
        if config.get("Transformation") == "LOAD_AND_FLATTEN":
            return _flattened(_file(config))
        return _listing
    if not resource.endswith(_GET):
        raise reader_failed(f"The Resource '{resource}' cannot read items.")
    manifest, kind = config.get("ManifestType"), config.get("InputType")
    if manifest == "ATHENA_DATA":
        return _athena(_file(config))
    if manifest == "S3_INVENTORY" or (manifest is None and kind == "MANIFEST"):
        return _inventory
    return _single(_file(config))


def _single(file: _File) -> _Source:
    """The items of the one object that Bucket and Key name."""

    def read_one(arguments: _Arguments, objects: Objects) -> Iterator[Item]:
        return file(_location(arguments), objects)

    return read_one


def _listing(arguments: _Arguments, objects: Objects) -> Iterator[Item]:
    """The objects of a bucket themselves, as listObjectsV2 describes them."""
    bucket = _text(arguments, "Bucket")
    source = f"s3://{bucket}"
    for stored in listed(objects, bucket, _prefix(arguments)):
        yield Item(_described(stored), source=source)


def _flattened(file: _File) -> _Source:
    """The items of all the objects under a prefix. Keys that only mark a folder are left out."""

    def read_all(arguments: _Arguments, objects: Objects) -> Iterator[Item]:
        bucket = _text(arguments, "Bucket")
        for stored in listed(objects, bucket, _prefix(arguments)):
            if stored.size or not stored.key.endswith("/"):
                yield from file(Location(bucket, stored.key), objects)

    return read_all


def _athena(file: _File) -> _Source:
    """The items of the files that an Athena manifest names."""

    def read_all(arguments: _Arguments, objects: Objects) -> Iterator[Item]:
        for place in manifests.unloaded(objects, _location(arguments)):
            yield from file(place, objects)

    return read_all


def _inventory(arguments: _Arguments, objects: Objects) -> Iterator[Item]:
    """The rows of an S3 Inventory report."""
    columns, places = manifests.inventory(objects, _location(arguments))
    for place in places:
        source = str(place)
        for row in delimited.records(read_packed_text(objects, place), ",", columns):
            yield Item(row, source=source)


def _file(config: Mapping[str, Any]) -> _File:
    """How a file of the InputType is read. Raises Failure."""
    kind = config.get("InputType")
    if kind == "CSV":
        return _csv(config)
    if kind == "JSON":
        return _json(config.get("ItemsPointer"))
    if kind == "JSONL":
        return _json_lines
    if kind == "PARQUET":
        return _parquet
    if kind is None:
        raise reader_failed("The field 'InputType' is required")
    raise reader_failed(f"The InputType '{kind}' cannot be read.")


def _csv(config: Mapping[str, Any]) -> _File:
    delimiter = delimited.DELIMITERS.get(config.get("CSVDelimiter") or "COMMA")
    if delimiter is None:
        raise reader_failed(f"The CSVDelimiter '{config['CSVDelimiter']}' is not known.")
    headers = delimited.given_headers(config)

    def read_rows(place: Location, objects: Objects) -> Iterator[Item]:
        source = str(place)
        text = read_packed_text(objects, place)
        return (Item(row, source=source) for row in delimited.records(text, delimiter, headers))

    return read_rows


def _json(pointer: str | None) -> _File:
    def read_members(place: Location, objects: Objects) -> Iterator[Item]:
        source = str(place)
        text = read_text(objects, place)
        found = json_files.members(text, pointer, place)
        return (Item(value, key, source) for key, value in found)

    return read_members


def _json_lines(place: Location, objects: Objects) -> Iterator[Item]:
    source = str(place)
    text = read_packed_text(objects, place)
    return (Item(value, source=source) for value in json_files.lines(text, place))


def _parquet(place: Location, objects: Objects) -> Iterator[Item]:
    if place.version is not None:
        raise reader_failed("S3 Version ID selection is not currently supported for PARQUET files")
    source = str(place)
    content = read(objects, place)
    return (Item(row, source=source) for row in parquet.rows(content, place))


def _described(stored: StoredObject) -> dict[str, Any]:
    """An object as an item; the quotes are part of the ETag."""
    etag = stored.etag if stored.etag.startswith('"') else f'"{stored.etag}"'
    return {
        "Etag": etag,
        "Key": stored.key,
        "LastModified": float(stored.modified),
        "Size": stored.size,
        "StorageClass": stored.storage_class,
    }


def _location(arguments: _Arguments) -> Location:
    version = arguments.get("VersionId")
    return Location(
        _text(arguments, "Bucket"),
        _text(arguments, "Key"),
        version if isinstance(version, str) else None,
    )


def _prefix(arguments: _Arguments) -> str:
    return "" if arguments.get("Prefix") is None else _text(arguments, "Prefix")


def _text(arguments: _Arguments, name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str):
        raise reader_failed(f"The ItemReader needs '{name}' as a string.")
    return value
