"""What a resource with placeholders in it can still become (ASL reference, section 8.1).

A placeholder stands for any text. Only in an ARN that has all its six parts is it taken to fill no
more than its place, since nobody writes ``arn:${Partition}:sns:...`` for the ARN of a function.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from sfn_dsl.arns import arn_fields, is_partition
from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.lint.states import is_filled_in_later

_ARN: Final = "arn:"
_PARTS: Final = 6
_FUNCTION: Final = "function:"
_ACTIVITY: Final = "activity:"
_SDK: Final = "aws-sdk:"


def may_be_worker(text: str) -> bool:
    """Return whether a text with placeholders can become what a task calls."""
    return _may_be(text, {"lambda": (_FUNCTION,), "states": _of_states()})


def may_be_action(text: str, action: str) -> bool:
    """Return whether a text with placeholders can become the ARN of an integration's action."""
    return _may_be(text, {"states": (action,)})


@cache
def _of_states() -> tuple[str, ...]:
    """How what a task calls begins, for Step Functions as the ARN's service."""
    # Reading all services' actions takes longer than validating a small definition.
    services = sorted({row.service for row in ACTIONS.values()})
    return (_ACTIVITY, _SDK, *(f"{service}:" for service in services))


def _may_be(text: str, services: dict[str, tuple[str, ...]]) -> bool:
    # What another tool replaces has its own marks, and may be anything.
    if "${" not in text or is_filled_in_later(PLACEHOLDER.sub("", text)):
        return True
    if not _meets(text, (_ARN,)):
        return False
    fields = arn_fields(text)
    if len(fields) < _PARTS:
        # Only what stands before the first placeholder has its place.
        fields = arn_fields(_before_placeholder(text))[:-1]
    _, partition, service, *_, resource = [*fields, *[""] * _PARTS][:_PARTS]
    if _is_literal(partition) and not is_partition(partition):
        return False
    if not _is_literal(service):
        return True
    return service in services and _meets(resource, services[service])


def _is_literal(field: str) -> bool:
    return field != "" and "${" not in field


def _meets(text: str, beginnings: tuple[str, ...]) -> bool:
    """Return whether what stands before the first placeholder can begin in one of these ways."""
    known = _before_placeholder(text)
    is_whole = known == text and text != ""
    return any(
        known.startswith(beginning) or (beginning.startswith(known) and not is_whole)
        for beginning in beginnings
    )


def _before_placeholder(text: str) -> str:
    found = PLACEHOLDER.search(text)
    return text[: found.start()] if found else text
