"""Timestamps as Choice rules and Wait states read them: ISO 8601 with an offset."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

Instant: TypeAlias = tuple[int, int]
"""Seconds since 1970, and nanoseconds."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NANOSECOND_DIGITS: Final = 9
# As Java's ISO_OFFSET_DATE_TIME: letters in either case, seconds may be left out.
_OFFSET_DATE_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?"
    r"(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)",
    re.ASCII,
)


def instant(text: object) -> Instant | None:
    """The instant that a text stands for, None for any other value."""
    if not isinstance(text, str):
        return None
    found = _OFFSET_DATE_TIME.fullmatch(text)
    if found is None:
        return None
    day, time, seconds, fraction, sign, hours, minutes = found.groups()
    try:
        local = datetime.fromisoformat(f"{day}T{time}:{seconds or '00'}+00:00")
    except ValueError:
        return None
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    distance = local - _EPOCH + (offset if sign == "-" else -offset)
    nanoseconds = int((fraction or "").ljust(_NANOSECOND_DIGITS, "0"))
    return distance.days * 86_400 + distance.seconds, nanoseconds
