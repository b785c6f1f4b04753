"""Manifests: files that name the files with the items (ASL reference, section 7.3).

S3 Inventory writes a JSON file with the columns and the gzipped CSV files of a report; Athena's
UNLOAD a text with one URI a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.errors import reading_fault
from sfn_dsl.simulation.effects import Objects
from sfn_dsl.simulation.maps.readers.content import Location, lines_of, read_text, reader_failed

_SCHEME: Final = "s3://"


def inventory(objects: Objects, place: Location) -> tuple[list[str], list[Location]]:
    """The columns of an S3 Inventory report, and the places of its files."""
    manifest = _parsed(read_text(objects, place), place)
    columns, files = manifest.get("fileSchema"), manifest.get("files")
    bucket = manifest.get("destinationBucket")
    if not (isinstance(columns, str) and isinstance(files, list) and isinstance(bucket, str)):
        raise reader_failed(f"{place} is not a manifest of S3 Inventory.")
    if manifest.get("fileFormat", "CSV") != "CSV":
        raise reader_failed(f"{place}: the files of the inventory are not CSV.")
    names = [name.strip() for name in columns.split(",")]
    # The bucket is an ARN.
    owner = bucket.rpartition(":")[2]
    return names, [Location(owner, _key(file, place)) for file in files]


def unloaded(objects: Objects, place: Location) -> Iterator[Location]:
    """The places of the files of an Athena manifest."""
    for line in lines_of(read_text(objects, place)):
        uri = line.strip().strip('"')
        bucket, _, key = uri.removeprefix(_SCHEME).partition("/")
        if not uri:
            continue
        if not uri.startswith(_SCHEME) or not key:
            raise reader_failed(f"{place} has a line that is not the URI of an object: {uri}")
        yield Location(bucket, key)


def _parsed(text: str, place: Location) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise reader_failed(f"{place} is not valid JSON: {reading_fault(error)}") from error
    return manifest if isinstance(manifest, dict) else {}


def _key(file: Any, place: Location) -> str:
    key = file.get("key") if isinstance(file, dict) else None
    if not isinstance(key, str):
        raise reader_failed(f"{place} has a file without a key.")
    return key
