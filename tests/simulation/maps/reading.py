"""Reading the items of files that a test writes down."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.answers.local_objects import LocalObjects
from sfn_dsl.simulation.failures import Failure
from sfn_dsl.simulation.maps.items import Item
from sfn_dsl.simulation.maps.readers import compile_reader

GET = "arn:aws:states:::s3:getObject"
LIST = "arn:aws:states:::s3:listObjectsV2"


def read(
    content: Any, config: dict[str, Any], *, key: str = "file", max_items: int | None = None
) -> list[Item]:
    """The items of one file in the bucket 'data'."""
    objects = LocalObjects({"data": {key: content}})
    arguments = {"Bucket": "data", "Key": key}
    return list(compile_reader(GET, config).items(arguments, objects, max_items=max_items))


def values(content: Any, config: dict[str, Any], **more: Any) -> list[Any]:
    """What the iterations of a Map over one file are given."""
    return [item.input for item in read(content, config, **more)]


def listed(
    objects: dict[str, Any], config: dict[str, Any] | None = None, **arguments: Any
) -> list[Item]:
    """The items that listObjectsV2 finds in the bucket 'data'."""
    reader = compile_reader(LIST, config)
    return list(reader.items({"Bucket": "data", **arguments}, LocalObjects({"data": objects})))


def cause(content: Any, config: dict[str, Any], **more: Any) -> str | None:
    """Why reading fails, which it must."""
    with pytest.raises(Failure) as failed:
        read(content, config, **more)
    assert failed.value.error == "States.ItemReaderFailed"
    return failed.value.cause
