"""Buckets of S3 in a test: folders on this machine, or objects written down in the test."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

from sfn_dsl.counting import listed
from sfn_dsl.errors import SfnError
from sfn_dsl.simulation.effects import NoSuchObjectError, StoredObject

Folder: TypeAlias = str | os.PathLike[str]
Bucket: TypeAlias = Folder | Mapping[str, Any]
"""A folder, or objects by their keys: bytes, text, or any other value, which is stored as JSON."""

_SHOWN: Final = 5


class ObjectsError(SfnError, ValueError):
    """Raised for buckets that cannot be read or written as given; the message says why."""


class LocalObjects:
    """The objects of some buckets, for the readers and writers of distributed Maps.

    A file's path below its bucket's folder is its key. No key leads out of the folder, neither by
    ``..`` nor by a symbolic link. What is written to a folder is on the disk afterwards; what is
    written to a mapping is here alone, and the mapping stays as it was. There are no versions: a
    VersionId reads what there is.

    Args:
        buckets: A folder whose subfolders are the buckets, or a mapping from the names of the
            buckets to their folders or objects, which are bytes, text, or values that are stored as
            JSON.

    Raises:
        ObjectsError: A folder is missing, or a value cannot be stored.

    Example::

        objects = LocalObjects({"orders": {"today.json": [1, 2]}})
        assert objects.json("orders", "today.json") == [1, 2]
    """

    def __init__(self, buckets: Folder | Mapping[str, Bucket]) -> None:
        self._root: Path | None = None
        self._buckets: dict[str, _Store] = {}
        if isinstance(buckets, Mapping):
            self._buckets = {name: _store(name, bucket) for name, bucket in buckets.items()}
        else:
            self._root = _existing(buckets, "the buckets")

    def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
        """The content of an object.

        Args:
            bucket: The name of the bucket.
            key: The key of the object.
            version: A VersionId, which is ignored.

        Raises:
            NoSuchObjectError: There is no such bucket or object.
        """
        content = self._named(bucket).read(key)
        if content is None:
            raise NoSuchObjectError(f"there is no object '{key}' in the bucket '{bucket}'")
        return content

    def list(self, bucket: str, prefix: str) -> Iterator[StoredObject]:
        """The objects whose keys begin with a prefix, in the order of S3: by the bytes of the key.

        Args:
            bucket: The name of the bucket.
            prefix: What the keys begin with, ``""`` for all.

        Raises:
            NoSuchObjectError: There is no such bucket.
        """
        store = self._named(bucket)
        keys = [key for key in store.listing() if key.startswith(prefix)]
        for key in sorted(keys, key=_key_bytes):
            content = store.read(key)
            if content is not None:
                etag = hashlib.md5(content, usedforsecurity=False).hexdigest()
                yield StoredObject(key, len(content), f'"{etag}"', store.modified(key))

    def write(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object into a bucket.

        Args:
            bucket: The name of the bucket.
            key: The key of the object.
            content: Its content.

        Raises:
            NoSuchObjectError: There is no such bucket, or it cannot have that key.
        """
        if not self._named(bucket).write(key, content):
            raise NoSuchObjectError(f"'{key}' is not a key that the bucket '{bucket}' can have")

    def json(self, bucket: str, key: str) -> Any:
        """The value of an object that is JSON.

        Args:
            bucket: The name of the bucket.
            key: The key of the object.

        Raises:
            NoSuchObjectError: There is no such bucket or object.
            ValueError: The content is not JSON.
        """
        return json.loads(self.read(bucket, key))

    def _named(self, bucket: str) -> _Store:
        store = self._buckets.get(bucket)
        if store is None and self._root is not None:
            folder = _inside(self._root, bucket)
            if folder is not None and folder.parent == self._root and folder.is_dir():
                store = self._buckets[bucket] = _FolderStore(folder)
        if store is None:
            raise NoSuchObjectError(f"there is no bucket '{bucket}'; {self._known()}")
        return store

    def _known(self) -> str:
        if self._root is not None:
            return f"a bucket is a folder in {self._root}"
        names = sorted(self._buckets)
        return f"there are {listed(names, _SHOWN)}" if names else "there are no buckets"


class _Store(Protocol):
    """One bucket; a key that it cannot have is one that it does not have."""

    def read(self, key: str) -> bytes | None: ...

    def listing(self) -> Iterator[str]: ...

    def modified(self, key: str) -> float: ...

    def write(self, key: str, content: bytes) -> bool: ...


class _FolderStore:
    """A bucket that is a folder; ``root`` has no symbolic links left in it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, key: str) -> bytes | None:
        path = _inside(self._root, key)
        try:
            return None if path is None or key.endswith("/") else path.read_bytes()
        except (OSError, ValueError):
            return None

    def listing(self) -> Iterator[str]:
        for folder, _, names in os.walk(self._root):
            for name in names:
                key = (Path(folder, name).relative_to(self._root)).as_posix()
                if _inside(self._root, key) is not None:
                    yield key

    def modified(self, key: str) -> float:
        return (self._root / key).stat().st_mtime

    def write(self, key: str, content: bytes) -> bool:
        path = _inside(self._root, key)
        if path is None or path == self._root or key.endswith("/"):
            return False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except (OSError, ValueError):
            return False
        return True


class _MemoryStore:
    """A bucket that a test has written down."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        self._objects = objects

    def read(self, key: str) -> bytes | None:
        return self._objects.get(key)

    def listing(self) -> Iterator[str]:
        return iter(self._objects)

    def modified(self, key: str) -> float:
        # The same in every run.
        return 0.0

    def write(self, key: str, content: bytes) -> bool:
        self._objects[key] = content
        return True


def _store(name: str, bucket: Bucket) -> _Store:
    if not isinstance(bucket, Mapping):
        return _FolderStore(_existing(bucket, f"the bucket '{name}'"))
    if not all(isinstance(key, str) for key in bucket):
        raise ObjectsError(f"the bucket '{name}': a key is text")
    objects = {key: _content(value, f"'{key}' in '{name}'") for key, value in bucket.items()}
    return _MemoryStore(objects)


def _existing(folder: Folder, what: str) -> Path:
    try:
        path = Path(folder).resolve()
    except TypeError as error:
        raise ObjectsError(f"{what}: write a folder, or objects by their keys") from error
    except (OSError, ValueError, RuntimeError):  # links in a circle, a name that no file can have
        raise ObjectsError(f"{what}: there is no folder {os.fspath(folder)!r}") from None
    if not path.is_dir():
        raise ObjectsError(f"{what}: there is no folder {path}")
    return path


def _content(value: Any, what: str) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        if isinstance(value, str):
            return value.encode()
        return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ObjectsError(f"{what} is not bytes, text or JSON: {error}") from error


def _key_bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogateescape")


def _inside(root: Path, key: str) -> Path | None:
    """The path of a key, None where that is not below the folder."""
    try:
        path = root.joinpath(*filter(None, key.split("/"))).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
    return path if path.is_relative_to(root) else None
