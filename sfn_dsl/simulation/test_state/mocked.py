"""What mocks stand for: the answer to a task, the items that a Map reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.effects import (
    Failed,
    NoSuchObjectError,
    Outcome,
    StoredObject,
    Succeeded,
    TaskCall,
)
from sfn_dsl.simulation.test_state.requests import MockedError


@attrs.frozen
class MockedTask:
    """Answers the task of a state with its mock (see `Tasks`)."""

    result: list[Any] | None
    error: MockedError | None

    def start(self, call: TaskCall) -> Outcome:
        """What becomes of the call."""
        if self.error is not None:
            return Failed(self.error.error, self.error.cause)
        if self.result is None:
            raise AuthoringError(
                f"the task of '{call.state}' has no answer; give a mock, or tasks= that answer it"
            )
        return Succeeded(self.result[0])


@attrs.frozen
class ReaderData:
    """Gives one text, whatever object is read (see `Objects`)."""

    text: str | None

    def read(self, bucket: str, key: str, version: str | None = None) -> bytes:
        """The text. Raises NoSuchObjectError without one."""
        if self.text is None:
            raise NoSuchObjectError(bucket, key)
        return self.text.encode()

    def list(self, bucket: str, prefix: str) -> Iterator[StoredObject]:
        """The objects that the text lists, as ListObjectsV2 does."""
        for each in json.loads(self.read(bucket, prefix)):
            yield StoredObject(each["Key"], each.get("Size", 0), each.get("Etag", ""))

    def write(self, bucket: str, key: str, content: bytes) -> None:
        """Nothing is kept."""
