"""Objects of S3 as text: fetched, unpacked and decoded, with every fault a failed reader."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any, Final

import attrs

from sfn_dsl._version import how_to_install
from sfn_dsl.simulation.effects import NoSuchObjectError, Objects, StoredObject
from sfn_dsl.simulation.failures import Failure

READER_FAILED: Final = "States.ItemReaderFailed"

# Python's own from 3.14 on, and the libraries that have the same function.
_ZSTD: Final = ("compression.zstd", "zstandard", "backports.zstd")
_PACKED: Final = (".gz", ".zst")


def reader_failed(text: str) -> Failure:
    """A reader that cannot go on."""
    return Failure(READER_FAILED, text)


@attrs.frozen(slots=True)
class Location:
    """Where an object is."""

    bucket: str
    key: str
    version: str | None = None

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


def read(objects: Objects, place: Location) -> bytes:
    """The content of an object."""
    try:
        return objects.read(place.bucket, place.key, place.version)
    except NoSuchObjectError as error:
        raise reader_failed(str(error)) from error


def listed(objects: Objects, bucket: str, prefix: str) -> Iterator[StoredObject]:
    """The objects under a prefix, in the order in which S3 lists them."""
    try:
        found: Iterable[StoredObject] = objects.list(bucket, prefix)
        yield from found
    except NoSuchObjectError as error:
        raise reader_failed(str(error)) from error


def read_text(objects: Objects, place: Location) -> str:
    """An object as text."""
    return _decoded(read(objects, place), place)


def read_packed_text(objects: Objects, place: Location) -> str:
    """An object as text, after unpacking what its key says is packed: .gz or .zst."""
    content = read(objects, place)
    if place.key.endswith(_PACKED):
        content = _unpacked(content, place)
    return _decoded(content, place)


def _unpacked(content: bytes, place: Location) -> bytes:
    if place.key.endswith(".gz"):
        try:
            return gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            raise reader_failed(f"{place} is not gzip: {error}") from error
    zstd: Any = first_installed(_ZSTD)
    if zstd is None:
        raise reader_failed(f"reading {place} needs zstandard; {how_to_install('zstd')}")
    try:
        return _zstd_bytes(zstd, content)
    except (zstd.ZstdError, EOFError) as error:
        raise reader_failed(f"{place} is not zstd: {error}") from error


def _zstd_bytes(zstd: Any, content: bytes) -> bytes:
    if hasattr(zstd, "ZstdFile"):
        unpacked: bytes = zstd.decompress(content)
        return unpacked
    # zstandard takes what does not tell its size only as a stream.
    with zstd.ZstdDecompressor().stream_reader(content, read_across_frames=True) as stream:
        streamed: bytes = stream.read()
    return streamed


def first_installed(names: Iterable[str]) -> ModuleType | None:
    """The first of some modules that can be imported."""
    for name in names:
        try:
            return import_module(name)
        except ImportError:
            continue
    return None


def _decoded(content: bytes, place: Location) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise reader_failed(f"{place} is not UTF-8: {error}") from error


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text, without the line feed that ends each."""
    position = 0
    while position < len(text):
        end = text.find("\n", position)
        if end < 0:
            end = len(text)
        yield text[position:end]
        position = end + 1
