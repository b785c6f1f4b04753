"""Tags of state machines and activities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.database import Database
from sfn_dsl.local.stepfunctions.machines.arns import (
    not_in_context,
    resource_not_found,
    states_resource,
)
from sfn_dsl.model.settings import AWS_TAG_PREFIX, MAX_TAGS

_TAGS: Final = "tags"
# Who has tags, by the kind of its document in the database and in its ARN.
_TAGGED: Final = {"stateMachine": "machine", "activity": "activity"}


class Tags:
    """Keeps tags by the ARN of what has them, which its owner creates and forgets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def operations(self) -> Mapping[str, Operation]:
        """The operations on tags."""
        return {
            "TagResource": self.tag_resource,
            "UntagResource": self.untag_resource,
            "ListTagsForResource": self.list_tags_for_resource,
        }

    def create(self, arn: str, tags: Sequence[Mapping[str, str]]) -> None:
        """Keep the tags of something new. Raises ApiError as `check_tags` does."""
        check_tags(arn, tags)
        if tags:
            self._write(arn, as_mapping(tags))

    def forget(self, arn: str) -> None:
        """Remove all tags of something that is gone."""
        self._database.delete(_TAGS, arn)

    def tag_resource(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add tags, in the place of those with the same keys."""
        arn = request["resourceArn"]
        with self._database.transaction():
            self._check_exists(arn)
            check_tags(arn, request["tags"])
            tags = self._read(arn) | as_mapping(request["tags"])
            check_number(arn, len(tags))
            self._write(arn, tags)
        return {}

    def untag_resource(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Remove tags by their keys, those that are there."""
        arn = request["resourceArn"]
        with self._database.transaction():
            self._check_exists(arn)
            gone = frozenset(request["tagKeys"])
            self._write(arn, {key: v for key, v in self._read(arn).items() if key not in gone})
        return {}

    def list_tags_for_resource(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """All tags of a state machine or an activity."""
        arn = request["resourceArn"]
        self._check_exists(arn)
        return {"tags": [{"key": key, "value": value} for key, value in self._read(arn).items()]}

    def _check_exists(self, arn: str) -> None:
        """Check that there is something to tag: versions and aliases have no tags of their own."""
        kind, _ = states_resource(arn)
        if kind not in _TAGGED:
            raise not_in_context(kind)
        if self._database.get(_TAGGED[kind], arn) is None:
            raise resource_not_found(arn)

    def _read(self, arn: str) -> dict[str, str]:
        return dict(self._database.get(_TAGS, arn) or {})

    def _write(self, arn: str, tags: dict[str, str]) -> None:
        self._database.put(_TAGS, arn, tags)


def as_mapping(tags: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Tags by their keys; a missing value is empty."""
    return {tag.get("key", ""): tag.get("value", "") for tag in tags}


def check_tags(arn: str, tags: Sequence[Mapping[str, str]]) -> None:
    """Check tags that are given. Raises ApiError: TooManyTags, ValidationException."""
    check_number(arn, len(tags))
    for tag in tags:
        if not tag.get("key"):
            raise ApiError("ValidationException", "Tag keys must not be null or empty")
        if any(tag.get(part, "").lower().startswith(AWS_TAG_PREFIX) for part in ("key", "value")):
            raise ApiError(
                "ValidationException",
                "aws: prefixed tag key names and values are not allowed for external use.",
            )


def check_number(arn: str, number: int) -> None:
    """Check how many tags something has. Raises ApiError: TooManyTags."""
    if number > MAX_TAGS:
        raise ApiError(
            "TooManyTags",
            f"The maximum number of tags, {MAX_TAGS}, has been exceeded: '{arn}'",
            details={"resourceName": arn},
        )
