"""Timestamps as the States Language takes them: RFC 3339 with ``T`` and an offset."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sfn_dsl.errors import AuthoringError, Mistake

if TYPE_CHECKING:
    from datetime import datetime

_RFC_3339: Final = (
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)


def is_timestamp(text: object) -> bool:
    """Return whether a value is RFC 3339 text with an offset."""
    return isinstance(text, str) and re.fullmatch(_RFC_3339, text, re.ASCII) is not None


def timestamp_text(instant: str | datetime) -> str:
    """An instant as RFC 3339 text; text is checked and kept as it is.

    Raises AuthoringError for text of another form and for a datetime without a time zone.
    """
    if not isinstance(instant, str):
        if instant.tzinfo is None:
            raise AuthoringError(
                f"{instant!r} has no time zone; write datetime(..., tzinfo=timezone.utc)",
                code=Mistake.UNUSABLE_ARGUMENT,
            )
        return instant.isoformat().replace("+00:00", "Z")
    if not is_timestamp(instant):
        raise AuthoringError(
            f"'{instant}' is not an RFC 3339 timestamp; write one such as '2030-01-31T08:30:00Z'",
            code=Mistake.UNUSABLE_ARGUMENT,
        )
    return instant
