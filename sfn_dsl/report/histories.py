"""The history of an execution, as a file has it: foreign data, checked once where it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sfn_dsl.errors import SfnError, reading_fault

_MEMBERS: Final = ("events", "history")
FAILED: Final = ("ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted")
ENDED: Final = (*FAILED, "ExecutionSucceeded")
_FARTHEST: Final = 4e13  # seconds: two times as far apart are still a time that Python can tell
_ADVICE: Final = (
    "give a history: what 'aws stepfunctions get-execution-history' or 'sfn simulate --format "
    "json' prints"
)


def read_history(text: str | bytes, name: str) -> list[Mapping[str, Any]]:
    """The events in what ``sfn simulate --format json`` or GetExecutionHistory gives.

    Each has a whole number as its ``id`` and, if it has one, as its ``previousEventId``, and a text
    as its ``type``; nothing else of it is checked.

    Raises SfnError for anything else; messages call it `name`.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SfnError(f"'{name}' is not JSON: {reading_fault(error)}; {_ADVICE}") from error
    for member in _MEMBERS if isinstance(content, dict) else ():
        events = content.get(member)
        if isinstance(events, list):
            _check(events, member, name)
            return events
    raise SfnError(f"'{name}' has no list 'events'; {_ADVICE}")


def _check(events: list[Any], member: str, name: str) -> None:
    for nth, event in enumerate(events):
        at = f"'{name}': /{member}/{nth}"
        if not isinstance(event, dict):
            raise SfnError(f"{at} is not an object; {_ADVICE}")
        if type(event.get("id")) is not int or type(event.get("previousEventId", 0)) is not int:
            raise SfnError(f"{at} has no whole number as 'id' or 'previousEventId'; {_ADVICE}")
        if not isinstance(event.get("type"), str):
            raise SfnError(f"{at} has no text as 'type'; {_ADVICE}")


def status_of(events: Sequence[Mapping[str, Any]]) -> str:
    """How the execution of a history ended, as AWS calls it: ``SUCCEEDED``; or ``not ended``."""
    ended = [event["type"] for event in events if event.get("type") in ENDED]
    return str(ended[-1]).removeprefix("Execution").upper() if ended else "not ended"


def moment(event: Mapping[str, Any]) -> float | None:
    """When an event happened, in seconds since 1970, None if it says none.

    AWS's command line writes ISO 8601, its API a number.
    """
    told = event.get("timestamp")
    try:
        if isinstance(told, datetime):
            return told.timestamp()
        seconds = (
            float(told)
            if isinstance(told, (int, float))
            else datetime.fromisoformat(str(told)).timestamp()
        )
    except (ValueError, OverflowError, OSError):
        return None
    return seconds if abs(seconds) < _FARTHEST else None
