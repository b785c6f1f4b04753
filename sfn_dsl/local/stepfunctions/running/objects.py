"""Objects in S3 for distributed Maps, by a client of boto3; what was read is written down."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from sfn_dsl.simulation.effects import NoSuchObjectError, StoredObject


class S3Objects:
    """The objects of the local S3."""

    def __init__(self, client: Callable[[], Any]) -> None:
        self._client = client

    def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
        """See `Objects`."""
        place = {"Bucket": bucket, "Key": key} | ({"VersionId": version} if version else {})
        content: bytes = _asked(lambda: self._client().get_object(**place)["Body"].read())
        return content

    def list(self, bucket: str, prefix: str) -> Iterable[StoredObject]:
        """See `Objects`."""
        pages = self._client().get_paginator("list_objects_v2")
        found = _asked(lambda: list(pages.paginate(Bucket=bucket, Prefix=prefix)))
        for page in found:
            for each in page.get("Contents", ()):
                yield StoredObject(
                    each["Key"],
                    each["Size"],
                    each.get("ETag", ""),
                    each["LastModified"].timestamp(),
                    each.get("StorageClass", "STANDARD"),
                )

    def write(self, bucket: str, key: str, content: bytes) -> None:
        """See `Objects`."""
        _asked(lambda: self._client().put_object(Bucket=bucket, Key=key, Body=content))


def _asked(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:
        response = getattr(error, "response", None)
        if not isinstance(response, Mapping):
            raise
        said = response.get("Error", {})
        raise NoSuchObjectError(str(said.get("Message", error))) from error


class RememberedObjects:
    """Objects, whose contents are written down when they are read, and read there again.

    ``written`` is what was written down before, in order.
    """

    def __init__(
        self,
        objects: S3Objects,
        written: list[Mapping[str, Any]],
        write: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self._objects = objects
        self._written: Iterator[Mapping[str, Any]] = iter(written)
        self._write = write

    def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
        """See `Objects`."""
        found = self._remembered(lambda: _packed(self._objects.read(bucket, key, version)))
        return zlib.decompress(base64.b64decode(found))

    def list(self, bucket: str, prefix: str) -> Iterable[StoredObject]:
        """See `Objects`."""
        found = self._remembered(
            lambda: [attrs.astuple(each) for each in self._objects.list(bucket, prefix)]
        )
        return [StoredObject(*each) for each in found]

    def write(self, bucket: str, key: str, content: bytes) -> None:
        """See `Objects`."""
        self._remembered(lambda: self._objects.write(bucket, key, content))

    def _remembered(self, ask: Callable[[], Any]) -> Any:
        before = next(self._written, None)
        if before is None:
            try:
                before = {"is": "object", "found": ask()}
            except NoSuchObjectError as error:
                before = {"is": "object", "missing": str(error)}
            self._write(before)
        if "missing" in before:
            raise NoSuchObjectError(before["missing"])
        return before["found"]


def _packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 1)).decode("ascii")
