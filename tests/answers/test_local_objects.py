from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.answers.local_objects import LocalObjects, ObjectsError
from sfn_dsl.simulation.effects import NoSuchObjectError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the bucket 'data', beside a file that is none of its objects."""
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "buckets"
    (root / "data" / "in").mkdir(parents=True)
    (root / "data" / "in" / "b.txt").write_text("bb")
    (root / "data" / "a.json").write_text("[1]")
    return root


def keys(objects: LocalObjects, bucket: str, prefix: str = "") -> list[str]:
    return [stored.key for stored in objects.list(bucket, prefix)]


def test_objects_of_a_test_are_bytes_text_or_json() -> None:
    objects = LocalObjects({"data": {"raw": b"\x00", "text": "é", "json": {"a": ["é", None]}}})
    assert objects.read("data", "raw") == b"\x00"
    assert objects.read("data", "text").decode() == "é"
    assert objects.json("data", "json") == {"a": ["é", None]}


def test_what_a_test_changes_later_changes_no_object() -> None:
    rows = [1]
    objects = LocalObjects({"data": {"rows": rows}})
    rows.append(2)
    assert objects.json("data", "rows") == [1]


def test_what_is_written_to_objects_of_a_test_leaves_them_as_they_were() -> None:
    bucket = {"a": "1"}
    objects = LocalObjects({"data": bucket})
    objects.write("data", "b", b"2")
    assert keys(objects, "data") == ["a", "b"]
    assert bucket == {"a": "1"}


def test_subfolders_are_buckets_and_paths_are_keys(folder: Path) -> None:
    objects = LocalObjects(folder)
    assert objects.read("data", "in/b.txt") == b"bb"
    assert keys(objects, "data") == ["a.json", "in/b.txt"]
    assert keys(objects, "data", "in/") == ["in/b.txt"]


def test_each_bucket_can_have_a_folder_of_its_own(folder: Path) -> None:
    objects = LocalObjects({"mine": folder / "data", "other": str(folder), "third": {"x": 1}})
    assert keys(objects, "mine") == ["a.json", "in/b.txt"]
    assert keys(objects, "other") == ["data/a.json", "data/in/b.txt"]
    assert keys(objects, "third") == ["x"]


def test_a_listed_object_has_its_size_etag_and_time_of_change(folder: Path) -> None:
    os.utime(folder / "data" / "a.json", (5, 7))
    (stored,) = LocalObjects(folder).list("data", "a")
    assert (stored.size, stored.modified) == (3, 7.0)
    assert stored.etag == '"35dba5d75538a9bbe0b4da4422759a0e"'


def test_objects_are_listed_by_the_bytes_of_their_keys() -> None:
    objects = LocalObjects({"data": dict.fromkeys(["b", "a/c", "é", "a-b", "B", "\U0001f600"], "")})
    assert keys(objects, "data") == ["B", "a-b", "a/c", "b", "é", "\U0001f600"]


def test_what_is_written_to_a_folder_is_on_the_disk(folder: Path) -> None:
    LocalObjects(folder).write("data", "/new/run//x.json", b"{}")
    assert (folder / "data" / "new" / "run" / "x.json").read_bytes() == b"{}"


@pytest.mark.parametrize(
    "key",
    ["../../secret", "in/../../../secret", "..", "nothing", "in", "a.json/", "a.json/x", "\0", ""],
)
def test_a_key_that_is_not_a_file_of_the_bucket_is_no_object(folder: Path, key: str) -> None:
    with pytest.raises(NoSuchObjectError, match="in the bucket 'data'"):
        LocalObjects(folder).read("data", key)


def test_an_absolute_path_is_a_key_below_the_bucket(folder: Path) -> None:
    with pytest.raises(NoSuchObjectError):
        LocalObjects(folder).read("data", str(folder.parent / "secret"))


@pytest.mark.parametrize("key", ["../../new", "", "a.json/x", "in", "in/", "\0", "x" * 5000])
def test_what_cannot_be_a_file_of_the_bucket_is_not_written(folder: Path, key: str) -> None:
    with pytest.raises(NoSuchObjectError, match="is not a key that the bucket 'data' can have"):
        LocalObjects(folder).write("data", key, b"x")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["buckets", "secret"]


def test_symbolic_links_do_not_lead_out_of_the_folder(folder: Path) -> None:
    (folder / "data" / "file").symlink_to(folder.parent / "secret")
    (folder / "data" / "up").symlink_to(folder.parent)
    (folder / "all").symlink_to(folder.parent)
    objects = LocalObjects(folder)
    assert keys(objects, "data") == ["a.json", "in/b.txt"]
    for key in ("file", "up/secret"):
        with pytest.raises(NoSuchObjectError):
            objects.read("data", key)
        with pytest.raises(NoSuchObjectError):
            objects.write("data", key, b"x")
    with pytest.raises(NoSuchObjectError, match="there is no bucket 'all'"):
        objects.read("all", "secret")
    assert (folder.parent / "secret").read_text() == "secret"


def test_a_symbolic_link_within_the_folder_is_an_object(folder: Path) -> None:
    (folder / "data" / "link").symlink_to("a.json")
    objects = LocalObjects(folder)
    assert "link" in keys(objects, "data")
    assert objects.read("data", "link") == b"[1]"


def test_a_bucket_that_is_missing_is_told_with_those_there_are(folder: Path) -> None:
    for objects, known in (
        (LocalObjects({}), "there are no buckets"),
        (LocalObjects({"b": {}, "a": {}}), "there are 'a', 'b'"),
        (LocalObjects({name: {} for name in "abcdef"}), "there are 'a', 'b', 'c', 'd', 'e', ..."),
        (LocalObjects(folder), f"a bucket is a folder in {folder}"),
    ):
        for bucket in ("none", "", "..", "data/in"):
            with pytest.raises(NoSuchObjectError) as missing:
                list(objects.list(bucket, ""))
            assert str(missing.value) == f"there is no bucket '{bucket}'; {known}"


@pytest.mark.parametrize(
    ("buckets", "message"),
    [
        ("/no/such/folder", "the buckets: there is no folder /no/such/folder"),
        ({"a": "/no/such/folder"}, "the bucket 'a': there is no folder /no/such/folder"),
        ({"a": 3}, "the bucket 'a': write a folder, or objects by their keys"),
        ({"a": {1: "x"}}, "the bucket 'a': a key is text"),
        ({"a": {"k": {1, 2}}}, "'k' in 'a' is not bytes, text or JSON"),
        ({"a": {"k": float("nan")}}, "'k' in 'a' is not bytes, text or JSON"),
        ({"a": {"k": "\ud800"}}, "'k' in 'a' is not bytes, text or JSON"),
    ],
)
def test_buckets_that_cannot_be_say_what_to_write(buckets: Any, message: str) -> None:
    with pytest.raises(ObjectsError, match=message):
        LocalObjects(buckets)
