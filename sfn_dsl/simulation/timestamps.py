"""Instants as text, and as seconds since 1970.

AWS reads them everywhere as Java's ISO_OFFSET_DATE_TIME does: letters may be lower case, seconds
may be left out, fractions have up to nine digits, offsets are hours and minutes with a colon, up to
18:00. (Measured on AWS for Wait; the ASL reference, section 5.1, for Choice.)
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

Instant: TypeAlias = tuple[int, int]
"""Seconds since 1970, and nanoseconds."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NANOSECOND_DIGITS: Final = 9
_DAY: Final = 24 * 3600
_FARTHEST: Final = 18 * 3600
_SIXTY: Final = 60
_OFFSET_DATE_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?"
    r"(?:Z|([+-])(\d\d):(\d\d)(?::(\d\d))?)",
    re.ASCII | re.IGNORECASE,
)


def instant(text: object) -> Instant | None:
    """The instant that a text stands for, None for any other value."""
    found = _OFFSET_DATE_TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    day, time, seconds, fraction, sign, *offset = found.groups()
    try:
        local = datetime.fromisoformat(f"{day}T{time}:{seconds or '00'}+00:00")
    except ValueError:
        return None
    ahead = _offset(*(int(part or 0) for part in offset))
    if ahead is None:
        return None
    distance = local - _EPOCH + timedelta(seconds=ahead if sign == "-" else -ahead)
    nanoseconds = int((fraction or "").ljust(_NANOSECOND_DIGITS, "0"))
    return distance.days * _DAY + distance.seconds, nanoseconds


def _offset(hours: int, minutes: int, seconds: int) -> int | None:
    """An offset in seconds, None for one that no place on earth has."""
    total = (hours * 60 + minutes) * 60 + seconds
    is_offset = minutes < _SIXTY and seconds < _SIXTY and total <= _FARTHEST
    return total if is_offset else None


def instant_text(seconds: float) -> str:
    """An instant as the context object has it: ISO 8601 in UTC, with milliseconds."""
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
