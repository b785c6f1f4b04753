"""Timestamps as AWS reads them in the result of an expression."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_INSTANT: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?"
    r"(?:Z|([+-])(\d\d):(\d\d)(?::(\d\d))?)",
    re.ASCII | re.IGNORECASE,
)


def instant(text: str) -> float | None:
    """Seconds since 1970-01-01T00:00:00Z of an ISO 8601 date, time and offset; None for others.

    Letters may be lower case, seconds may be left out, and fractions have up to 9 digits. Offsets
    reach from -18:00 to +18:00.
    """
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[8:])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes > 59 or seconds > 59 or offset > timedelta(hours=18):
        return None
    sign = -1 if match[8] == "-" else 1
    return (local - sign * offset).timestamp() + float(f"0.{match[7] or 0}")
